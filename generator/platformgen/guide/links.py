"""Links of a guide in its pages: to sections that have moved, and by labels defined elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from platformgen.guide.sections import Line

_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?:.+?)(?<!`)\1(?!`)")
_LINK = re.compile(r"(\]\([ \t]*<?|^ {0,3}\[[^\]^]+\]:[ \t]*<?)([^\s)>]+)")
_DEFINITION = re.compile(r" {0,3}\[([^\]]+)\]:[ \t]*\S")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/")


class Definition(Struct, frozen=True, kw_only=True):
    """What a label in brackets stands for: a link's target, or a footnote."""

    label: str
    lines: tuple[Line, ...]


def is_elsewhere(target: str) -> bool:
    """Tell whether a link leads to an address or a path of a server, which no move changes."""
    return _ELSEWHERE.match(target) is not None


def relinked(line: str, link: Callable[[str], str]) -> str:
    """Return a line of prose with the target of each link outside of code replaced."""
    made: list[str] = []
    position = 0
    for code in _CODE.finditer(line):
        made.append(_plain(line[position : code.start()], link))
        made.append(code.group())
        position = code.end()
    return "".join([*made, _plain(line[position:], link)])


def _plain(text: str, link: Callable[[str], str]) -> str:
    return _LINK.sub(lambda found: f"{found[1]}{link(found[2])}", text)


def without_definitions(lines: Sequence[Line]) -> tuple[tuple[Line, ...], list[Definition]]:
    """Return lines without definitions of labels, and these."""
    kept: list[Line] = []
    found: list[Definition] = []
    current: list[Line] = []
    for line in lines:
        begins = _DEFINITION.match(line.text) if line.is_prose else None
        if begins:
            current = [line]
            found.append(Definition(label=begins[1].lower(), lines=(line,)))
        elif current and line.is_prose and line.text.startswith("    ") and line.text.strip():
            current.append(line)
            found[-1] = Definition(label=found[-1].label, lines=tuple(current))
        else:
            current = []
            kept.append(line)
    return tuple(kept), found


def used(definitions: Iterable[Definition], lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of the definitions whose labels these lines use."""
    prose = "\n".join(line.text.lower() for line in lines if line.is_prose)
    for definition in definitions:
        if f"[{definition.label}]" in prose:
            yield from definition.lines
