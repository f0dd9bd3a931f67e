"""Every text in `refused` is left alone, for the reason in `reasons.json`."""

from __future__ import annotations

import json

import pytest

from diagram.samples import REFUSED, refused, refused_names
from platformgen.diagram import Refusal, read, to_mermaid

REASONS = REFUSED / "reasons.json"


@pytest.mark.parametrize("name", refused_names())
def test_what_is_not_a_diagram_is_left_alone(name: str, *, update_golden: bool) -> None:
    found = read(refused(name))
    assert isinstance(found, Refusal), found
    reasons = json.loads(REASONS.read_text(encoding="utf-8")) if REASONS.exists() else {}
    if update_golden:
        reasons[name] = found.reason
        text = json.dumps(dict(sorted(reasons.items())), indent=1)
        REASONS.write_text(text + "\n", encoding="utf-8")

    assert reasons[name] == found.reason
    assert 0 < found.confidence <= 1


def test_nothing_comes_of_a_refused_text() -> None:
    assert to_mermaid(refused("mysql")) is None
