"""A lost stroke is known again only where its neighbours leave one choice."""

from __future__ import annotations

import pytest

from platformgen.mojibake.marked import Marked
from platformgen.mojibake.strokes import arms, restored

LIGHT = "┍┎┏┐┝┞━"
DOUBLE = "╁╍╎╏═╝╞"


def filled(drawing: str, candidates: str) -> str:
    """Return a drawing with its marks, written as `?`, filled in."""
    text = drawing.replace("?", "\ufffd")
    marks = {at: candidates for at, each in enumerate(text) if each == "\ufffd"}
    return restored(Marked(text=text, candidates=marks))[0].text.replace("\ufffd", "?")


@pytest.mark.parametrize(
    ("drawing", "candidates", "expected"),
    [
        ("┌──?\n│  │", LIGHT, "┌──┐\n│  │"),
        ("┌──?\n│   │", LIGHT, "┌──┐\n│   │"),
        ("─?─", LIGHT, "─?─"),
        ("a ? b", LIGHT, "a ? b"),
        ("?", LIGHT, "?"),
        ("──?", "aé", "──?"),
        ("╔??╗\n║  ║\n╚???", DOUBLE, "╔══╗\n║  ║\n╚══╝"),
        ("╔??╗\n║   ║\n╚???", DOUBLE, "╔══╗\n║   ║\n╚══?"),
        ("日本\n┌─?\n│", LIGHT, "日本\n┌─┐\n│"),
        ("\t┌─?\n\t│ │", LIGHT, "\t┌─┐\n\t│ │"),
        ("┌─?\n  ▼", LIGHT, "┌─┐\n  ▼"),
        ("e\u0301 ┌?\n   │", LIGHT, "e\u0301 ┌┐\n   │"),
        ("┌?\n │", "┐╮", "┌?\n │"),
    ],
)
def test_a_stroke_is_filled_in_or_stays(drawing: str, candidates: str, expected: str) -> None:
    assert filled(drawing, candidates) == expected


def test_filling_in_ends() -> None:
    assert filled(f"{'?' * 150}╗", DOUBLE) == f"{'?' * 50}{'═' * 100}╗"


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("─", ("", "light", "", "light")),
        ("┏", ("", "heavy", "heavy", "")),
        ("╬", ("double", "double", "double", "double")),
        ("╒", ("", "double", "light", "")),
        ("┮", ("", "heavy", "light", "light")),
        ("╭", ("", "light", "light", "")),
        ("┉", ("", "heavy", "", "heavy")),
        ("╌", ("", "light", "", "light")),
        ("╼", ("", "heavy", "", "light")),
        ("╱", None),
        ("a", None),
    ],
)
def test_a_stroke_has_the_arms_of_its_name(character: str, expected: object) -> None:
    assert arms(character) == expected
