"""Who calls a command as its usage says is not told its usage, but what is wrong, and a fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import TINY, laid, run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("apply --only shef", "--only: there is no component 'shef'\n  fix: did you mean 'shelf'?"),
        ("apply --only zzz", "--only: there is no component 'zzz'\n  fix: there are: lamp, shelf"),
        (f"apply {__file__}", "is no plan that `apply --plan-out` wrote\n  fix: make one: "),
        ("build --env prod", "there is no environment 'prod'\n  fix: there are none"),
        ("graph layres", "'layres' is no view\n  fix: did you mean 'layers'?"),
        ("explain zzz", "of this platform\n  fix: `platformgen explain` lists what there is"),
        ("init .", "has specs already\n  fix: choose an empty folder"),
        ("import guide docs/none.md", "docs/none.md is not there"),
        ("import guide docs/welcome.md --to ../x", "is not in the project\n  fix: choose a folder"),
        ("diagram none.txt", "none.txt is not there"),
        ("credentials zzz", "there is no credential of 'zzz'\n  fix: "),
    ],
)
def test_what_is_not_there_is_told_with_a_fix_and_no_usage(
    tmp_path: Path, words: str, told: str
) -> None:
    done = run(laid(tmp_path, TINY), *words.split())

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.startswith("error: ")


@pytest.mark.parametrize(
    "words",
    ["apply --delete A/b", "apply --prune --only shelf", "diff --context x", "buld"],
)
def test_what_is_called_otherwise_than_its_usage_is_told_it(tmp_path: Path, words: str) -> None:
    done = run(laid(tmp_path, TINY), *words.split())

    assert done.returncode == 2
    assert done.stderr.startswith("Usage: platformgen")


SECRET = (
    "secrets: {drawn: {namespace: apps, keys: {password: {generate: 20}, pin: {generate: 8}}}}\n"  # noqa: S105  # nobody's
)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("drawm", "did you mean 'drawn'?"),
        ("drawn/pasword", "there are: drawn/password, drawn/pin"),
        ("drawm/pin", "did you mean 'drawn/pin'?"),
        ("a/b", "there are: drawn"),
    ],
)
def test_a_credential_that_is_not_there_gets_those_that_are(
    tmp_path: Path, name: str, told: str
) -> None:
    done = run(laid(tmp_path, {**TINY, "specs/secrets.yaml": SECRET}), "credentials", name)

    said = f"error: there is no credential of {name!r}\n  fix: {told}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_a_credential_may_be_named_as_it_is_printed(tmp_path: Path) -> None:
    folder = laid(tmp_path, {**TINY, "specs/secrets.yaml": SECRET})

    whole = run(folder, "credentials", "apps/drawn").stdout
    one = run(folder, "credentials", "apps/drawn/pin").stdout

    assert ("key password" in whole, "key pin" in whole) == (True, True)
    assert ("key password" in one, "key pin" in one) == (False, True)
