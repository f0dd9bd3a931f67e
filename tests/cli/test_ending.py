"""With `--format json` the last event is an `end`, whatever ended the command."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from platformgen.cli.ending import ended
from running import LIVE, TINY, laid, run

NAMELESS = {**TINY, "specs/platform.yaml": "platform: 3\n"}


@pytest.mark.parametrize("words", LIVE, ids=" ".join)
def test_a_wrong_spec_is_one_event(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(laid(tmp_path, NAMELESS), *words, "--format", "json")

    (end,) = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, end["event"], end["exit"]) == (2, "end", 2), done.stderr
    assert end["message"] == "the spec is wrong"
    assert "error" in done.stderr


@pytest.mark.parametrize("by", [click.Abort, KeyboardInterrupt])
@pytest.mark.parametrize(("style", "events"), [("json", [130]), ("text", [])])
def test_an_interrupted_command_tells_programs_so(
    capsys: pytest.CaptureFixture[str],
    by: type[BaseException],
    style: str,
    events: list[int],
) -> None:
    with pytest.raises(by), ended(style):
        raise by

    told = map(json.loads, capsys.readouterr().out.splitlines())
    assert [each["exit"] for each in told if each["event"] == "end"] == events
