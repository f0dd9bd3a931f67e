"""Text flows: `A → B → C` on lines of their own, under titles, and texts with arrows between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec import field as filled

from platformgen.diagram.graph import Direction, Edge, Graph, Group, Node
from platformgen.diagram.names import unbracketed
from platformgen.diagram.strokes import BOTH_WAYS, BOX_ARMS, TIPS

_RIGHT: Final = "→⇒⟶➜➔➡⇨▶►➝"
_ARROW: Final = re.compile(
    r"\s*(?P<both>↔|⇔|⟷|<[-=─━]+[>▶►])\s*"
    r"|\s*(?P<left>[←⟵⇐◀◄][─━═]*|(?<=\s)<[-=─━]{1,}(?=\s))\s*"
    rf"|\s*(?P<right>[─━═┄╌]*[{_RIGHT}]|(?<=\s)[-=─━]+>+(?=\s))\s*"
    r"|\s+(?:--+|──+|==+)(?P<label>[^-─=<>|]{1,30}?)(?:--+|──+|==+)[>▶►]\s+"
)
_WORDS: Final = 7
_LETTERS: Final = 60
_WIDTH: Final = 500
_ROWS: Final = 3
_SHORTEST: Final = 3
"""Texts below each other that make a flow."""
_COLUMNS_OFF: Final = 2
"""Columns by which a branch may miss the arrow above it."""
_CODE: Final = re.compile(
    r"::|;\s*$|[{}]|\blambda\b|^\s*[$#>%] |(?<!=)==(?![=>])|:=|^\s*(?:--?\w|//|def |fn |func )"
)
_DRAWN: Final = re.compile(r"--|[+|]-|-[+|]|<-")
_BULLET: Final = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_DOWN: Final = re.compile(r"^\s*(?:[│|┃║┆:]\s*)?(?P<head>[↓▼⇓⬇▾vV])?\s*(?P<label>\S.*)?$")
_TRUNK: Final = frozenset("│|┃║┆:")
_DOWN_HEADS: Final = frozenset("↓▼⇓⬇▾vV")


class _Chains(Struct):
    """Nodes and edges as they are found; the same label under one title is the same node."""

    groups: list[Group] = filled(default_factory=list)
    nodes: list[Node] = filled(default_factory=list)
    edges: list[Edge] = filled(default_factory=list)
    ids: dict[tuple[str | None, str], str] = filled(default_factory=dict)

    def open(self, title: str) -> str:
        group = Group(id=f"g{len(self.groups) + 1}", title=title)
        self.groups.append(group)
        return group.id

    def node(self, group: str | None, label: str) -> str:
        key = (group, label.casefold())
        if key not in self.ids:
            self.ids[key] = f"n{len(self.nodes) + 1}"
            self.nodes.append(Node(id=self.ids[key], label=label, group=group))
        return self.ids[key]

    def edge(self, source: str, target: str, arrow: re.Match[str]) -> None:
        if arrow["left"]:
            source, target = target, source
        self.edges.append(
            Edge(
                source=source,
                target=target,
                label=(arrow["label"] or "").strip(" []"),
                head_at_source=bool(arrow["both"]),
            )
        )


class _Step(Struct, frozen=True):
    """The arrow before a text, if any, and the node that the text is."""

    column: int
    node: str


def read_flows(text: str) -> Graph | None:
    """Return the graph of a text that is nothing but flows, else None."""
    lines = [line.expandtabs().rstrip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    if any(len(line) > _WIDTH for line in lines):
        return None
    return _across(lines) or _downward(lines)


def _across(lines: Sequence[str]) -> Graph | None:
    arrows = [len(list(_ARROW.finditer(line))) for line in lines]
    if not any(arrows) or any(_is_foreign(line) for line in lines):
        return None
    chains = _Chains()
    group: str | None = None
    before: list[_Step] = []
    for at, line in enumerate(lines):
        if arrows[at]:
            title, flow = _inline_title(line)
            if title:
                group = chains.open(title)
                before = []
            steps = _chain(chains, group, flow, before)
            if steps is None:
                return None
            before = steps
        elif at + 1 < len(lines) and arrows[at + 1] and _is_title(line):
            group = chains.open(_bare(line).rstrip(": "))
            before = []
        else:
            return None
    return _graph(chains, arrows)


def _graph(chains: _Chains, arrows: Sequence[int]) -> Graph | None:
    """Refuse pairs that do not hang together: those are a mapping, not a flow."""
    joined = len(chains.nodes) < sum(2 for edge in chains.edges)
    if len(chains.edges) <= 1 or not (max(arrows) > 1 or joined):
        return None
    if max(arrows) <= 1 and not _hangs_together(chains):
        return None
    return Graph(
        direction=Direction.RIGHT,
        nodes=tuple(chains.nodes),
        groups=tuple(chains.groups),
        edges=tuple(chains.edges),
    )


def _hangs_together(chains: _Chains) -> bool:
    """Tell whether pairs on lines of their own lead on from each other, and leave none apart."""
    part = {node.id: node.id for node in chains.nodes}
    for edge in chains.edges:
        old, new = part[edge.target], part[edge.source]
        part = {node: new if root == old else root for node, root in part.items()}
    group = {node.id: node.group for node in chains.nodes}
    sources = {edge.source for edge in chains.edges}
    targets = {edge.target for edge in chains.edges}
    apart = len(set(part.values())) > len(set(group.values()))
    return bool(sources & targets) and not apart


def _is_foreign(line: str) -> bool:
    """Tell whether a line is code, or is drawn rather than written."""
    drawn = any(character in BOX_ARMS and character not in "─━═┄╌" for character in line)
    return drawn or bool(_CODE.search(line))


def _inline_title(line: str) -> tuple[str, str]:
    """Split `Title: A → B` into its title, empty where there is none, and its flow."""
    first = _ARROW.search(line)
    head = line[: first.start()] if first else line
    title, colon, rest = head.partition(": ")
    if colon and rest.strip() and _is_title(title):
        start = len(title) + 2
        return _bare(title), " " * start + line[start:]
    return "", line


def _is_title(line: str) -> bool:
    return _is_name(_bare(line).rstrip(":"))


def _bare(line: str) -> str:
    return _BULLET.sub("", line).strip().strip("*#").strip()


def _is_name(text: str) -> bool:
    return bool(text) and "  " not in text and len(text) <= _LETTERS and len(text.split()) <= _WORDS


def _chain(
    chains: _Chains, group: str | None, line: str, before: Sequence[_Step]
) -> list[_Step] | None:
    """Add the nodes and edges of one line; it may go on from the line before."""
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    steps: list[_Step] = []
    arrow: re.Match[str] | None = None
    for piece, found in _pieces(line, start):
        if not piece and not steps and found and arrow is None:
            previous = _source(before, found.end("right") if found["right"] else found.end())
            if previous is None:
                return None
            steps.append(_Step(0, previous))
        elif not _is_name(piece) or "  " in piece:
            return None
        else:
            node = chains.node(group, unbracketed(piece))
            if arrow is not None:
                chains.edge(steps[-1].node, node, arrow)
            steps.append(_Step(arrow.end() if arrow else 0, node))
        arrow = found
    return steps


def _pieces(line: str, start: int) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Yield each text with the arrow after it."""
    for found in _ARROW.finditer(line, start):
        yield line[start : found.start()].strip(), found
        start = found.end()
    yield line[start:].strip(), None


def _source(before: Sequence[_Step], column: int) -> str | None:
    """Return the node that a line beginning with an arrow goes on from."""
    if not before:
        return None
    for at in range(1, len(before)):
        if abs(before[at].column - column) <= _COLUMNS_OFF:
            return before[at - 1].node
    return before[-1].node


def _downward(lines: Sequence[str]) -> Graph | None:
    """Read texts below each other with nothing but arrows between them."""
    blocks: list[list[str]] = [[]]
    labels: list[list[str]] = []
    heads: list[bool] = []
    for line in lines:
        found = _connector(line)
        if found is None:
            if not blocks[-1] and len(blocks) == 1 and _is_foreign(line):
                return None
            blocks[-1].append(line.strip())
            continue
        head, label = found
        if blocks[-1]:
            blocks.append([])
            labels.append([])
            heads.append(False)
        elif not labels:
            return None
        heads[-1] = heads[-1] or head
        labels[-1].extend([label] if label else [])
    if len(blocks) < _SHORTEST or not all(heads) or not all(_is_text(block) for block in blocks):
        return None
    nodes = tuple(Node(id=f"n{at + 1}", label="\n".join(block)) for at, block in enumerate(blocks))
    edges = tuple(
        Edge(source=nodes[at].id, target=nodes[at + 1].id, label="\n".join(label))
        for at, label in enumerate(labels)
    )
    return Graph(direction=Direction.DOWN, nodes=nodes, edges=edges)


def _connector(line: str) -> tuple[bool, str] | None:
    """Return whether a line between two texts has a head, and its label; None if it is text."""
    bare = line.strip()
    first, rest = bare[0], bare[1:]
    is_head = first in _DOWN_HEADS
    if not is_head and first not in _TRUNK:
        return None
    if rest and not rest.startswith(" "):
        return None
    rest = rest.strip()
    if any(c in BOX_ARMS or c in TIPS or c in BOTH_WAYS or c == "|" for c in rest):
        return None
    return is_head, rest


def _is_text(block: Sequence[str]) -> bool:
    return 1 <= len(block) <= _ROWS and all(
        "   " not in line
        and len(line) <= 2 * _LETTERS
        and not _CODE.search(line)
        and not _DRAWN.search(line)
        and not any(c in BOX_ARMS for c in line)
        for line in block
    )
