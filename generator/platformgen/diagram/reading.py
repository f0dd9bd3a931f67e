"""A drawing of boxes and lines, read: its graph, and what every cell was taken for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec import field as filled

from platformgen.diagram.contacts import contacts
from platformgen.diagram.edges import Connection, connections, cut, passes, ports
from platformgen.diagram.field import Field, field
from platformgen.diagram.frame import Frame
from platformgen.diagram.graph import Edge, Graph, Group, Line, Node, Shape
from platformgen.diagram.grid import Cell, Grid
from platformgen.diagram.labels import label_cells
from platformgen.diagram.manner import direction, line_of
from platformgen.diagram.names import unbracketed
from platformgen.diagram.nesting import areas
from platformgen.diagram.nets import End, Joint, Net, nets
from platformgen.diagram.texts import above, around, label, node_runs, title
from platformgen.diagram.touching import blocks

_MOST_LABELS = 40
"""Labels of one line with branches; a line with more is no line of a diagram."""


class Reading(Struct, frozen=True, kw_only=True):
    """What was read in a drawing; `roles` says for each cell that was understood what it is."""

    scene: Field
    nets: tuple[Net, ...]
    graph: Graph
    roles: Mapping[Cell, str]


def read_lines(grid: Grid, found: Sequence[Frame]) -> Reading:
    """Read a drawing with these frames and the lines between them, whatever it may be."""
    scene = field(grid, areas(grid, found))
    return _Reader(scene, (*nets(scene), *contacts(scene))).reading()


class _Reader(Struct):
    scene: Field
    nets: tuple[Net, ...]
    used: set[int] = filled(default_factory=set)
    texts: dict[int, int] = filled(default_factory=dict)
    blocks: list[list[int]] = filled(default_factory=list)
    titles: dict[int, tuple[str, ...]] = filled(default_factory=dict)
    roles: dict[Cell, str] = filled(default_factory=dict)

    def reading(self) -> Reading:
        written = {run for net in self.nets for _, run in net.labels}
        self._take_texts(written)
        self.used |= written
        for index, area in enumerate(self.scene.areas):
            if area.is_group:
                runs, lines = title(self.scene, index, self.used)
                self.titles[index] = lines
                self.used.update(runs)
                self._mark(runs, "title")
        self._name_empty()
        beside = label_cells(self.scene, self.used)
        self._mark(beside, "label")
        self._mark(written, "label")
        edges = self._edges(beside)
        notes = self._notes(edges)
        for key in notes:
            self._unmark(self.blocks[key - len(self.scene.areas)])
        graph = self._graph([e for e in edges if e[0].source.key not in notes], notes)
        return Reading(scene=self.scene, nets=self.nets, graph=graph, roles=self._all_roles())

    def _name_empty(self) -> None:
        """Give boxes without a text of their own the one that stands above them."""
        for index, area in enumerate(self.scene.areas):
            if not area.is_group and not label(self.scene, area):
                runs = above(self.scene, area, self.used)
                self.titles[index] = tuple(self.scene.runs[at].text for at in runs)
                self.used.update(runs)
                self._mark(runs, "node")

    def _mark(self, runs: Iterable[int], role: str) -> None:
        for at in runs:
            run = self.scene.runs[at]
            for column in range(run.start, run.end):
                self.roles[run.row, column] = role

    def _unmark(self, runs: Sequence[int]) -> None:
        for at in runs:
            run = self.scene.runs[at]
            for column in range(run.start, run.end):
                self.roles.pop((run.row, column), None)

    def _take_texts(self, written: set[int]) -> None:
        """Make a node of each text that lines end at."""
        arms = defaultdict(list)
        for net in self.nets:
            if len(net.ends) <= 1:
                continue
            for end in net.ends:
                if end.run is not None and end.run not in written:
                    arms[end.run].append(end.arm)
        ends = written | arms.keys()
        for run in sorted(arms):
            block = node_runs(self.scene, run, arms[run], ends)
            for at in block:
                self.texts[at] = len(self.blocks)
            self.blocks.append(block)
            self._mark(block, "node")
        self.used.update(self.texts)

    def _key(self, end: End) -> int | None:
        """Return one number for the area or text that an end is at."""
        if end.area is not None:
            return end.area
        if end.run is not None and end.run in self.texts:
            return len(self.scene.areas) + self.texts[end.run]
        return None

    def _ends(self, net: Net) -> list[tuple[int, End]]:
        keyed = [(key, end) for end in net.ends if (key := self._key(end)) is not None]
        outer = {parent for key, _ in keyed for parent in self._parents(key)}
        return [(key, end) for key, end in keyed if key not in outer]

    def _parents(self, key: int) -> list[int]:
        parent = self._parent(key)
        found = []
        while parent is not None:
            found.append(parent)
            parent = self.scene.areas[parent].parent
        return found

    def _parent(self, key: int) -> int | None:
        if key < len(self.scene.areas):
            return self.scene.areas[key].parent
        run = self.scene.runs[self.blocks[key - len(self.scene.areas)][0]]
        return around(self.scene, run.row, run.start)

    def _edges(self, beside: Mapping[int, Cell]) -> list[tuple[Connection, str, Line]]:
        by_cell: dict[Cell, list[int]] = defaultdict(list)
        for run, cell in beside.items():
            by_cell[cell].append(run)
        edges = []
        block = blocks(self.scene)
        for net in self.nets:
            found = [
                each for each in connections(ports(self._ends(net))) if not _is_in_wall(each, block)
            ]
            if not found:
                continue
            pieces = self._labels(net, by_cell)
            line = line_of(self.scene, net)
            if len(found) > 1:
                pieces = pieces[:_MOST_LABELS]
            cuts = {joint: cut(net, joint) for joint, _, _ in pieces if len(found) > 1}
            for connection in found:
                words = [
                    (place, text)
                    for joint, place, text in pieces
                    if len(found) == 1 or passes(connection, joint, cuts[joint])
                ]
                edges.append((connection, "\n".join(text for _, text in sorted(words)), line))
        return edges

    def _labels(
        self, net: Net, by_cell: Mapping[Cell, Sequence[int]]
    ) -> list[tuple[Joint, Cell, str]]:
        """Return the texts of a line with where they are."""
        runs = list(net.labels)
        for joint in net.links:
            runs.extend((joint, run) for run in by_cell.get(joint[:2], ()))
        pieces = []
        for joint, at in dict.fromkeys(runs):
            run = self.scene.runs[at]
            pieces.append((joint, (run.row, run.start), run.text))
        pieces.extend((joint, joint[:2], word) for joint, word in net.words)
        return pieces

    def _notes(self, edges: Sequence[tuple[Connection, str, Line]]) -> set[int]:
        """Return the texts that lines join above or below all frames: a legend, not the drawing."""
        count = len(self.scene.areas)
        if not count:
            return set()
        top = min(area.outline.top for area in self.scene.areas)
        bottom = max(area.outline.bottom for area in self.scene.areas)
        beside = defaultdict(set)
        for connection, _, _ in edges:
            beside[connection.source.key].add(connection.target.key)
            beside[connection.target.key].add(connection.source.key)
        notes: set[int] = set()
        for number, block in enumerate(self.blocks):
            rows = [self.scene.runs[at].row for at in block]
            if rows[-1] < top or rows[0] > bottom:
                notes.add(count + number)
        drawn = {key for key in beside if key not in notes}
        while drawn:
            drawn = {other for key in drawn for other in beside[key]} & notes
            notes -= drawn
        return notes

    def _graph(self, edges: Sequence[tuple[Connection, str, Line]], notes: set[int]) -> Graph:
        names = self._names()
        nodes = []
        groups = []
        for key, name in names.items():
            if key in notes:
                continue
            parent = self._parent(key)
            within = names[parent] if parent is not None else None
            if key >= len(self.scene.areas):
                block = self.blocks[key - len(self.scene.areas)]
                text = unbracketed("\n".join(self.scene.runs[at].text for at in block))
                nodes.append(Node(id=name, label=text, group=within))
            elif self.scene.areas[key].is_group:
                title_text = "\n".join(self.titles[key])
                groups.append(Group(id=name, title=title_text, parent=within))
            else:
                lines = self.titles.get(key) or label(self.scene, self.scene.areas[key])
                text = "\n".join(lines)
                shape = self._shape(key)
                nodes.append(Node(id=name, label=text, group=within, shape=shape))
        named = {group.id for group in groups} | {node.id for node in nodes if node.label}
        return Graph(
            direction=direction(connection for connection, _, _ in edges),
            nodes=tuple(node for node in nodes if node.label),
            groups=tuple(groups),
            edges=tuple(
                Edge(
                    source=names[c.source.key],
                    target=names[c.target.key],
                    label=text,
                    line=line,
                    head_at_source=c.head_at_source,
                    head_at_target=c.head_at_target,
                )
                for c, text, line in edges
                if names[c.source.key] in named and names[c.target.key] in named
            ),
        )

    def _names(self) -> dict[int, str]:
        """Return ids, numbered in the order in which a reader meets things."""
        areas_ = self.scene.areas
        places = {key: (a.outline.top, a.outline.left, key) for key, a in enumerate(areas_)}
        for number, block in enumerate(self.blocks):
            run = self.scene.runs[block[0]]
            places[len(areas_) + number] = (run.row, run.start, len(areas_) + number)
        order = sorted(places, key=lambda key: places[key])
        count = {"n": 0, "g": 0}
        names = {}
        for key in order:
            letter = "g" if key < len(areas_) and areas_[key].is_group else "n"
            count[letter] += 1
            names[key] = f"{letter}{count[letter]}"
        return names

    def _shape(self, key: int) -> Shape:
        frame = self.scene.areas[key].outline
        corner = self.scene.grid.at(frame.top, frame.left)
        return Shape.ROUND if corner in "╭.,/" else Shape.BOX

    def _all_roles(self) -> dict[Cell, str]:
        roles = dict(self.roles)
        for cell in self.scene.walls:
            roles[cell] = "wall"
        for cell in self.scene.inside:
            roles[cell] = "text"
        for net in self.nets:
            if len(net.ends) > 1:
                for row, column, _ in net.links:
                    roles[row, column] = "line"
        return roles


def _is_in_wall(connection: Connection, block: Mapping[int, int]) -> bool:
    """Tell whether a line without heads is but a piece of what boxes have in common."""
    source, target = connection.source.key, connection.target.key
    together = source in block and target in block and block[source] == block[target]
    headed = connection.head_at_source or connection.head_at_target
    return together and source != target and not headed
