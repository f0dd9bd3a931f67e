"""A page says whom to ask: who owns it, the address to write to, and who is there."""

from __future__ import annotations

import pytest

from platformgen.emit.pages import places
from platformgen.model import Team, User
from platformgen.pages.lookups import FEW, whom_to_ask
from platformgen.pages.site import site
from sample_platforms import platform

ANA = User(name="ana.perez", title="Ana Pérez", email=None)


def told(email: str | None, members: tuple[str, ...]) -> str:
    team = Team(
        name="shop", title="Shop", description="", parent=None, email=email, members=members
    )
    whole = platform(teams=(team,), users=(ANA,))
    return whom_to_ask(site(whole, places(whole), {}), "shop")


@pytest.mark.parametrize(
    ("email", "members", "expected"),
    [
        (None, (), "Shop"),
        ("shop@example.org", (), "Shop · [shop&#64;example.org](mailto:shop@example.org)"),
        (None, ("ana.perez", "bo"), "Shop · Ana Pérez, bo"),
        (None, ("ana.perez",) * FEW, "Shop · " + ", ".join(["Ana Pérez"] * FEW)),
        (None, ("ana.perez",) * (FEW + 1), "Shop"),
        (
            "shop@example.org",
            ("ana.perez",),
            "Shop · [shop&#64;example.org](mailto:shop@example.org) · Ana Pérez",
        ),
    ],
)
def test_a_team_is_told_with_its_address_and_its_few_members(
    email: str | None, members: tuple[str, ...], expected: str
) -> None:
    assert told(email, members) == expected
