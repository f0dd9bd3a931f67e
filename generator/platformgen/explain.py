"""What can be asked about: the codes of diagnostics, the fields of the spec, and things by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen.explanations import codes, page, titles
from platformgen.facts import RESERVED, Facts
from platformgen.model import Platform
from platformgen.schema.field import ends_in_name, field, fields, unknown
from platformgen.source import Document

__all__ = [
    "codes", "ends_in_name", "facts", "field", "fields", "is_written", "names", "page", "things",
    "titles", "unknown",
]  # fmt: skip

_KINDS: Mapping[str, str] = {
    "components": "a component",
    "external": "outside the cluster",
    "actors": "an actor of flows",
    "flows": "a flow",
    "namespaces": "a namespace",
    "secrets": "a Secret",
    "systems": "a system",
    "teams": "a team",
    "users": "a person",
    "profiles": "a profile of resources",
}
_SAID = ("title", "name", "description")


def facts(platform: Platform, name: str) -> str | None:
    """Return what can be said of a thing by reference, a line for each fact; None of nothing."""
    found = Facts(platform).of(name)
    if not found:
        return None
    width = max(map(len, found))
    return "".join(
        f"{{{{ {name}.{fact} }}}}{' ' * (width - len(fact))}  {found[fact]}\n" for fact in found
    )


def names(spec: Document) -> list[str]:
    """Return the names of all things of a spec, and those of the platform's own facts, sorted."""
    named = {name for section in _KINDS for name in _entries(spec, section)}
    return sorted({*RESERVED, *named})


def things(spec: Document, name: str) -> str | None:
    """Return what has a name, a line for each, and where it is written; None where nothing has."""
    return "".join(f"{line}\n" for line in _things(spec, name)) or None


def _things(spec: Document, name: str) -> Iterator[str]:
    for section, kind in _KINDS.items():
        entries = _entries(spec, section)
        if name in entries:
            yield f"{name} is {kind}, written at {spec.key_span((section, name))}"
            thing = entries[name]
            if isinstance(thing, dict):
                yield from (f"  {key}: {thing[key]}" for key in _SAID if key in thing)


def is_written(spec: Document, path: str) -> bool:
    """Tell whether a spec has something at a dotted path."""
    node: object = spec.value
    for word in path.split("."):
        if not isinstance(node, dict) or word not in node:
            return False
        node = node[word]
    return True


def _entries(spec: Document, section: str) -> Mapping[str, object]:
    found = spec.value.get(section)
    return found if isinstance(found, dict) else {}
