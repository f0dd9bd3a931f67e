"""What the lock knows of the installs of a platform, and where one has nothing to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from platformgen.check.subject import Path, Subject
from platformgen.lock import indexed, values_digest
from platformgen.model import (
    Companion,
    Component,
    HelmInstall,
    Index,
    Lock,
    LockedChart,
    ManifestInstall,
    Names,
)


class Brought(Struct, frozen=True, kw_only=True):
    """What comes with one install, and with the user's own objects."""

    title: str
    """The words for it, as in `TITLE makes no Service`."""
    home: str
    """The namespace that it is installed into."""
    indexes: tuple[Index, ...]

    def names(self, namespace: str) -> Iterator[Names]:
        """Yield what is made in a namespace."""
        for index in self.indexes:
            for made in (index.makes, index.operators):
                if namespace in made:
                    yield made[namespace]
                if namespace == self.home and "" in made:
                    yield made[""]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Kinds of custom resources of which anything may be made, sorted."""
        return tuple(sorted({kind for each in self.indexes for kind in each.unknown}))

    @property
    def secret_makers(self) -> tuple[str, ...]:
        """Workloads that may make Secrets of any name, sorted."""
        return tuple(sorted({name for each in self.indexes for name in each.secret_makers}))


def brought(subject: Subject, lock: Lock) -> Mapping[str, Brought]:
    """Return what comes with each component by its name, as far as the lock has it."""
    own = indexed([each for file in subject.platform.objects for each in file.documents])
    installs = {
        each.name: found
        for each in subject.platform.components
        if (found := _of_install(subject, each, lock, own))
    }
    companions = {
        each.name: installs[each.origin.installed_by]
        for each in subject.platform.components
        if isinstance(each.origin, Companion) and each.origin.installed_by in installs
    }
    return {**installs, **companions}


def _of_install(subject: Subject, component: Component, lock: Lock, own: Index) -> Brought | None:
    home = component.namespace or ""
    match component.origin:
        case HelmInstall() as helm:
            fitting = rendering(subject, component, helm, lock)
            if fitting is None:
                return None
            title = f"the chart {helm.chart} {helm.version}"
            return Brought(title=title, home=home, indexes=(fitting.index, own))
        case ManifestInstall(urls=urls) if all(url in lock.manifests for url in urls):
            indexes = tuple(lock.manifests[url].index for url in urls)
            return Brought(
                title=f"what is installed for {component.name}", home=home, indexes=(*indexes, own)
            )
        case _:
            return None


def renderings(helm: HelmInstall, lock: Lock) -> list[LockedChart]:
    """Return what the lock has of a release of this very chart, with whatever values."""
    wanted = (helm.repo, helm.chart, helm.version)
    charts = lock.releases.get(helm.release, ())
    return [each for each in charts if (each.repo, each.chart, each.version) == wanted]


def rendering(
    subject: Subject, component: Component, helm: HelmInstall, lock: Lock
) -> LockedChart | None:
    """Return what the lock has of a release as the spec wants it."""
    charts = renderings(helm, lock)
    return next((each for each in charts if not difference(subject, component, helm, each)), None)


def difference(
    subject: Subject, component: Component, helm: HelmInstall, locked: LockedChart
) -> tuple[str, Path] | None:
    """Return how a release was rendered other than the spec wants it, and where that is said."""
    at: Path = ("components", component.name)
    if locked.namespace != component.namespace:
        return f"for the namespace {locked.namespace}", (*at, "namespace")
    if locked.kubernetes != subject.platform.cluster.kubernetes:
        return f"for Kubernetes {locked.kubernetes}", ("cluster", "kubernetes")
    if locked.values != values_digest(helm.values):
        return "with other values", (*at, "install", "helm", "values")
    return None
