"""Labels of a flowchart's source, broken into lines so that the drawing stays narrow."""

from __future__ import annotations

import re

_LABEL = re.compile(r'"([^"`\n][^"\n]*)"')
_BREAK = re.compile(r"(?i)<br\s*/?>")
# An entity is one character to the reader.
_CHARACTER = re.compile(r"&\w+;|#\w+;|.")
# A long word may break after one of these, but not in front of another.
_JOINTS = "-/._:@=&"


def wrapped(source: str, columns: int) -> str:
    """Return the source with the quoted labels of nodes and edges in lines of so many characters.

    Words break only where they have a joint, so that a line may be longer than asked.
    """

    def replace(found: re.Match[str]) -> str:
        return f'"{_lines(found.group(1), columns)}"'

    return "\n".join(
        # The title of a group stands beside its nodes, on one line.
        line if line.lstrip().startswith("subgraph") else _LABEL.sub(replace, line)
        for line in source.split("\n")
    )


def _lines(label: str, columns: int) -> str:
    return "<br/>".join(_wrapped(line, columns) for line in _BREAK.split(label))


def _wrapped(line: str, columns: int) -> str:
    lines: list[list[str]] = [[]]
    for piece, spaced in _pieces(line, columns):
        gap = [" "] if spaced and lines[-1] else []
        if lines[-1] and len(lines[-1]) + len(gap) + len(piece) > columns:
            lines.append(list(piece))
        else:
            lines[-1] += gap + piece
    return "<br/>".join("".join(characters) for characters in lines)


def _pieces(line: str, columns: int) -> list[tuple[list[str], bool]]:
    """Return what may stand on a line of its own, and whether a space goes before it."""
    pieces: list[tuple[list[str], bool]] = []
    for word in line.split(" "):
        characters = _CHARACTER.findall(word)
        parts = [characters] if len(characters) <= columns else _parts(characters)
        pieces += [(part, index == 0) for index, part in enumerate(parts)]
    return pieces


def _parts(characters: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for previous, character in zip(["", *characters], characters, strict=False):
        if previous and previous in _JOINTS and character not in _JOINTS:
            parts.append([])
        parts[-1].append(character)
    return parts
