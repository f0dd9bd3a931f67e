"""Graph to Mermaid: flowchart source that the real parser accepts, whatever the labels say.

What Mermaid 11 accepts and yet reads wrongly decides the form: ids are plain words of our own,
every label is quoted, every node stands in its group before the first edge, and no link touches a
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from platformgen.diagram.graph import Edge, Graph, Group, Line, Node, Shape

_OUTLINES: Mapping[Shape, tuple[str, str]] = {
    Shape.BOX: ("[", "]"),
    Shape.ROUND: ("(", ")"),
    Shape.STADIUM: ("([", "])"),
    Shape.CYLINDER: ("[(", ")]"),
}

# Without a head, with a head at the target, with heads at both ends.
_LINKS: Mapping[Line, tuple[str, str, str]] = {
    Line.SOLID: ("---", "-->", "<-->"),
    Line.DASHED: ("-.-", "-.->", "<-.->"),
    Line.THICK: ("===", "==>", "<==>"),
}

# Words that Mermaid's parser, or an engine's, takes for something else where an id is expected;
# the last two lines are what every JavaScript object has, and the layout looks ids up in those.
_RESERVED = frozenset(
    {
        *("call", "class", "classdef", "click", "default", "direction", "end", "flowchart"),
        *("graph", "href", "interpolate", "linkstyle", "style", "subgraph"),
        *("constructor", "hasownproperty", "isprototypeof", "propertyisenumerable"),
        *("tolocalestring", "tostring", "valueof"),
    }
)

# Neither text nor safe in XML or in a terminal: controls, lone surrogates, noncharacters, and the
# bidirectional controls that make a line of source read otherwise than it is written.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

_ENTITIES: Mapping[str, str] = {
    "&": "&amp;",
    '"': "&quot;",
    "<": "&lt;",
    ">": "&gt;",
    "`": "&grave;",
    "#": "&num;",
}

# Sequences that have a meaning inside a quoted label and no escape of their own: a line break, an
# icon, a formula, a directive, Mermaid's own marks for entities, and an entity that some engines
# decode twice. A word joiner, which no reader sees, parts them.
_MEANINGFUL = re.compile(
    r"\\(?=n)|fa[bklrs]?:(?=fa-)|\$(?=\$)|%%(?=\{)|\ufb02(?=\xb0)|\xb6(?=\xdf)|&amp;(?=[\w&])"
)
_JOINER = "\u2060"


def mermaid(graph: Graph) -> str:
    """Return the graph as the source of a Mermaid flowchart that ends with a line feed."""
    names = identifiers(graph)
    lines = [f"flowchart {graph.direction.value}"]
    lines.extend(_contents(_children(graph), None, names, "  "))
    lines.extend(f"  {_edge(edge, names)}" for edge in graph.edges)
    return "\n".join(lines) + "\n"


def identifiers(graph: Graph) -> Mapping[str, str]:
    """Return the Mermaid id of each node and group: its own id as nearly as Mermaid allows."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    ids = [group.id for group in graph.groups] + [node.id for node in graph.nodes]
    for identifier in ids:
        word = _word(identifier)
        name, number = word, 1
        while name.lower() in taken:
            number += 1
            name = f"{word}_{number}"
        taken.add(name.lower())
        names[identifier] = name
    return names


# A component is in the drawings of all its neighbours.
@lru_cache(maxsize=16_384)
def quoted(text: str) -> str:
    """Return a text as a quoted Mermaid label that shows it, its lines broken where they are."""
    lines = [_plain(line) for line in re.split(r"\r\n|\r|\n", text)]
    label = "<br/>".join(_escaped(line) for line in lines).strip()
    if label.startswith("&quot;") and label.endswith("&quot;"):
        label = _JOINER + label  # Mermaid takes away a pair of quotes around a label.
    return f'"{label or " "}"'  # An empty pair of quotes is an error to Mermaid.


def printable(text: str) -> str:
    """Return a text with a mark for each character that XML or a terminal cannot take."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _word(identifier: str) -> str:
    word = re.sub(r"[^A-Za-z0-9]+", "_", identifier).strip("_")
    if not word or not word[0].isalpha() or word.lower() in _RESERVED:
        return f"n_{word}".rstrip("_")
    return word


def _plain(line: str) -> str:
    return printable(" ".join(line.split()))


def _escaped(line: str) -> str:
    text = "".join(_ENTITIES.get(character, character) for character in line)
    return _MEANINGFUL.sub(lambda found: found.group() + _JOINER, text)


def _children(graph: Graph) -> Mapping[str | None, list[Node | Group]]:
    # A group stands where its first node does: engines lay out in the order of declaration.
    parents = {group.id: group.parent for group in graph.groups}
    first: dict[str, int] = {}
    for position, node in enumerate(graph.nodes):
        group = node.group
        while group is not None and group not in first:
            first[group] = position
            group = parents[group]
    placed: list[tuple[int, str | None, Node | Group]] = [
        (position, node.group, node) for position, node in enumerate(graph.nodes)
    ]
    last = len(graph.nodes)
    placed.extend((first.get(group.id, last), group.parent, group) for group in graph.groups)
    children: dict[str | None, list[Node | Group]] = {}
    for _, parent, element in sorted(placed, key=lambda place: place[0]):
        children.setdefault(parent, []).append(element)
    return children


def _contents(
    children: Mapping[str | None, list[Node | Group]],
    parent: str | None,
    names: Mapping[str, str],
    indent: str,
) -> Iterator[str]:
    for element in children.get(parent, ()):
        if isinstance(element, Node):
            left, right = _OUTLINES[element.shape]
            yield f"{indent}{names[element.id]}{left}{quoted(element.label)}{right}"
        else:
            yield f"{indent}subgraph {names[element.id]}[{quoted(element.title)}]"
            yield from _contents(children, element.id, names, indent + "  ")
            yield f"{indent}end"


def _edge(edge: Edge, names: Mapping[str, str]) -> str:
    source, target = names[edge.source], names[edge.target]
    bare, forward, both = _LINKS[edge.line]
    match edge.head_at_source, edge.head_at_target:
        case True, True:
            link = both
        case True, False:
            # Mermaid has no link with a head at its beginning only.
            source, target, link = target, source, forward
        case False, True:
            link = forward
        case _:
            link = bare
    label = f"|{quoted(edge.label)}|" if edge.label.strip() else ""
    return f"{source} {link}{label} {target}"
