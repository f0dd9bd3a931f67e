"""Checks of what a platform becomes: its Kubernetes objects and its catalog entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from platformgen.check import entities, objects, security
from platformgen.check.origin import Objects
from platformgen.check.subject import Subject
from platformgen.diagnostic import Diagnostic
from platformgen.model import Platform
from platformgen.source import Document

ObjectCheck = Callable[[Subject, Objects], Iterator[Diagnostic]]
EntityCheck = Callable[[Subject, entities.Entities], Iterator[Diagnostic]]

_OBJECTS: tuple[ObjectCheck, ...] = (
    objects.untargeted_patches,
    objects.doubled,
    objects.selecting_nothing,
)
_SAFETY: tuple[ObjectCheck, ...] = (security.refused_pods, security.policy)
_ENTITIES: tuple[EntityCheck, ...] = (
    entities.refused,
    entities.reserved,
    entities.dangling,
    entities.dangling_documentation,
)


def findings(
    platform: Platform, spec: Document, made: Objects, listed: entities.Entities
) -> list[Diagnostic]:
    """Return what is wrong with the objects and entities that a platform becomes.

    Whether objects are safe is asked only of those that have the form of their kinds.
    """
    subject = Subject.of(platform, spec)
    refused = list(objects.refused(subject, made))
    checks = _OBJECTS if refused else (*_OBJECTS, *_SAFETY)
    found = [each for check in checks for each in check(subject, made)]
    return [*refused, *found, *(each for check in _ENTITIES for each in check(subject, listed))]
