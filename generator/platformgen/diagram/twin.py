"""A diagram in words, for those who cannot see it: what is in what, and what leads to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from platformgen.diagram.graph import Edge, Graph, Line
from platformgen.diagram.mermaid import printable


class _Phrases(Struct, frozen=True, kw_only=True):
    """The sentences of one language; each takes names that are already in quotes."""

    quote: str
    nameless: str
    holds: str
    empty: str
    alone: str
    leads: str
    both: str
    joined: str
    label: str
    dashed: str
    thick: str


_LANGUAGES: Mapping[str, _Phrases] = {
    "en": _Phrases(
        quote="“{}”",
        nameless="an element without a name",
        holds="{} contains: {}.",
        empty="{} contains nothing.",
        alone="Nothing leads to or from {}.",
        leads="{} leads to {}{}.",
        both="{} leads to {} and back{}.",
        joined="{} is connected with {}{}.",
        label=": {}",
        dashed=" (dashed line)",
        thick=" (thick line)",
    ),
    "es": _Phrases(
        quote="«{}»",
        nameless="un elemento sin nombre",
        holds="{} contiene: {}.",
        empty="{} no contiene nada.",
        alone="Nada lleva a {} ni sale de ahí.",
        leads="{} lleva a {}{}.",
        both="{} lleva a {}, y al revés{}.",
        joined="{} está unido a {}{}.",
        label=": {}",
        dashed=" (línea discontinua)",
        thick=" (línea gruesa)",
    ),
}

LANGUAGES = frozenset(_LANGUAGES)
"""The languages that a diagram can be said in."""


def sentences(graph: Graph, language: str) -> tuple[str, ...]:
    """Return the groups, then the edges, then what stands alone, a sentence each.

    A language that is not in LANGUAGES is a KeyError.
    """
    phrases = _LANGUAGES[language]
    names = _names(graph, phrases)
    return (
        *_groups(graph, names, phrases),
        *(_edge(edge, names, phrases) for edge in graph.edges),
        *_alone(graph, names, phrases),
    )


def _names(graph: Graph, phrases: _Phrases) -> Mapping[str, str]:
    labels = {group.id: group.title for group in graph.groups}
    labels |= {node.id: node.label for node in graph.nodes}
    return {identifier: _name(label, phrases) for identifier, label in labels.items()}


def _name(label: str, phrases: _Phrases) -> str:
    text = printable(" ".join(label.split()))
    return phrases.quote.format(text) if text else phrases.nameless


def _groups(graph: Graph, names: Mapping[str, str], phrases: _Phrases) -> Iterator[str]:
    for group in graph.groups:
        members = [names[node.id] for node in graph.nodes if node.group == group.id]
        members += [names[inner.id] for inner in graph.groups if inner.parent == group.id]
        if members:
            yield _sentence(phrases.holds, names[group.id], ", ".join(members))
        else:
            yield _sentence(phrases.empty, names[group.id])


def _edge(edge: Edge, names: Mapping[str, str], phrases: _Phrases) -> str:
    source, target = names[edge.source], names[edge.target]
    label = printable(" ".join(edge.label.split()))
    note = {Line.SOLID: "", Line.DASHED: phrases.dashed, Line.THICK: phrases.thick}[edge.line]
    note += phrases.label.format(label) if label else ""
    match edge.head_at_source, edge.head_at_target:
        case True, True:
            return _sentence(phrases.both, source, target, note)
        case True, False:
            return _sentence(phrases.leads, target, source, note)
        case False, True:
            return _sentence(phrases.leads, source, target, note)
        case _:
            return _sentence(phrases.joined, source, target, note)


def _alone(graph: Graph, names: Mapping[str, str], phrases: _Phrases) -> Iterator[str]:
    reached = {end for edge in graph.edges for end in (edge.source, edge.target)}
    for node in graph.nodes:
        if node.id not in reached and node.group is None:
            yield _sentence(phrases.alone, names[node.id])


def _sentence(phrase: str, *parts: str) -> str:
    sentence = phrase.format(*parts)
    return sentence[0].upper() + sentence[1:]
