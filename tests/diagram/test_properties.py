"""What holds for every text and for every drawing."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costs import cpu_seconds
from diagram.layouts import Layout, layouts
from diagram.restyle import STYLES, is_light, redrawn
from diagram.samples import drawing, drawing_names, refused, refused_names, summary
from platformgen.diagram import Drawing, Refusal, read, to_mermaid
from platformgen.diagram.grid import grid

STROKES = "─│┌┐└┘├┤┬┴┼═║╔╗╚╝╬━┃┏┓┗┛▶◀▲▼→←+-|=<>v^V.:'`*#/\\_~ \n\n\nabAB漢🚀\ufffd\t"
LIGHT_DRAWINGS = [name for name in drawing_names() if is_light(drawing(name))]
SECOND = 2.0 if sys.gettrace() is None else 20.0


def _graph(text: str) -> object:
    found = read(text)
    return summary(found.graph) if isinstance(found, Drawing) else found


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return a drawing in which a few characters are lost, changed or added."""
    text = drawing(draw(st.sampled_from(drawing_names())))
    for at in draw(st.lists(st.integers(0, len(text) - 1), max_size=9)):
        kept = draw(st.integers(0, 1))
        text = text[:at] + draw(st.sampled_from(["", *STROKES])) + text[at + kept :]
    return text


@given(st.text(alphabet=STROKES, max_size=400) | st.text(max_size=200))
def test_every_text_is_read_or_refused(text: str) -> None:
    found = read(text)

    assert isinstance(found, Drawing | Refusal)


@given(st.text(alphabet=STROKES, max_size=300) | damaged())
def test_no_ink_is_lost(text: str) -> None:
    found = read(text)

    if isinstance(found, Drawing):
        assert found.roles.keys() | set(found.unread) == grid(text).inked()
        assert not found.roles.keys() & set(found.unread)


@given(st.text(alphabet=STROKES, max_size=300) | damaged())
def test_edges_and_groups_join_things_that_are_there(text: str) -> None:
    found = read(text)

    if isinstance(found, Drawing):
        groups = [group.id for group in found.graph.groups]
        ids = [*groups, *(node.id for node in found.graph.nodes)]
        assert len(ids) == len(set(ids))
        assert {e.source for e in found.graph.edges} <= set(ids)
        assert {e.target for e in found.graph.edges} <= set(ids)
        assert {node.group for node in found.graph.nodes} <= {None, *groups}
        for at, group in enumerate(found.graph.groups):
            assert group.parent in (None, *groups[:at])


@given(layouts(), st.integers(0, 9))
def test_boxes_and_arrows_are_found_wherever_they_stand(layout: Layout, margin: int) -> None:
    found = read(layout.text(margin))

    assert isinstance(found, Drawing)
    names = {node.id: node.label for node in found.graph.nodes}
    assert sorted(names.values()) == sorted(layout.names)
    arrows = sorted((names[e.source], names[e.target]) for e in found.graph.edges)
    assert arrows == sorted((layout.names[a], layout.names[b]) for a, b in layout.arrows)


@given(layouts(), st.sampled_from(sorted(STYLES)))
def test_made_drawings_mean_the_same_in_every_style(layout: Layout, style: str) -> None:
    assert _graph(redrawn(layout.text(), style)) == _graph(layout.text())


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize("name", LIGHT_DRAWINGS)
def test_a_drawing_means_the_same_in_every_style(name: str, style: str) -> None:
    assert _graph(redrawn(drawing(name), style)) == _graph(drawing(name))


@pytest.mark.parametrize("name", drawing_names())
def test_a_margin_and_trailing_blanks_change_nothing(name: str) -> None:
    text = drawing(name)
    if "\t" in text:
        text = text.expandtabs()
    moved = "".join(f"   {line}    \n" if line else "\n" for line in text.splitlines())

    assert _graph(f"\n\n{moved}\n") == _graph(text)


@pytest.mark.parametrize("name", refused_names())
def test_a_margin_does_not_make_a_diagram(name: str) -> None:
    moved = "".join(f"  {line}\n" for line in refused(name).splitlines())

    assert to_mermaid(moved) is None


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("+--", id="lattice"),
        pytest.param("A → ", id="flow"),
        pytest.param("│ a\n", id="column"),
        pytest.param("┼" * 70 + "abcd\n", id="crossings"),
        pytest.param("-" * 70 + "abcd\n", id="dashes"),
        pytest.param("┌────┐ \n│ ab │ \n└────┘ \n", id="boxes"),
        pytest.param("├── Name\n", id="tree"),
        pytest.param("a" + " " * 200 + "→\n", id="blanks"),
        pytest.param("word ", id="words"),
        pytest.param("v|", id="heads"),
    ],
)
def test_long_texts_take_no_longer_than_seconds(piece: str) -> None:
    text = piece * (65_536 // len(piece))

    assert cpu_seconds(lambda: read(text)) < SECOND


@settings(max_examples=10)
@given(st.text(alphabet=STROKES, min_size=20, max_size=80))
def test_a_repeated_pattern_takes_no_longer_than_seconds(pattern: str) -> None:
    text = pattern * (20_000 // len(pattern))

    # The worst of a hundred patterns takes about one second.
    assert cpu_seconds(lambda: read(text)) < 4 * SECOND
