"""In which order things go: the reverse of the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from platformgen.apply.change import Removal, Uninstall
from platformgen.apply.key import Key
from platformgen.apply.order import FURNITURE, Edges, edges
from platformgen.apply.queue import reversed_edges
from platformgen.apply.release import is_release
from platformgen.apply.served import DEFINITION
from platformgen.apply.wanted import Wanted

_BEFORE_RELEASES = frozenset({"Namespace", DEFINITION, *FURNITURE})
"""What a chart may stand on: it comes before a release, and goes after it."""


def removal_order(
    removals: Iterable[Removal], known: Iterable[Wanted], depends_on: Mapping[str, frozenset[str]]
) -> Edges:
    """Return what has to be gone before what.

    `known` is what the spec says of those that go, which tells of components and of what a chart
    makes. Where it says nothing of a release, all that may be of its kinds, or work with it, goes
    before it is uninstalled, and what it may have been told to use goes after it.
    """
    doomed = {each.key: each for each in removals}
    said = {each.key: each for each in known if each.key in doomed}
    documents: dict[Key, Mapping[str, Any]] = {
        each.key: _bare(each.key) if isinstance(each, Uninstall) else each.live
        for each in doomed.values()
    }
    documents |= {key: each.document for key, each in said.items()}
    components = {key: each.component for key, each in said.items()}
    needs = edges(documents, components, depends_on)
    unknown = frozenset(each for each in doomed if is_release(each) and each not in said)
    return reversed_edges(Edges(dict(_beside(needs, doomed, unknown)), needs.ready))


def _bare(release: Key) -> dict[str, Any]:
    return {"metadata": {"name": release.name, "namespace": release.namespace}, "makes": []}


def _beside(
    needs: Edges, doomed: Iterable[Key], releases: frozenset[Key]
) -> Iterator[tuple[Key, frozenset[Key]]]:
    """Yield what each needs, with the releases of which nothing is known."""
    for each in doomed:
        is_first = not is_release(each) and each.kind not in _BEFORE_RELEASES
        yield each, needs.present[each] | (releases if is_first else frozenset())
