"""Checks of what a platform becomes: its Kubernetes objects and its catalog entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from platformgen.check import entities, objects, security
from platformgen.check.origin import touched
from platformgen.check.subject import Subject
from platformgen.diagnostic import Diagnostic
from platformgen.kubernetes import KubernetesObject
from platformgen.memory import Recall, afresh
from platformgen.model import Platform
from platformgen.source import Document

EntityCheck = Callable[[Subject, entities.Entities], Iterator[Diagnostic]]

_ENTITIES: tuple[EntityCheck, ...] = (
    entities.refused,
    entities.reserved,
    entities.dangling,
    entities.dangling_documentation,
)
# Enough for the work on a batch to be quick, and little beside what a large platform is.
_BATCH = 200


class Inspection:
    """Looks at a platform's objects as they pass by, so that nobody need hold all of them."""

    def __init__(self, platform: Platform, spec: Document, recall: Recall = afresh) -> None:
        self.subject = Subject.of(platform, spec)
        self.recall = recall
        self.refused: list[Diagnostic] = []
        self.doubled: list[Diagnostic] = []
        self.seen: objects.Seen = {}
        self.pods: list[objects.Pod] = []
        """Only where the user's own Services may select them."""
        self.touched: list[KubernetesObject] = []

    def passing(self, made: Iterable[KubernetesObject]) -> Iterator[KubernetesObject]:
        """Yield the same objects, each looked at."""
        subject, rest = self.subject, iter(made)
        while batch := tuple(islice(rest, _BATCH)):
            self.refused += objects.refused(subject, batch, self.recall)
            self.doubled += objects.doubled(subject, batch, self.seen)
            self.touched += touched(subject, batch)
            if subject.platform.objects:
                self.pods += objects.pods(batch)
            yield from batch

    def findings(self, listed: entities.Entities) -> list[Diagnostic]:
        """Return what is wrong with the objects that passed, all of them, and with entities.

        Whether objects are safe is asked only of those that have the form of their kinds.
        """
        subject = self.subject
        found = [*self.refused, *self.doubled]
        found += objects.untargeted_patches(subject, self.seen.keys())
        found += objects.selecting_nothing(subject, self.touched, self.pods)
        if not self.refused:
            found += security.refused_pods(subject, self.touched)
            found += security.policy(subject, self.touched)
        return [*found, *(each for check in _ENTITIES for each in check(subject, listed))]
