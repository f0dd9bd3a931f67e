"""The front matter of a hand-written page: its title, its component and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EDGE = re.compile(r"---[ \t]*")
_ENTRY = re.compile(r"([A-Za-z_]\w*):[ \t]*(.*?)[ \t]*")
_KEYS = ("title", "component", "order")
UNORDERED = 1000
"""The `order` of a page that says none: after those that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a page says of itself; `lines` counts its lines, the two `---` among them.

    Findings are line numbers, from 1, with a reason.
    """

    title: str = ""
    component: str | None = None
    order: int = UNORDERED
    lines: int = 0
    findings: tuple[tuple[int, str], ...] = ()


def front_matter(content: str) -> FrontMatter:
    """Return the front matter of a page; one without says nothing of itself."""
    lines = content.splitlines()
    if not lines or not _EDGE.fullmatch(lines[0]):
        return FrontMatter()
    end = next((at for at, each in enumerate(lines[1:], 1) if _EDGE.fullmatch(each)), None)
    if end is None:
        return FrontMatter(findings=((1, "the front matter has no second ---"),))
    return _read(lines[1:end])


def _read(lines: list[str]) -> FrontMatter:
    values: dict[str, str] = {}
    findings: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _ENTRY.fullmatch(line)
        if entry is None or entry[1] not in _KEYS:
            findings.append((number, f"the front matter knows {', '.join(_KEYS)}, each on a line"))
            continue
        values[entry[1]] = _unquoted(entry[2])
        if entry[1] == "order" and not values["order"].isdecimal():
            findings.append((number, f"order {values.pop('order')!r} is not a whole number"))
    return FrontMatter(
        title=values.get("title", ""),
        component=values.get("component"),
        order=int(values.get("order", UNORDERED)),
        lines=len(lines) + 2,
        findings=tuple(findings),
    )


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value
