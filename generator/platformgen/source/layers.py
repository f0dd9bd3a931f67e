"""Several files as one document, and an environment's changes laid over it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from platformgen.diagnostic import Diagnostic, did_you_mean
from platformgen.source.document import Document, Places, Positions, Value

LANGUAGE_KEY = "platformgen"
"""The version of the spec's language: each file may say it."""


def merged(documents: Sequence[Document]) -> tuple[Document, list[Diagnostic]]:
    """Merge documents key by key, at every depth; the same leaf twice names both places.

    They stay as they are: what several of them say something of is a mapping of its own.
    """
    places = documents[0].places
    merging = _Merging(places)
    root = merging.own({}, array("Q"))
    for document in documents:
        merging.merge(root, document.value)
    return Document(root, places, documents[0].start), merging.found


class _Merging:
    def __init__(self, places: Places) -> None:
        self.places = places
        self.found: list[Diagnostic] = []
        self._own: set[int] = set()

    def own(self, value: dict[str, Value], positions: Positions) -> dict[str, Value]:
        self.places.containers[id(value)] = (value, positions)
        self._own.add(id(value))
        return value

    def merge(self, into: dict[str, Value], other: dict[str, Value]) -> None:
        positions, others = self.places.inside(into), self.places.inside(other)
        for index, (key, value) in enumerate(other.items()):
            present = into.get(key)
            if key not in into:
                into[key] = value
                positions += others[2 * index : 2 * index + 2]
            elif isinstance(present, dict) and isinstance(value, dict):
                if id(present) not in self._own:
                    present = self.own(dict(present), self.places.inside(present)[:])
                    into[key] = present
                self.merge(present, value)
            elif key != LANGUAGE_KEY or value != present:
                self.found.append(self._said_twice(into, other, key))

    def _said_twice(self, into: dict[str, Value], other: dict[str, Value], key: str) -> Diagnostic:
        places = self.places
        return Diagnostic(
            code="PG015",
            what=f"{key!r} is said here and at {places.span(places.of_key(into, key))}",
            span=places.span(places.of_key(other, key)),
            why="files merge key by key, and one fact has one place",
            fix="remove one of the two",
        )


def overlaid(
    base: Document, environment: Document, named: frozenset[str]
) -> tuple[Document, list[Diagnostic]]:
    """Lay an environment over the base: maps merge, lists replace, null removes.

    `named` are the top-level keys whose entries are things with names; an entry that the base
    lacks is an error there, for it is a name mistyped.
    """
    found = [
        Diagnostic(
            code="PG016",
            what=f"{name!r} is not among the {section} of the platform",
            span=environment.key_span((section, name)),
            why="an environment changes what is there; a new name would be a mistyped one",
            fix=did_you_mean(name, _entries(base.value.get(section))) or "add it to the base first",
        )
        for section in sorted(named & environment.value.keys())
        for name in _entries(environment.value[section])
        if name not in _entries(base.value.get(section))
    ]
    root = _laid(base.value, environment.value, base.places)
    return Document(root, base.places, base.start), found


def _entries(section: Value) -> dict[str, Value]:
    return section if isinstance(section, dict) else {}


def _laid(base: dict[str, Value], over: dict[str, Value], places: Places) -> dict[str, Value]:
    result = dict(base)
    for key, value in over.items():
        present = base.get(key)
        if value is None:
            result.pop(key, None)
            continue
        both = isinstance(present, dict) and isinstance(value, dict)
        result[key] = _laid(present, value, places) if both else value  # type: ignore[arg-type]  # narrowed by `both`
    positions: Positions = array("Q")
    for key in result:
        said = over if key in over else base
        positions.extend((places.of_key(said, key), places.of_value(said, key)))
    places.containers[id(result)] = (result, positions)
    return result
