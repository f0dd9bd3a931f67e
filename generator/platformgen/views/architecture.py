"""The platform by namespace: who gets in where, and what relies on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from platformgen import roles
from platformgen.diagram.graph import Edge, Graph, Group, Node
from platformgen.language import phrases
from platformgen.model import Component, Platform
from platformgen.views.node import browser_node, component_node, external_node
from platformgen.views.traffic import entrances, node_ids, relations

_CLUSTER = "cluster/"

MOST_COMPONENTS = 40
"""With more components than this nobody can read the drawing: it shows namespaces instead."""


def architecture(platform: Platform) -> Graph:
    """Return every component in its namespace, in the cluster, and the edges between them.

    A platform with more than MOST_COMPONENTS components is drawn by its namespaces.
    """
    if len(platform.components) > MOST_COMPONENTS:
        return _by_namespace(platform)
    words = phrases(platform.language)
    ids = node_ids(platform)
    frames = _frames(platform)
    edges = [
        *_way_in(platform, frames),
        *(edge for each in platform.components for edge in relations(each, ids)),
    ]
    reached = {edge.target for edge in edges}
    externals = (external_node(each) for each in platform.externals)
    return Graph(
        nodes=(
            *((browser_node(words),) if entrances(platform) else ()),
            *(component_node(each, frames[each.name]) for each in _router_first(platform)),
            *(node for node in externals if node.id in reached),
        ),
        groups=_groups(platform, frames, words),
        edges=tuple(edges),
    )


def _router_first(platform: Platform) -> tuple[Component, ...]:
    # Engines lay out in the order of declaration, and everything enters by the router.
    way_in = roles.router(platform)
    rest = tuple(each for each in platform.components if each is not way_in)
    return rest if way_in is None else (way_in, *rest)


def _frames(platform: Platform) -> Mapping[str, str | None]:
    """Return the frame that each component stands in, by name.

    A router that is alone in its namespace stands in the cluster itself: edges to everything cross
    its frame, and engines stretch it over all of them.
    """
    spaces = {each.name: each.namespace for each in _router_first(platform)}
    way_in = roles.router(platform)
    frames = {name: f"namespace/{space}" if space else None for name, space in spaces.items()}
    if way_in is not None and list(spaces.values()).count(way_in.namespace) == 1:
        frames[way_in.name] = _CLUSTER if way_in.namespace else None
    return frames


def _groups(
    platform: Platform, frames: Mapping[str, str | None], words: Mapping[str, str]
) -> tuple[Group, ...]:
    used = [frame for frame in dict.fromkeys(frames.values()) if frame is not None]
    if not used:
        return ()
    title = words["drawing.cluster"].format(name=platform.cluster.name)
    inside = (
        Group(id=frame, title=frame.removeprefix("namespace/"), parent=_CLUSTER)
        for frame in used
        if frame != _CLUSTER
    )
    return (Group(id=_CLUSTER, title=title), *inside)


def _way_in(platform: Platform, frames: Mapping[str, str | None]) -> Iterator[Edge]:
    reached = entrances(platform)
    if not reached:
        return
    way_in = roles.router(platform)
    source = "browser/"
    if way_in is not None:
        label = f"*.{platform.cluster.domain}"
        yield Edge(source=source, target=way_in.name, label=label)
        source = way_in.name
    own = frames[way_in.name] if way_in is not None else None
    shared = Counter(frames[each.name] for each in reached)
    for end in dict.fromkeys(_end(each, frames[each.name], shared, own) for each in reached):
        yield Edge(source=source, target=end)


def _end(
    component: Component, frame: str | None, shared: Mapping[str | None, int], own: str | None
) -> str:
    """Return where a request to a component is drawn to: one edge leads to all of a frame.

    An edge to each of them makes the drawing half as wide again, and its text too small for a
    phone. What stands beside the router, in its `own` frame, has an edge to itself.
    """
    if frame is None or frame in {own, _CLUSTER} or shared[frame] == 1:
        return component.name
    return frame


def _by_namespace(platform: Platform) -> Graph:
    words = phrases(platform.language)
    counts: dict[str, int] = {}
    spaces = {each.name: each.namespace for each in platform.components}
    for namespace in spaces.values():
        if namespace is not None:
            counts[namespace] = counts.get(namespace, 0) + 1
    ids = {name: f"namespace/{space}" for name, space in spaces.items() if space is not None}
    pairs = dict.fromkeys(
        (ids[each.name], ids[name])
        for each in platform.components
        for name in (*each.depends_on, *each.connects)
        if each.name in ids and name in ids and ids[each.name] != ids[name]
    )
    return Graph(
        nodes=tuple(
            Node(
                id=f"namespace/{name}",
                label=f"{name}\n{words['drawing.components'].format(count=count)}",
            )
            for name, count in counts.items()
        ),
        edges=tuple(Edge(source=source, target=target) for source, target in pairs),
    )
