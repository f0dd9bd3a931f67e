"""What looks drawn and is no diagram: listings, tables, logs, code, charts and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from platformgen.diagram.flows import read_flows
from platformgen.diagram.trees import entries, is_listing

Lines: TypeAlias = "Sequence[str]"

_WIDTH: Final = 300
_PICTURE: Final = 2_000
_STROKES: Final = 25_000

_TIME: Final = re.compile(
    r"^\W{0,2}(?:\d{4}-\d\d-\d\d[T ]|\d\d?:\d\d:\d\d|\w{3} +\d+ \d\d:|[IWEF]\d{4} |\d{10,} |\[?\d+\.\d{4,}\])"
)
_LEVEL: Final = re.compile(r"^\W{0,2}(?:\S+ )?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b")
_CODE: Final = re.compile(
    r"[;{]\s*$|^\s*[})\]]+[;,)]*\s*$|^\s*(?://|/\*|\*/|#include|#!|import |from \w+ import |def "
    r"|class \w+[:({]|func |fn |let |const |var |return\b|if \(|for \(|while \(|package |use \w+::|@\w+\()"
)
_SETTING: Final = re.compile(
    r"^\s*(?:- )?[\w.\"'-]+\s*[:=]\s+\S|^\s*[\w.\"'-]+:\s*$|^\s*\"[^\"]+\":"
)
_PROMPT: Final = re.compile(r"^\s*(?:[\w.@~:/-]*[$%] |>>> |PS [A-Z]:|C:\\)\S")
_DIFF: Final = re.compile(r"^(?:@@ -\d|diff --git |\+\+\+ \S|--- \S)")
_COMMIT: Final = re.compile(r"^[\s*|/\\_.-]*\*[\s*|/\\_.-]*\s(?:\(?[0-9a-f]{6,40}\b|commit )")
_BAR: Final = re.compile(
    r"[█▓▒░▉▊▋▌▍▎▏▁▂▃▄▅▆▇]{3}|\[[#=>*]*[-. ]*\]\s*\d+ ?%|\d+%\s*\||━{8,} .*\d+(?:/\d+|ms|s)\b"
)
_HISTOGRAM: Final = re.compile(r"[|:│┤]\s*(?:#+|\*+|=+|■+|▪+|o+|x+|X+)\s*\(?\d*[.,]?\d*%?\)?\s*$")
_GRAMMAR: Final = re.compile(
    r"::=|^\s*(?:►►|>>)[-─]|[-─](?:►◄|><|►|>>)\s*$(?<=[─-]►◄)|^\s*<?\w+>?\s*:=\s|^\s*\w+ *:\s*$(?=\n\s*\|)"
)
_POINTER: Final = re.compile(
    r"^\s*(?:-->|╭─\[|┌─) ?\S+:\d+:\d+|^\s*\d*\s*\|?\s*\^{2,}|^error(?:\[\w+\])?:"
)
_RULE: Final = re.compile(
    r"^\s*[|+:]?\s*:?(?:-{3,}|={3,}|─{3,}|━{3,}):?\s*(?:[|+┼:\s]+:?(?:-{2,}|={2,}|─{2,}|━{2,}):?\s*)+[|+:]?\s*$"
)
_MAPPING: Final = re.compile(r"^\s*(?:[-*•]\s+)?\S.*?\S?\s*(?:-+>|=+>|→|⇒|↦|──+[>▶►])\s*\S")
_CAPITALS: Final = re.compile(
    r"^[A-Z][A-Z0-9()/_%#-]*(?:(?: [A-Z0-9()/_%#-]+)*\s{2,}[A-Z][A-Z0-9()/_%#-]*){1,}"
)
_CELLS: Final = re.compile(r"\S(?:.*?\S)??(?=\s{2,}|\s*$)")
_ROW: Final = re.compile(r"\w[^|│]*[|│][^|│]*\w|^\s*[|│][^|│]*\w[^|│]*[|│]\s*$")
_DRAWN: Final = re.compile(r"[┌┏╔╭└┗╚╰]|\+[-=]{2,}|[▼▲│┃║├┤]|^\s*\|\s*$")


def refused_at_sight(text: str) -> str | None:
    """Return what a text is if it is surely no diagram, in words that go after "this is"."""
    lines = _lines(text)
    if not lines:
        return "empty"
    if len(text) > _PICTURE:
        letters = sum(map(str.isalnum, text))
        strokes = len("".join(text.split())) - letters
        if letters * 100 < strokes:
            return "a picture without words"
        if strokes > _STROKES:
            return "a picture with too many strokes"
    return next((reason for reason, test in _ALWAYS if test(lines)), None)


def refused_without_frames(text: str) -> str | None:
    """Return what a text is if it is no diagram, provided that no frames are drawn in it."""
    lines = _lines(text)
    return next((reason for reason, test in _WITHOUT_FRAMES if test(lines)), None)


def _lines(text: str) -> Lines:
    """Return the lines that are not blank, no longer than is needed to know them."""
    lines = (line.expandtabs().rstrip()[:_WIDTH] for line in text.splitlines())
    return [line for line in lines if line]


def _share(lines: Lines, pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.search(line)) for line in lines) / len(lines)


def _is_listing(lines: Lines) -> bool:
    found = entries("\n".join(line for line in lines if not _PROMPT.search(line)))
    return bool(found) and is_listing(found)


def _is_log(lines: Lines) -> bool:
    return _share(lines, _TIME) >= 0.5 or (_share(lines, _LEVEL) >= 0.5 and len(lines) >= 2)


def _is_diff(lines: Lines) -> bool:
    signs = sum(line[0] in "+-" and line[1:2] not in "+-=" for line in lines)
    return any(_DIFF.search(line) and "@@" in line for line in lines) or (
        sum(bool(_DIFF.search(line)) for line in lines) >= 2
        or (signs >= 3 and signs * 3 >= len(lines) * 2)
    )


def _is_history(lines: Lines) -> bool:
    return sum(bool(_COMMIT.search(line)) for line in lines) >= 2


def _is_progress(lines: Lines) -> bool:
    return _share(lines, _BAR) >= 0.2


def _is_chart(lines: Lines) -> bool:
    return sum(bool(_HISTOGRAM.search(line)) for line in lines) >= 2


def _is_grammar(lines: Lines) -> bool:
    alternatives = sum(
        line.lstrip().startswith("| ") and "|" not in line.strip(" |") for line in lines
    )
    heads = sum(
        bool(re.match(r"^\s*<?[\w-]+>?\s*(?:::?=|:|->|→|=)(?:\s|$)", line)) for line in lines
    )
    return (
        any("::=" in line for line in lines)
        or _share(lines, _GRAMMAR) >= 0.3
        or (heads >= 1 and alternatives >= 2 and (heads + alternatives) * 3 >= len(lines) * 2)
    )


def _is_code(lines: Lines) -> bool:
    plain = [line for line in lines if not _DRAWN.search(line)]
    coded = sum(bool(_CODE.search(line)) for line in plain)
    return coded >= 2 and coded * 4 >= len(lines)


def _is_message(lines: Lines) -> bool:
    return sum(bool(_POINTER.search(line)) for line in lines) >= 2


def _is_shell(lines: Lines) -> bool:
    return any(_PROMPT.search(line) for line in lines)


def _is_settings(lines: Lines) -> bool:
    return _share(lines, _SETTING) >= 0.6 and len(lines) >= 3


def _is_ruled_table(lines: Lines) -> bool:
    """Tell tables of psql, Markdown and the like, with a rule below their first row."""
    rules = [at for at, line in enumerate(lines) if _RULE.match(line)]
    if not rules:
        return False
    bars = sum(bool(_ROW.search(line)) for line in lines)
    return bars * 2 >= len(lines) - len(rules) or _is_columns(lines)


def _is_columns(lines: Lines) -> bool:
    """Tell tables without walls: a row of capitals, or the same columns in every row."""
    if any(_CAPITALS.match(line) for line in lines) and not any("→" in line for line in lines):
        return True
    starts = [{m.start() for m in _CELLS.finditer(line)} for line in lines]
    shared = set.intersection(*starts)
    return len(lines) >= 3 and len(shared) >= 3


def _is_mapping(lines: Lines) -> bool:
    if any(_DRAWN.search(line) for line in lines):
        return False
    mapped = sum(bool(_MAPPING.search(line)) for line in lines)
    return mapped >= 1 and mapped * 2 >= len(lines) and read_flows("\n".join(lines)) is None


def _is_lettering(lines: Lines) -> bool:
    """Tell large letters made of strokes."""
    ink = "".join("".join(line.split()) for line in lines)
    letters = sum(character.isalnum() for character in ink)
    slanted = sum(character in "_/\\|()'`\"#█@,.<>=*" for character in ink)
    return len(lines) >= 3 and letters * 5 < len(ink) and slanted * 10 >= len(ink) * 8


_Test: TypeAlias = "tuple[str, Callable[[Lines], bool]]"

_ALWAYS: Final[tuple[_Test, ...]] = (
    ("a listing of files", _is_listing),
    ("a log", _is_log),
    ("a diff", _is_diff),
    ("a history of commits", _is_history),
    ("a progress bar", _is_progress),
    ("a chart", _is_chart),
    ("a grammar", _is_grammar),
    ("code", _is_code),
    ("a compiler's message", _is_message),
    ("a session in a shell", _is_shell),
)
_WITHOUT_FRAMES: Final[tuple[_Test, ...]] = (
    ("a table", _is_ruled_table),
    ("a table", _is_columns),
    ("a mapping", _is_mapping),
    ("settings", _is_settings),
    ("large lettering", _is_lettering),
)
