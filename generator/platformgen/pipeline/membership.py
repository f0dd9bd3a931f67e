"""From the spec to what a cluster is to hold: the objects that we apply, and where each is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from platformgen.apply.fields import steps
from platformgen.apply.inventory import set_id
from platformgen.apply.key import Key, key
from platformgen.apply.release import Release, release_key
from platformgen.apply.wanted import PATIENCE_SECONDS, Wanted, desired, generated, grafted
from platformgen.check import outputs
from platformgen.check.installs import rendering
from platformgen.check.origin import is_brought, written
from platformgen.check.subject import Subject
from platformgen.diagnostic import Diagnostic, Span, has_errors
from platformgen.kubernetes import Document, KubernetesObject, handed_over, is_applied, target
from platformgen.model import Companion, HelmInstall, Lock, ManifestInstall, Platform
from platformgen.pipeline.compiler import compiled, in_order
from platformgen.pipeline.making import made
from platformgen.project import Project

_ROUTING: Final[Mapping[tuple[str | int, ...], str]] = {
    ("spec", "ingressClassName"): "ingress",
    ("spec", "parentRefs"): "gateway",
}
"""The fields of routes that the cluster's routing says, and where it does."""


class Membership(Struct, frozen=True):
    """All that is to be in the cluster, as members of the platform's set."""

    platform: Platform
    subject: Subject
    wanted: tuple[Wanted, ...]
    sources: Mapping[Key, KubernetesObject] = field(default_factory=dict)
    handed: Mapping[Key, Key] = field(default_factory=dict)
    """What Argo CD applies in our stead, each with the Application that asks it to."""
    leaving: tuple[Wanted, ...] = ()
    """What the spec says of what is to go, where all of it is."""

    def emptied(self) -> Membership:
        """Return the same platform with nothing of it wanted in the cluster any more."""
        return replace(self, wanted=(), leaving=self.wanted)

    @property
    def name(self) -> str:
        """The platform's."""
        return self.platform.name

    @property
    def authority(self) -> str:
        """What says what is wanted, in words."""
        return "the spec"

    @property
    def context(self) -> str:
        """The context of the kubeconfig that the spec names."""
        return self.platform.cluster.context

    @property
    def context_span(self) -> Span:
        """Where the spec names it."""
        return self.subject.spec.span(("cluster", "context"))

    @property
    def lock(self) -> Lock | None:
        """What the bytes of charts are held to."""
        return self.platform.lock

    @property
    def withheld(self) -> frozenset[Key]:
        """None: the spec says all that it wants."""
        return frozenset()

    @property
    def in_part(self) -> frozenset[str]:
        """None: the spec says all of a component."""
        return frozenset()

    def span(self, each: Wanted, path: str) -> Span | None:
        """Return where a field of an object is said, by its path as the API server writes it."""
        source = self.sources.get(each.key)
        if source is None or not path:
            return each.origin
        plain = tuple(str(step) if isinstance(step, dict) else step for step in steps(path))
        found = _place(self.subject, source, _as_written(plain, source.document))
        is_ours = found == _place(self.subject, source) and not is_brought(source.place)
        routing = ("cluster", "routing", _ROUTING.get(plain[:2], ""))
        return self.subject.spec.span(routing) if is_ours and routing[-1] else found

    @property
    def installed(self) -> tuple[str, ...]:
        """The components that come as charts or manifests, where there is no lock of them."""
        return () if self.platform.lock is not None else self.installs

    @property
    def installs(self) -> tuple[str, ...]:
        """The components that come as charts or manifests; what they start may bring more kinds."""
        return tuple(
            each.name
            for each in self.platform.components
            if isinstance(each.origin, HelmInstall | ManifestInstall)
        )

    @property
    def depends_on(self) -> Mapping[str, frozenset[str]]:
        """What each component needs; the companions of an install wait for nothing among them."""
        owners = {
            each.name: each.origin.installed_by
            for each in self.platform.components
            if isinstance(each.origin, Companion)
        }
        return {
            each.name: frozenset({*each.depends_on, *_owners(each.depends_on, owners)})
            - {each.name}
            for each in self.platform.components
            if each.depends_on and not isinstance(each.origin, Companion)
        }


def _owners(names: Iterable[str], owners: Mapping[str, str]) -> Iterator[str]:
    """Yield what installs those of the names that come with another."""
    return (owners[each] for each in names if each in owners)


def membership(
    project: Project, environment: str | None
) -> tuple[Membership | None, tuple[Diagnostic, ...]]:
    """Compile a project to what its cluster is to hold; None where an error was found.

    It is what a build would write, and no page is made for it.
    """
    compilation, found = compiled(project, environment)
    if compilation is None:
        return None, found
    platform, spec = compilation.platform, compilation.spec
    parts = made(platform)
    inspection = outputs.Inspection(platform, spec)
    handed = handed_over(platform)
    passing = list(inspection.passing(parts.objects))
    applied = [each for each in passing if is_applied(each, handed)]
    wrong = inspection.findings(parts.entities)
    everything = in_order([*found, *wrong])
    if has_errors(wrong):
        return None, everything
    subject = Subject.of(platform, spec)
    mounts = (each for each in (parts.mount,) if each is not None and is_applied(each, handed))
    wanted = (
        *_releases(subject, handed),
        *_wanted(subject, applied),
        *(_mounted(subject, each) for each in mounts),
    )
    sources = {key(each.document): each for each in applied}
    given = dict(_handed(platform, passing, handed))
    return Membership(platform, subject, wanted, sources, given), everything


def _handed(
    platform: Platform, made: Iterable[KubernetesObject], handed: frozenset[str]
) -> Iterator[tuple[Key, Key]]:
    """Yield what Argo CD applies, objects and releases, each with its Application."""
    theirs = [each for each in made if each.component in handed]
    applications = {
        each.component: key(each.document) for each in theirs if is_applied(each, handed)
    }
    for each in theirs:
        if not is_applied(each, handed):
            yield key(each.document), applications[each.component]
    for component in platform.components:
        if isinstance(component.origin, HelmInstall) and component.name in applications:
            release = release_key(str(component.namespace), component.origin.release)
            yield release, applications[component.name]


def _wanted(subject: Subject, applied: Iterable[KubernetesObject]) -> Iterator[Wanted]:
    platform = subject.platform
    identity = set_id(platform.name)
    patience = {each.name: each.ready_seconds for each in platform.components}
    spans = ((name, subject.spec.key_span(("secrets", name))) for name in _secrets(platform))
    member = partial(desired, set_id=identity)
    yield from generated(platform, identity, spans)
    for each in applied:
        seconds = patience.get(each.component, PATIENCE_SECONDS)
        yield member(each, origin=_place(subject, each), patience_seconds=seconds)


def _releases(subject: Subject, handed: frozenset[str]) -> Iterator[Release]:
    lock = subject.platform.lock
    for each in subject.platform.components:
        if lock is None or not isinstance(each.origin, HelmInstall) or each.name in handed:
            continue
        locked = rendering(subject, each, each.origin, lock)
        assert locked is not None  # noqa: S101  # PG072 asked
        yield Release(
            helm=each.origin,
            locked=locked,
            component=each.name,
            origin=subject.spec.key_span(("components", each.name, "install", "helm")),
            patience_seconds=each.ready_seconds,
        )


def _mounted(subject: Subject, each: KubernetesObject) -> Wanted:
    seconds = {one.name: one.ready_seconds for one in subject.platform.components}
    return grafted(each, _place(subject, each), seconds[each.component])


def _secrets(platform: Platform) -> Iterator[str]:
    return (each.name for each in platform.secrets if isinstance(each.origin, tuple))


def _as_written(path: tuple[str | int, ...], document: Document) -> tuple[str | int, ...]:
    """Return the path of the field that the server made another one of, and complains of there."""
    spec = document.get("spec")
    is_made = path[:2] == ("spec", "clusterIPs") and isinstance(spec, dict) and path[1] not in spec
    return ("spec", "clusterIP") if is_made else path


def _place(subject: Subject, each: KubernetesObject, path: tuple[str | int, ...] = ()) -> Span:
    return written(subject, target(each.document), each.place, path)
