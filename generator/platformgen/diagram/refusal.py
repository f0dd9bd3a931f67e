"""What looks drawn and is no diagram: listings, tables, logs, code, charts and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from platformgen.diagram.answer import TABLE
from platformgen.diagram.flows import read_flows
from platformgen.diagram.trees import entries, is_listing

Lines: TypeAlias = "Sequence[str]"

_WIDTH: Final = 300
_PICTURE: Final = 2_000
_STROKES: Final = 25_000
_PERCENT: Final = 100
_PREAMBLE: Final = 3
"""Lines in which a language gives itself away."""
_COLUMNS: Final = 3
"""Columns and rows of a table without walls."""

_RULE: Final = re.compile(
    r"^\s*[|+:]?\s*:?(?:-{3,}|={3,}|─{3,}|━{3,}):?\s*"
    r"(?:[|+┼:\s]+:?(?:-{2,}|={2,}|─{2,}|━{2,}):?\s*)+[|+:]?\s*$"
)
_ROW: Final = re.compile(r"\w[^|│]*[|│][^|│]*\w|^\s*[|│][^|│]*\w[^|│]*[|│]\s*$")
_DRAWN: Final = re.compile(r"[┌┏╔╭└┗╚╰├┤]|\+[-=]|[▼▲│┃║]|^\s*\|\s*$")
_MAPPING: Final = re.compile(r"^\s*(?:[-*•]\s+)?\S.*?\S?\s*(?:-+>|=+>|→|⇒|↦|──+[>▶►])\s*\S")
_CHAIN: Final = re.compile(r"(?:-{3,}|─{2,})[>▶►].*\w.*(?:-{3,}|─{2,})[>▶►]")
_CODE: Final = re.compile(
    r"[;{]\s*$|^\s*[})\]]+[;,)]*\s*$|^\s*(?://|/\*|\*/|#include|#!|import |from \w+ import |def "
    r"|class \w+[:({]|func |fn |let |const |var |return\b|if \(|for \(|while \(|package "
    r"|use \w+::|@\w+\()"
)
_CAPITALS: Final = re.compile(
    r"^[A-Z][A-Z0-9()/_%#-]*(?:(?: [A-Z0-9()/_%#-]+)*\s{2,}[A-Z][A-Z0-9()/_%#-]*)+"
)
_LINES: Final = re.compile(r"^(?=.*[│┃║|▼▲↓↑v^])[\s│┃║|▼▲↓↑v^┌┐└┘├┤┬┴┼╭╮╰╯─+-]+$")
_WALLED: Final = re.compile(r"^\s*[|+](?:[-=:]{2,}[|+]){2,}$")
_DRAWN_HEAD: Final = re.compile(r"[-=]>|<[-=]|[▼▲►◄▶◀→←↓↑]")
_CELLS: Final = re.compile(r"\S(?:.*?\S)??(?=\s{2,}|\s*$)")
_PROMPT: Final = re.compile(r"^\s*(?:[\w.@~:/-]*[$%] |>>> |PS [A-Z]:|C:\\)\S")
_ALTERNATIVE: Final = re.compile(r"^\s*\| [^|]*$")
_RULE_HEAD: Final = re.compile(r"^\s*<?[\w-]+>?\s*(?:::?=|:|->|→|=)(?:\s|$)")
_SOURCE: Final = re.compile(
    r"^\s*(?:(?:flowchart|graph) (?:TB|TD|BT|RL|LR)\b|(?:sequence|class|state|er|block|packet)"
    r"Diagram\b|@start\w+|(?:strict )?(?:di)?graph\b[^{]*\{|gitGraph\b|journey$|mindmap$|gantt$)"
)
_SLANTED: Final = frozenset("_/\\|()'`\"#█@,.<>=*")


class Sign(Struct, frozen=True, kw_only=True):
    """Lines that give a kind of text away, if there are at least so many, and such a share."""

    reason: str
    line: re.Pattern[str]
    least: int = 1
    share: float = 0.0

    def holds(self, lines: Lines) -> bool:
        """Tell whether enough of the lines are of this kind."""
        found = sum(bool(self.line.search(line)) for line in lines)
        return found >= self.least and found >= self.share * len(lines)


def refused_at_sight(text: str) -> str | None:
    """Return what a text is if it is surely no diagram, in words that go after "this is"."""
    lines = _lines(text)
    if not lines:
        return "empty"
    reason = _as_picture(text) if len(text) > _PICTURE else None
    if reason is None:
        reason = next((reason for reason, holds in _BY_SHAPE if holds(lines)), None)
    return reason or next((sign.reason for sign in _SIGNS if sign.holds(lines)), None)


def refused_without_frames(text: str) -> str | None:
    """Return what a text is if it is no diagram, provided that no frames are drawn in it."""
    lines = _lines(text)
    return next((reason for reason, holds in _WITHOUT_FRAMES if holds(lines)), None)


def _lines(text: str) -> Lines:
    """Return the lines that are not blank, no longer than is needed to know them."""
    lines = (line.expandtabs().rstrip()[:_WIDTH] for line in text.splitlines())
    return [line for line in lines if line]


def _as_picture(text: str) -> str | None:
    """Tell pictures by their ink: next to no words, or strokes without end."""
    letters = sum(map(str.isalnum, text))
    strokes = len("".join(text.split())) - letters
    if letters * _PERCENT < strokes:
        return "a picture without words"
    return "a picture with too many strokes" if strokes > _STROKES else None


def _is_source(lines: Lines) -> bool:
    """Tell diagrams that are written in a language, as Mermaid and Graphviz have one."""
    return any(_SOURCE.match(line) for line in lines[:_PREAMBLE])


def _is_command(lines: Lines) -> bool:
    """Tell one command of a shell, broken over lines that end in a backslash."""
    broken = sum(line.endswith(" \\") for line in lines)
    return broken > 0 and broken >= len(lines) - 1


def _is_listing(lines: Lines) -> bool:
    found = entries("\n".join(line for line in lines if not _PROMPT.search(line)))
    return bool(found) and is_listing(found)


def _is_code(lines: Lines) -> bool:
    """Tell code, in which comments may hold drawings."""
    plain = [line for line in lines if not _DRAWN.search(line)]
    coded = sum(bool(_CODE.search(line)) for line in plain)
    return coded > 1 and coded * 4 >= len(lines)


def _is_grammar(lines: Lines) -> bool:
    alternatives = sum(bool(_ALTERNATIVE.match(line)) for line in lines)
    heads = sum(bool(_RULE_HEAD.match(line)) for line in lines)
    most = (heads + alternatives) * 3 >= len(lines) * 2
    return heads >= 1 and alternatives > 1 and most


def _is_ruled_table(lines: Lines) -> bool:
    """Tell tables of psql, Markdown and the like, with a rule below their first row."""
    rules = [line for line in lines if _RULE.match(line)]
    rows = sum(bool(_ROW.search(line)) for line in lines)
    ruled = rows * 2 >= len(lines) - len(rules) or _is_columns(lines)
    return bool(rules) and ruled


def _is_columns(lines: Lines) -> bool:
    """Tell tables without walls: a row of capitals, or the same columns in every row."""
    if any("→" in line or _LINES.match(line) for line in lines):
        return False
    if any(_CAPITALS.match(line) for line in lines):
        return True
    starts = [{match.start() for match in _CELLS.finditer(line)} for line in lines]
    shared = set.intersection(*starts)
    return len(lines) >= _COLUMNS and len(shared) >= _COLUMNS


def _is_walled_table(lines: Lines) -> bool:
    """Tell tables whose rows have their walls where the rules between them have theirs."""
    rules = [line for line in lines if _WALLED.match(line)]
    if not rules or any(_DRAWN_HEAD.search(line) for line in lines):
        return False
    walls = {at for at, character in enumerate(rules[0]) if character in "|+"}
    rows = sum(
        walls <= {at for at, character in enumerate(line) if character in "|+"}
        for line in lines
        if line not in rules
    )
    return rows > 1 and (rows + len(rules)) * 5 >= len(lines) * 4


def _is_mapping(lines: Lines) -> bool:
    if any(_DRAWN.search(line) or _CHAIN.search(line) for line in lines):
        return False
    mapped = sum(bool(_MAPPING.search(line)) for line in lines)
    return mapped >= 1 and mapped * 2 >= len(lines) and read_flows("\n".join(lines)) is None


def _is_lettering(lines: Lines) -> bool:
    """Tell large letters made of strokes."""
    ink = "".join("".join(line.split()) for line in lines)
    letters = sum(character.isalnum() for character in ink)
    slanted = sum(character in _SLANTED for character in ink)
    return letters * 5 < len(ink) and slanted * 10 >= len(ink) * 8


_Test: TypeAlias = "tuple[str, Callable[[Lines], bool]]"

_BY_SHAPE: Final[tuple[_Test, ...]] = (
    ("a listing of files", _is_listing),
    ("the source of a diagram", _is_source),
    ("a command", _is_command),
    (TABLE, _is_walled_table),
    ("code", _is_code),
    ("a grammar", _is_grammar),
)
_SIGNS: Final = (
    Sign(
        reason="a log",
        line=re.compile(
            r"^\W{0,2}(?:\d{4}-\d\d-\d\d[T ]|\d\d?:\d\d:\d\d|\w{3} +\d+ \d\d:|[IWEF]\d{4} |\d{10,} "
            r"|\[?\d+\.\d{4,}\])"
        ),
        share=0.5,
    ),
    Sign(
        reason="a log",
        line=re.compile(r"^\W{0,2}(?:\S+ )?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b"),
        least=2,
        share=0.5,
    ),
    Sign(reason="a diff", line=re.compile(r"^@@ -\d")),
    Sign(reason="a diff", line=re.compile(r"^(?:diff --git |\+\+\+ \S|--- \S)"), least=2),
    Sign(reason="a diff", line=re.compile(r"^[+-](?=[^-+=])"), least=3, share=0.67),
    Sign(
        reason="a history of commits",
        line=re.compile(r"^[\s*|/\\_.-]*\*[\s*|/\\_.-]*\s(?:\(?[0-9a-f]{6,40}\b|commit )"),
        least=2,
    ),
    Sign(
        reason="a progress bar",
        line=re.compile(
            r"[█▓▒░▉▊▋▌▍▎▏▁▂▃▄▅▆▇]{3}|\[[#=>*|]*[-. ]*\]\s*\d+ ?%|\d+%\s*\|"
            r"|━{8,} .*\d+(?:/\d+|ms|s)\b"
        ),
        share=0.2,
    ),
    Sign(
        reason="a chart",
        line=re.compile(r"[|:│┤]\s*(?:#+|\*+|=+|■+|▪+|o+|x+|X+)\s*\(?\d*[.,]?\d*%?\)?\s*$"),
        least=2,
    ),
    Sign(reason="a grammar", line=re.compile(r"::=")),
    Sign(reason="a grammar", line=re.compile(r"^\s*(?:►►|>>)[-─]|[-─](?:►◄|><)\s*$"), share=0.3),
    Sign(
        reason="a compiler's message",
        line=re.compile(
            r"^\s*(?:-->|╭─\[|┌─) ?\S+:\d+:\d+|^\s*\d*\s*\|?\s*\^{2,}|^error(?:\[\w+\])?:"
        ),
        least=2,
    ),
    Sign(reason="a session in a shell", line=_PROMPT),
)
_SETTINGS: Final = Sign(
    reason="settings",
    line=re.compile(r"^\s*(?:- )?[\w.\"'-]+\s*[:=]\s+\S|^\s*[\w.\"'-]+:\s*$|^\s*\"[^\"]+\":"),
    least=3,
    share=0.6,
)
_WITHOUT_FRAMES: Final[tuple[_Test, ...]] = (
    (TABLE, _is_ruled_table),
    (TABLE, _is_columns),
    ("a mapping", _is_mapping),
    (_SETTINGS.reason, _SETTINGS.holds),
    ("large lettering", _is_lettering),
)
