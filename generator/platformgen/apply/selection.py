"""A part of the platform: some components, and what they cannot stand without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from platformgen.apply.order import edges
from platformgen.apply.wanted import Generated, Wanted


def needed_for(
    names: frozenset[str], wanted: Iterable[Wanted], depends_on: Mapping[str, frozenset[str]]
) -> tuple[Wanted, ...]:
    """Return the objects of these components, and those that they need, in their order.

    Of other components only what is needed by name: they themselves stay as they are.
    """
    everything = tuple(wanted)
    documents = {each.key: each.document for each in everything}
    components = {each.key: each.component for each in everything}
    needs = edges(documents, components, depends_on).present
    chosen = {each.key for each in everything if each.component in names}
    waiting = list(chosen)
    while waiting:
        for other in needs.get(waiting.pop(), ()):
            if other not in chosen:
                chosen.add(other)
                waiting.append(other)
    return tuple(each for each in everything if each.key in chosen)


def in_part(chosen: Iterable[Wanted], everything: Iterable[Wanted]) -> frozenset[str]:
    """Return the components of which something is chosen, and not all."""
    sizes, whole = _sizes(chosen), _sizes(everything)
    return frozenset(name for name, size in sizes.items() if size < whole[name])


def _sizes(wanted: Iterable[Wanted]) -> Counter[str]:
    """Return how many objects each component has; Secrets that are made once are nobody's.

    They are counted, for a look may have put them into a namespace, and so named them anew.
    """
    return Counter(each.component for each in wanted if not isinstance(each, Generated))
