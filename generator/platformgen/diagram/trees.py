"""Trees of components, drawn with `├──` and `└──`; listings of files are not diagrams."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from platformgen.diagram.graph import Direction, Edge, Graph, Node
from platformgen.diagram.strokes import BOX_ARMS

_BRANCH: Final = re.compile(r"^[│┃║|\s]*[├└┣┗╠╚╰+`|][─━═\-]+\s*(?P<name>[^\s─-╿▲-◅→>+|=-].*)$")
_WIDTH: Final = 500
_TRUNK_ONLY: Final = re.compile(r"^[\s│┃║|]*$")
_FILE: Final = re.compile(r"\.[A-Za-z0-9]{1,8}$|/$|^[./~]|^\S*/\S*$|\\")
_COUNTS: Final = re.compile(r"^\d+ director(?:y|ies)")
_NOTE: Final = re.compile(r"\s(?:#|//|<-|←)\s?.*$")


class Entry(Struct, frozen=True):
    """A line of a tree: the column at which its name begins, and the name."""

    column: int
    name: str


def entries(text: str) -> tuple[Entry, ...]:
    """Return the entries of a text that is a tree, roots first; empty if it is not one."""
    lines = [line.expandtabs().rstrip() for line in text.splitlines()]
    found: list[Entry] = []
    branches = 0
    for line in lines:
        if _TRUNK_ONLY.match(line):
            continue
        match = _BRANCH.match(line) if len(line) <= _WIDTH else None
        if match:
            branches += 1
            found.append(Entry(match.start("name"), match["name"].strip()))
        else:
            found.append(Entry(len(line) - len(line.lstrip()), line.strip()))
    roots = len(found) - branches
    return tuple(found) if branches > 1 and roots * 2 <= branches else ()


def is_listing(found: Sequence[Entry]) -> bool:
    """Tell whether the entries of a tree name files and folders rather than components."""
    names = [_NOTE.sub("", entry.name).strip() for entry in found]
    if any(_COUNTS.match(name) or name.startswith("$") for name in names):
        return True
    if any(c in BOX_ARMS for name in names for c in name):
        return True
    files = sum(bool(_FILE.search(name.split()[0] if name.split() else name)) for name in names)
    if files:
        return True
    named = sum(_is_component(name) for name in names)
    return named * 2 <= len(names)


def _is_component(name: str) -> bool:
    return name[:1].isupper() or " " in name or not name.isascii()


def read_tree(text: str) -> Graph | None:
    """Return the graph of a tree of components: an edge from each to those below it."""
    found = entries(text)
    if not found or is_listing(found) or found[0].column > min(e.column for e in found):
        return None
    nodes: list[Node] = []
    edges: list[Edge] = []
    path: list[tuple[int, str]] = []
    for entry in found:
        while path and path[-1][0] >= entry.column:
            path.pop()
        node = Node(id=f"n{len(nodes) + 1}", label=entry.name)
        nodes.append(node)
        if path:
            edges.append(Edge(source=path[-1][1], target=node.id, head_at_target=False))
        path.append((entry.column, node.id))
    return Graph(direction=Direction.DOWN, nodes=tuple(nodes), edges=tuple(edges))
