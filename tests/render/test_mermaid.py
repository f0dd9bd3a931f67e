"""Mermaid sources, read back by the real parser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from mermaid.reader import Reader
from platformgen.diagram.graph import Edge, Graph, Group, Line, Node, Shape
from platformgen.diagram.mermaid import identifiers, mermaid, quoted
from render.graphs import TRAPS, graphs

GUIDE = Graph(
    nodes=(
        Node(id="user", label="👤 Usuario", shape=Shape.STADIUM),
        Node(id="ingress-nginx", label="NGINX Ingress\n:80 · :443", group="edge"),
        Node(id="backstage", label="Backstage", group="backstage/ns", shape=Shape.ROUND),
        Node(id="postgresql", label="PostgreSQL", group="backstage/ns", shape=Shape.CYLINDER),
    ),
    groups=(
        Group(id="cluster", title="Clúster kind"),
        Group(id="edge", title="ingress-nginx", parent="cluster"),
        Group(id="backstage/ns", title="backstage", parent="cluster"),
    ),
    edges=(
        Edge(source="user", target="ingress-nginx", label="*.kind.local"),
        Edge(source="ingress-nginx", target="backstage"),
        Edge(source="backstage", target="postgresql", line=Line.DASHED, head_at_source=True),
    ),
)

GUIDE_SOURCE = """\
flowchart TB
  user(["👤 Usuario"])
  subgraph cluster["Clúster kind"]
    subgraph edge["ingress-nginx"]
      ingress_nginx["NGINX Ingress<br/>:80 · :443"]
    end
    subgraph backstage_ns["backstage"]
      backstage("Backstage")
      postgresql[("PostgreSQL")]
    end
  end
  user -->|"*.kind.local"| ingress_nginx
  ingress_nginx --> backstage
  backstage <-.-> postgresql
"""

HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
SHAPES = {"square": Shape.BOX, "round": Shape.ROUND, "stadium": Shape.STADIUM}
SHAPES |= {"cylinder": Shape.CYLINDER}
STROKES = {"normal": Line.SOLID, "dotted": Line.DASHED, "thick": Line.THICK}
HEADS = {
    "arrow_open": (False, False),
    "arrow_point": (False, True),
    "double_arrow_point": (True, True),
}


def shown(label: str) -> str:
    """Return what a reader sees of a label: spaces run together, what cannot be shown marked."""
    lines = re.split(r"\r\n|\r|\n", label.replace("\u2060", ""))
    return "\n".join(HIDDEN.sub("\ufffd", " ".join(line.split())) for line in lines).strip()


def read(text: str) -> str:
    """Return a label that Mermaid understood, without the joiners that nobody sees."""
    lines = text.replace("\u2060", "").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def test_the_source_is_readable() -> None:
    assert mermaid(GUIDE) == GUIDE_SOURCE


def test_a_graph_without_anything_is_a_flowchart() -> None:
    assert mermaid(Graph()) == "flowchart TB\n"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("", '" "', id="nothing"),
        pytest.param(" \n ", '"<br/>"', id="an empty line"),
        pytest.param('say "x"', '"say &quot;x&quot;"', id="quotes"),
        pytest.param("Vec<T>", '"Vec&lt;T&gt;"', id="type"),
        pytest.param("C#", '"C&num;"', id="number sign"),
        pytest.param("a\r\nb\rc\nd", '"a<br/>b<br/>c<br/>d"', id="lines"),
        pytest.param("a\u2028b\x85c\td", '"a b c d"', id="other spaces"),
        pytest.param("\x1b[31mred\u202e", '"\ufffd[31mred\ufffd"', id="controls"),
        pytest.param("R&D", '"R&amp;\u2060D"', id="ampersand before a letter"),
        pytest.param('"a"', '"\u2060&quot;a&quot;"', id="a pair of quotes"),
        pytest.param("C:\\new", '"C:\\\u2060new"', id="backslash n"),
    ],
)
def test_a_label_is_quoted(text: str, label: str) -> None:
    assert quoted(text) == label


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        pytest.param(("kube-prometheus",), ("kube_prometheus",), id="hyphen"),
        pytest.param(("end", "Graph"), ("n_end", "n_Graph"), id="reserved words"),
        pytest.param(("9to5", "漢字"), ("n_9to5", "n"), id="no letter first"),
        pytest.param(("a-b", "a_b", "A.B"), ("a_b", "a_b_2", "A_B_3"), id="alike"),
        pytest.param(("a_b_2", "a b", "a-b"), ("a_b_2", "a_b", "a_b_3"), id="taken number"),
    ],
)
def test_ids_stay_near_their_own(ids: tuple[str, ...], names: tuple[str, ...]) -> None:
    graph = Graph(nodes=tuple(Node(id=identifier, label="x") for identifier in ids))

    assert tuple(identifiers(graph).values()) == names


@given(graph=graphs())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_mermaid_reads_the_same_graph(mermaid_reader: Reader, graph: Graph) -> None:
    answer = mermaid_reader.read(mermaid(graph))

    assert reading(answer) == expected(graph)


@pytest.mark.parametrize("text", [*TRAPS, '"x"\n"y"', "Vec<T>", "#35;&amp;", "`a`", "1. a"])
def test_mermaid_draws_the_label_as_it_is(mermaid_reader: Reader, text: str) -> None:
    graph = Graph(
        nodes=(Node(id="a", label=text), Node(id="b", label="b", group="g")),
        groups=(Group(id="g", title=text),),
        edges=(Edge(source="a", target="b", label=text),),
    )
    drawn = {read(line) for line in mermaid_reader.read(mermaid(graph), draw=True)["texts"]}

    assert drawn - {""} == {"b", shown(text)} - {""}


def reading(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what Mermaid understood in the words of the graph; its groups are listed as nodes."""
    if "error" in answer:
        return answer
    parents = {member: group["id"] for group in answer["groups"] for member in group["members"]}
    groups = {
        group["id"]: (read(group["title"]), parents.get(group["id"])) for group in answer["groups"]
    }
    return {
        "direction": answer["direction"],
        "nodes": {
            node["id"]: (read(node["label"]), SHAPES[node["shape"]], parents.get(node["id"]))
            for node in answer["nodes"]
            if node["id"] not in groups
        },
        "groups": groups,
        "edges": [
            (edge["source"], edge["target"], read(edge["label"]), STROKES[edge["stroke"]])
            + HEADS[edge["type"]]
            for edge in answer["edges"]
        ],
    }


def expected(graph: Graph) -> dict[str, Any]:
    """Return the graph in the same form, an edge with a head at its beginning only turned round."""
    names = identifiers(graph) | {None: None}
    edges = []
    for edge in graph.edges:
        ends = (names[edge.source], names[edge.target])
        heads = (edge.head_at_source, edge.head_at_target)
        if heads == (True, False):
            ends, heads = ends[::-1], heads[::-1]
        edges.append((*ends, shown(edge.label), edge.line, *heads))
    return {
        "direction": graph.direction,
        "nodes": {
            names[node.id]: (shown(node.label), node.shape, names[node.group])
            for node in graph.nodes
        },
        "groups": {
            names[group.id]: (shown(group.title), names[group.parent]) for group in graph.groups
        },
        "edges": edges,
    }
