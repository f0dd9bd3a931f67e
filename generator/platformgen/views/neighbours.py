"""Each component among those that come to it and those that it turns to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from platformgen import roles
from platformgen.diagram.graph import Edge, Graph, Line, Node
from platformgen.language import phrases
from platformgen.model import Platform
from platformgen.views.node import browser_node, component_node, external_node
from platformgen.views.traffic import entrances, node_ids, relations

MOST_NEIGHBOURS = 6
"""How many neighbours stand on either side before the rest become one box."""


def neighbours(platform: Platform) -> Mapping[str, Graph]:
    """Return a drawing for each component that has neighbours, by the component's name."""
    words = phrases(platform.language)
    nodes = {node.id: node for node in _nodes(platform, words)}
    incoming: dict[str, list[Edge]] = {}
    outgoing: dict[str, list[Edge]] = {}
    for edge in _merged(_edges(platform, words)):
        incoming.setdefault(edge.target, []).append(edge)
        outgoing.setdefault(edge.source, []).append(edge)
    return {
        each.name: _graph(
            nodes, each.name, incoming.get(each.name, ()), outgoing.get(each.name, ()), words
        )
        for each in platform.components
        if each.name in incoming or each.name in outgoing
    }


def _nodes(platform: Platform, words: Mapping[str, str]) -> Iterator[Node]:
    yield browser_node(words)
    for external in platform.externals:
        yield external_node(external)
    for component in platform.components:
        yield component_node(component)


def _edges(platform: Platform, words: Mapping[str, str]) -> Iterator[Edge]:
    way_in = roles.router(platform)
    reached = entrances(platform)
    if way_in is not None and reached:
        yield Edge(source="browser/", target=way_in.name, label=f"*.{platform.cluster.domain}")
    for each in reached:
        source = "browser/" if way_in is None else way_in.name
        yield Edge(source=source, target=each.name, label=each.routes[0].host)
    ids = node_ids(platform)
    for each in platform.components:
        yield from relations(each, ids)
    yield from _by_fact(platform, words)


def _by_fact(platform: Platform, words: Mapping[str, str]) -> Iterator[Edge]:
    names = {each.name for each in platform.components}
    providers = {api.name: each.name for each in platform.components for api in each.provides}
    scraper = roles.prometheus(platform)
    for each in platform.components:
        for page, path in each.portal.pages.items() if each.portal else ():
            if page in names and page != each.name:
                yield _called(each.name, page, path)
        for api in each.consumes:
            if api in providers:
                yield _called(each.name, providers[api], api)
        for source in each.data_sources:
            if source in names:
                yield _called(each.name, source, words["drawing.data"])
        for managed in each.manages:
            yield _called(each.name, managed, words["drawing.manages"])
        if each.scrape is not None and scraper is not None and scraper is not each:
            yield _called(scraper.name, each.name, each.scrape.path)


def _called(source: str, target: str, label: str) -> Edge:
    return Edge(source=source, target=target, label=label, line=Line.DASHED)


def _merged(edges: Iterable[Edge]) -> Iterable[Edge]:
    """Return one edge for each pair: the first to name it draws it, the first label names it."""
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        pair = (edge.source, edge.target)
        known = found.setdefault(pair, edge)
        if not known.label:
            found[pair] = replace(known, label=edge.label)
    return found.values()


def _graph(
    nodes: Mapping[str, Node],
    name: str,
    incoming: Sequence[Edge],
    outgoing: Sequence[Edge],
    words: Mapping[str, str],
) -> Graph:
    above, more_above = _capped(incoming)
    below, more_below = _capped(outgoing)
    edges = [*above, *below]
    shown = dict.fromkeys(
        [*(edge.source for edge in above), name, *(edge.target for edge in below)]
    )
    rest = []
    if more_above:
        rest.append(_more("above/", more_above, words))
        edges.append(Edge(source="above/", target=name))
    if more_below:
        rest.append(_more("below/", more_below, words))
        edges.append(Edge(source=name, target="below/"))
    return Graph(nodes=(*(nodes[each] for each in shown), *rest), edges=tuple(edges))


def _capped(edges: Sequence[Edge]) -> tuple[Sequence[Edge], int]:
    if len(edges) <= MOST_NEIGHBOURS:
        return edges, 0
    return edges[: MOST_NEIGHBOURS - 1], len(edges) - MOST_NEIGHBOURS + 1


def _more(identifier: str, count: int, words: Mapping[str, str]) -> Node:
    return Node(id=identifier, label=words["drawing.more"].format(count=count))
