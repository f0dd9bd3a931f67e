"""The head of a Mermaid source: what kind of diagram it is, and which way a flowchart runs."""

from __future__ import annotations

import re

from msgspec import Struct

_DIRECTION = re.compile(r"(\s*(?:flowchart|graph)[ \t]+)(TB|TD|BT|LR|RL)\b")


_THEMED = frozenset(
    {
        *("block", "block-beta", "classDiagram", "classDiagram-v2", "erDiagram", "flowchart"),
        *("gantt", "gitGraph", "graph", "mindmap", "pie", "requirementDiagram", "sequenceDiagram"),
        *("stateDiagram", "stateDiagram-v2", "timeline"),
    }
)


class Flowchart(Struct, frozen=True, kw_only=True):
    """A flowchart's source in three: what stands before its direction, that, and the rest."""

    head: str
    direction: str
    body: str


def flowchart(source: str) -> Flowchart | None:
    """Return a flowchart's source in parts; None for another kind, or one without direction."""
    start = _start(source)
    found = _DIRECTION.match(source, start)
    if found is None:
        return None
    return Flowchart(
        head=source[: found.end(1)], direction=found.group(2), body=source[found.end() :]
    )


def is_themed(source: str) -> bool:
    """Whether engines paint this kind of diagram with the colours of a theme, and no others."""
    return kind(source) in _THEMED


def kind(source: str) -> str:
    """Return the word that a source begins with, which says what kind of diagram it is."""
    return next(iter(re.findall(r"[\w-]+", source[_start(source) :])), "")


def _start(source: str) -> int:
    """Return where the first line is that is neither blank nor a comment."""
    start = 0
    for line in source.splitlines(keepends=True):
        if line.strip() and not line.lstrip().startswith("%%"):
            break
        start += len(line)
    return start
