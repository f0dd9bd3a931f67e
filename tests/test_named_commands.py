"""Whatever tells people to run a command names one that there is, with options that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from platformgen.cli.main import program
from running import ROOT

_SOURCES = ("*.py", "*.md", "*.yaml", "*.yml", "*.json", "*.js")
_FILES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "action.yml", ".pre-commit-hooks.yaml")
# A command stands at the beginning of a line or of code; elsewhere `platformgen` is who we are.
_COMMAND = re.compile(
    r"(?:^|[`\x22]|<\(|&& )[ \t]*(?:sudo |\$ |entry: |run: )?platformgen"
    r"(?: -C \S+|\{\w+\})*((?: [\w<.-][^\s`|>)\x22\\]*)+)",
    re.MULTILINE,
)


def texts() -> Iterator[Path]:
    """Yield every file of ours that speaks to people, generated ones among them."""
    package = ROOT / "generator" / "platformgen"
    for pattern in _SOURCES:
        yield from sorted(package.rglob(pattern))
    yield from sorted((ROOT / "docs").rglob("*.md"))
    yield from sorted((ROOT / "deploy").rglob("*.yaml"))
    yield from (ROOT / name for name in _FILES)


def mentions(text: str) -> list[list[str]]:
    """Return the words after `platformgen` of each command that a text names, each once."""
    named = dict.fromkeys(found[1] for found in _COMMAND.finditer(text))
    return [each.split() for each in named]


NAMED = [
    pytest.param(words, id=f"{file.relative_to(ROOT)}: {' '.join(words)}")
    for file in texts()
    for words in mentions(file.read_text("utf-8"))
]


def missing(words: list[str]) -> str | None:
    """Return the first of these words that names a command or an option that there is not."""
    command: click.Command = program
    context = click.Context(program)
    for word in words:
        if word.startswith("--"):
            name = word.partition("=")[0].rstrip(".,;:]")
            known = {each for option in command.get_params(context) for each in option.opts}
            if name not in known:
                return word
        elif isinstance(command, click.Group):
            found = command.get_command(context, word.rstrip(".,;:"))
            if found is None:
                return word
            command = found
    return None


@pytest.mark.parametrize("words", NAMED)
def test_a_command_that_a_text_names_is_there(words: list[str]) -> None:
    assert missing(words) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`sudo platformgen hosts vanish` writes it", "vanish"),
        ("    platformgen -C shop refresh", "refresh"),
        ("run `platformgen build --backwards`", "--backwards"),
        ("entry: platformgen validated --strict", "validated"),
        ("run `platformgen import guide FILE --to docs/x`", None),
        ("source <(platformgen completion bash)", None),
    ],
)
def test_what_is_not_there_is_seen(text: str, expected: str | None) -> None:
    (words,) = mentions(text)

    assert missing(words) == expected


def test_who_we_are_is_no_command() -> None:
    assert mentions("one that platformgen did not write\nimport platformgen.cli") == []
