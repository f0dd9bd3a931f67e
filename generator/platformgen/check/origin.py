"""Where a Kubernetes object was written: a component, one of the user's files, or a patch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from platformgen.check.subject import Path, Subject
from platformgen.diagnostic import Span
from platformgen.kubernetes import KubernetesObject, Place, Target, target
from platformgen.source import Document

Objects = Sequence[KubernetesObject]
_BROUGHT = "objects"

_Counts = Callable[[Mapping[str, object], Path], bool]
"""Tells whether a patch is the place of what is at a path."""


def span(subject: Subject, each: KubernetesObject, path: Path = ()) -> Span:
    """Return the place of what is wrong with a field of an object.

    Without a patch nothing would be: one that changes anything near the field is the place.
    """
    return _span(subject, target(each.document), each.place, path, _is_near)


def written(subject: Subject, key: Target, place: Place, path: Path = ()) -> Span:
    """Return where a field of an object is written, or what it follows from.

    A patch is the place of the fields that it says, and of no other.
    """
    return _span(subject, key, place, path, _says)


def _span(subject: Subject, key: Target, place: Place, path: Path, counts: _Counts) -> Span:
    for index, patch in reversed(tuple(enumerate(subject.platform.patches))):
        is_target = (patch.kind, patch.namespace, patch.name) == key
        if is_target and counts(patch.patch, path):
            return subject.spec.span(("patches", index, "patch", *path))
    if is_brought(place):
        return _in_file(subject, subject.brought[int(place[1]), key], path)
    return subject.spec.key_span(place)


def _is_near(patch: Mapping[str, object], path: Path) -> bool:
    return bool(path) and path[0] in patch


def _says(patch: Mapping[str, object], path: Path) -> bool:
    """Tell whether a merge patch says what is at a path: all but maps it replaces as a whole.

    A map that it only adds to is not its own.
    """
    said: object = patch
    for step in path:
        if not isinstance(said, Mapping):
            return True
        if step not in said:
            return False
        said = said[step]
    return not isinstance(said, Mapping)


def _in_file(subject: Subject, document: Mapping[str, Any], path: Path) -> Span:
    places = subject.spec.places
    value, positions = places.containers[id(document)]
    assert isinstance(value, dict)  # noqa: S101
    return Document(value, places, min(positions, default=0)).span(path)


def is_brought(place: Place) -> bool:
    """Tell whether an object from there is the user's own, from a file."""
    return place[:1] == (_BROUGHT,)


def touched(subject: Subject, objects: Objects) -> list[KubernetesObject]:
    """Return the objects that are not as we make them: the user's own, and the patched."""
    patched = {(patch.kind, patch.namespace, patch.name) for patch in subject.platform.patches}
    return [
        each
        for each in objects
        if is_brought(each.place) or (patched and target(each.document) in patched)
    ]


def shown(each: KubernetesObject) -> str:
    """Return an object as people write it: Kind namespace/name."""
    kind, namespace, name = target(each.document)
    return f"{kind} {namespace}/{name}" if namespace else f"{kind} {name}"


def metadata(document: Mapping[str, object]) -> Mapping[str, Any]:
    """Return an object's metadata; nothing of one that has none."""
    found = document.get("metadata")
    return found if isinstance(found, Mapping) else {}
