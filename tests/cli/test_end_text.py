"""How the end of a run is told in a line."""

from __future__ import annotations

from platformgen.cli.end_text import interrupted


def test_who_interrupts_is_told_what_is_late_and_how_to_go_on() -> None:
    nothing = interrupted([], 0)
    undone = interrupted([], 2)
    many = interrupted((f"Deployment/shop/web-{number}" for number in range(9)), 0)

    assert nothing == "interrupted; `platformgen status` tells how all stands"
    assert undone == (
        "interrupted: what was not done is named above; `platformgen status` tells how all stands"
    )
    assert "; not ready yet: Deployment/shop/web-0, " in many
    assert many.endswith("; `platformgen status` tells how all stands")
