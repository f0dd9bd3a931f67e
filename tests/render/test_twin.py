"""Diagrams in words, in DOT and as data."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from platformgen.diagram.document import as_json
from platformgen.diagram.dot import dot
from platformgen.diagram.graph import Edge, Graph, Group, Line, Node
from platformgen.diagram.twin import LANGUAGES, sentences
from render.graphs import graphs
from render.test_mermaid import GUIDE

NODES = (Node(id="a", label="A"), Node(id="b", label="B\n(b)"), Node(id="c", label=" "))


def edge(**changes: object) -> Graph:
    return Graph(nodes=NODES, edges=(Edge(source="a", target="b", **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("graph", "english", "spanish"),
    [
        pytest.param(edge(), "“A” leads to “B (b)”.", "«A» lleva a «B (b)».", id="one way"),
        pytest.param(
            edge(head_at_source=True, head_at_target=False),
            "“B (b)” leads to “A”.",
            "«B (b)» lleva a «A».",
            id="back",
        ),
        pytest.param(
            edge(head_at_source=True, label="sync", line=Line.THICK),
            "“A” leads to “B (b)” and back (thick line): sync.",
            "«A» lleva a «B (b)», y al revés (línea gruesa): sync.",
            id="both ways",
        ),
        pytest.param(
            edge(head_at_target=False, line=Line.DASHED),
            "“A” is connected with “B (b)” (dashed line).",
            "«A» está unido a «B (b)» (línea discontinua).",
            id="no head",
        ),
        pytest.param(
            Graph(nodes=NODES, edges=(Edge(source="c", target="a"),)),
            "An element without a name leads to “A”.",
            "Un elemento sin nombre lleva a «A».",
            id="no name",
        ),
    ],
)
def test_an_edge_is_a_sentence(graph: Graph, english: str, spanish: str) -> None:
    assert (sentences(graph, "en")[0], sentences(graph, "es")[0]) == (english, spanish)


def test_groups_come_first_and_what_is_alone_last() -> None:
    graph = Graph(
        nodes=(*NODES[:2], Node(id="d", label="D", group="g")),
        groups=(Group(id="g", title="G"), Group(id="h", title="H", parent="g")),
        edges=(Edge(source="a", target="g"),),
    )

    assert sentences(graph, "en") == (
        "“G” contains: “D”, “H”.",
        "“H” contains nothing.",
        "“A” leads to “G”.",
        "Nothing leads to or from “B (b)”.",
    )


def test_an_unknown_language_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        sentences(GUIDE, "tlh")


@given(graph=graphs())
def test_every_edge_and_group_is_said_in_every_language(graph: Graph) -> None:
    counts = {len(sentences(graph, language)) for language in LANGUAGES}

    assert len(counts) == 1
    assert counts.pop() >= len(graph.edges) + len(graph.groups)


GUIDE_DOT = """\
digraph {
  rankdir=TB;
  compound=true;
  node [fontname=Helvetica];
  edge [fontname=Helvetica];
  "user" [label="👤 Usuario", shape=oval];
  subgraph "cluster cluster" {
    label="Clúster kind";
    "cluster" [shape=point, style=invis];
    subgraph "cluster edge" {
      label="ingress-nginx";
      "edge" [shape=point, style=invis];
      "ingress-nginx" [label="NGINX Ingress\\n:80 · :443", shape=box];
    }
    subgraph "cluster backstage/ns" {
      label="backstage";
      "backstage/ns" [shape=point, style=invis];
      "backstage" [label="Backstage", shape=box, style=rounded];
      "postgresql" [label="PostgreSQL", shape=cylinder];
    }
  }
  "user" -> "ingress-nginx" [dir=forward, style=solid, label="*.kind.local"];
  "ingress-nginx" -> "backstage" [dir=forward, style=solid];
  "backstage" -> "postgresql" [dir=both, style=dashed];
}
"""


def test_dot_keeps_the_order() -> None:
    assert dot(GUIDE) == GUIDE_DOT


def test_dot_cuts_an_edge_at_a_frame() -> None:
    graph = Graph(
        nodes=(Node(id='a"', label="A\\n"),),
        groups=(Group(id="g", title=""),),
        edges=(Edge(source='a"', target="g"), Edge(source="g", target='a"', label="x")),
    )

    assert dot(graph).splitlines()[5:] == [
        '  "a\\"" [label="A\\\\n", shape=box];',
        '  subgraph "cluster g" {',
        '    label="";',
        '    "g" [shape=point, style=invis];',
        "  }",
        '  "a\\"" -> "g" [dir=forward, style=solid, lhead="cluster g"];',
        '  "g" -> "a\\"" [dir=forward, style=solid, label="x", ltail="cluster g"];',
        "}",
    ]


@given(graph=graphs())
def test_the_document_holds_the_whole_graph(graph: Graph) -> None:
    document = json.loads(json.dumps(as_json(graph)))
    names = {"headAtSource": "head_at_source", "headAtTarget": "head_at_target"}
    edges = [
        Edge(**{names.get(name, name): value for name, value in edge.items()})
        for edge in document["edges"]
    ]

    assert document["direction"] == graph.direction
    assert tuple(Node(**node) for node in document["nodes"]) == graph.nodes
    assert tuple(Group(**group) for group in document["groups"]) == graph.groups
    assert tuple(edges) == graph.edges
