"""The table of the past, for whoever wrote it and however much each run did."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from platformgen.apply.failures import Failure
from platformgen.apply.past import Past
from platformgen.apply.revision import (
    DESTROY,
    INCOMPLETE,
    INTERRUPTED,
    READY,
    Author,
    Damaged,
    History,
    Remembered,
    Revision,
)
from platformgen.cli import history_text


def revision(number: int, user: str = "admin", **fields: int) -> Revision:
    return Revision(
        number=number,
        author=Author(user=user, commit="0123456789abcdef", is_dirty=True),
        when="2026-11-24T18:39:48Z",
        outcome=INTERRUPTED,
        **fields,
    )


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param((revision(2), revision(1)), id="small"),
        pytest.param((revision(999999999, "system:serviceaccount:apps:deployer"),), id="long"),
        pytest.param(
            (revision(12, "kubernetes-admin", made=1234, changed=1234, deleted=1234),),
            id="of much",
        ),
        pytest.param((Damaged(number=7, when="2026-11-24T18:39:48Z"),), id="damaged"),
    ],
)
def test_the_table_has_a_heading_and_fits_eighty_columns(kept: tuple[Remembered, ...]) -> None:
    head, *rows = history_text.lines(History(revisions=kept))

    assert head.split() == ["NO", "WHEN", "(UTC)", "BY", "COMMIT", "CHANGES", "ENDED"]
    assert max(map(len, [head, *rows])) <= 80
    assert all("2026-11-24 18:39:48" in row for row in rows)


def test_two_of_one_minute_are_told_apart() -> None:
    late = Damaged(number=2, when="2026-11-24T18:39:59Z")

    found = list(history_text.lines(History(revisions=(late, revision(1)))))

    assert ["18:39:59" in found[1], "18:39:48" in found[2]] == [True, True]


def test_what_was_destroyed_is_gone() -> None:
    there = replace(revision(1), outcome=READY)
    destroyed = replace(there, number=2, action=DESTROY)

    _, first, _, second = history_text.lines(History(revisions=(destroyed, there)))

    assert (first.split()[-1], second.split()[-1]) == ("gone", "ready")


def test_of_a_run_that_went_wrong_the_first_objects_are_told_with_why() -> None:
    failed = Failure("Deployment/shop/web", "failed", "the quota is used up " * 6)
    kept = replace(revision(3), outcome=INCOMPLETE, troubles=3, failures=(failed,))

    lines = list(history_text.details(kept, Past(name="shop", wanted=())))

    at = lines.index("  failed   Deployment/shop/web")
    assert lines[at + 1].startswith("           the quota is used up")
    assert lines[-1] == "           and 2 more"
    assert max(map(len, lines)) <= 80
    assert history_text.as_json(kept)["failures"] == [
        {"object": failed.object, "what": "failed", "why": failed.why}
    ]
