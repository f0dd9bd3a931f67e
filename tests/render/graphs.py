"""Strategies that make graphs of every form, with labels of every kind."""

from __future__ import annotations

from hypothesis import strategies as st

from platformgen.diagram.graph import Direction, Edge, Graph, Group, Line, Node, Shape

# Pieces that mean something to Mermaid, to HTML, to XML or to a terminal.
TRAPS = (
    *('"', "'", "`", "&", "<", ">", "#", ";", ":", "\\n", "\\", "\n", "\r\n", "$$", "%%", "%%{"),
    *("%%{init: {}}%%", "}", "{", "(", ")", "[", "]", "|", "-->", "--", "---", "~~~", "@{", "=="),
    *("end", "style a:#b;", "classDef x fill:#fff;", "subgraph", "click", "graph TB", "fa:fa-user"),
    *("&lt;", "&amp;lt;", "&#35;", "#35;", "#quot;", "&quot;", "<br/>", "<b>x</b>", "</p>", "1. "),
    *("- ", "* ", "# ", "_x_", "**x**", "\ufb02\xb0", "\xb6\xdf", "\u202e", "\x00", "\ud800"),
    *("\u2028", "\x85", "\xa0", "\t", "  ", "é", "漢字", "عربي", "👩‍👩‍👧", "Vec<T>", "http://a.b"),
)

IDS = ("a", "a-b", "a_b", "A_B", "end", "End", "graph", "click", "class", "style", "default", "x")
IDS_MORE = (
    "o",
    "1",
    "--",
    "漢字",
    "métricas",
    "hasOwnProperty",
    "constructor",
    "__proto__",
    "n_end",
)

labels = st.one_of(
    st.text(max_size=12),
    st.lists(st.sampled_from(TRAPS), max_size=5).map("".join),
    st.lists(st.one_of(st.sampled_from(TRAPS), st.text(max_size=3)), max_size=6).map("".join),
)
identifiers = st.one_of(st.sampled_from(IDS + IDS_MORE), st.text(min_size=1, max_size=6))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return a graph of up to five groups, eight nodes and ten edges."""
    ids = draw(st.lists(identifiers, min_size=1, max_size=13, unique=True))
    group_ids = ids[: draw(st.integers(0, min(5, len(ids) - 1)))]
    node_ids = ids[len(group_ids) :]
    groups = tuple(
        Group(
            id=identifier,
            title=draw(labels),
            parent=draw(st.sampled_from([None, *group_ids[:position]])),
        )
        for position, identifier in enumerate(group_ids)
    )
    homes = st.sampled_from([None, *group_ids])
    shapes = st.sampled_from(Shape)
    nodes = tuple(
        Node(id=identifier, label=draw(labels), group=draw(homes), shape=draw(shapes))
        for identifier in node_ids
    )
    edges = st.builds(
        Edge,
        source=st.sampled_from(ids),
        target=st.sampled_from(ids),
        label=labels,
        line=st.sampled_from(Line),
        head_at_source=st.booleans(),
        head_at_target=st.booleans(),
    )
    return Graph(
        direction=draw(st.sampled_from(Direction)),
        nodes=nodes,
        groups=groups,
        edges=tuple(draw(st.lists(edges, max_size=10))),
    )
