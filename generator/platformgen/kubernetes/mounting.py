"""The portal's files in pods that an install makes: the fields that are ours, and no more.

A chart's Deployment belongs to its release. What the portal reads is put beside what the chart
says: a volume, its mounts in the first container, and the annotation that rolls the pods.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen.kubernetes.object import Document, KubernetesObject
from platformgen.kubernetes.portal import CHECKSUM, PortalFiles, portal_files
from platformgen.kubernetes.surroundings import Surroundings, surroundings
from platformgen.lock import values_digest
from platformgen.model import Companion, Component, HelmInstall, Index, ManifestInstall, Platform

FIELD_MANAGER = "platformgen-portal"
"""Who applies these fields: another one than of our objects, so that they come and go alone."""
MOUNTABLE = ("Deployment", "StatefulSet", "DaemonSet")
"""What the portal may run as, where an install makes it: all three have the group `apps`."""


def portal_mount(
    platform: Platform, files: Mapping[str, str] | None = None
) -> KubernetesObject | None:
    """Return the fields that the portal's workload gets; None where none are to be put there.

    So it is where the workload is ours, where nothing is mounted, and where `platform.lock` does
    not know its container. `files` are the portal's, as `kubernetes.objects` takes them.
    """
    around = surroundings(platform, files or {})
    component = around.portal
    container = main_container(platform, component) if component is not None else None
    if component is None or container is None:
        return None
    read = installed_portal_files(around, component)
    if read is None or not read.volumes:
        return None
    document = _fields(component, read, container)
    return KubernetesObject(document, component.name, ("components", component.name, "portal"), "")


def installed_portal_files(around: Surroundings, component: Component) -> PortalFiles | None:
    """Return what a portal reads that an install brings; None for any other component."""
    return portal_files(around, component) if component.workload is None else None


def _fields(component: Component, files: PortalFiles, container: str) -> Document:
    runs = component.runs
    assert runs is not None  # noqa: S101  # its files have its name
    return {
        "apiVersion": "apps/v1",
        "kind": runs.kind,
        "metadata": {"name": runs.name, "namespace": component.namespace},
        "spec": {
            "template": {
                "metadata": {"annotations": {CHECKSUM: files.checksum}},
                "spec": {
                    "containers": [{"name": container, "volumeMounts": list(files.mounts)}],
                    "volumes": list(files.volumes),
                },
            }
        },
    }


def main_container(platform: Platform, component: Component) -> str | None:
    """Return the first container of what runs a component, as the lock has it; None if it has not.

    The component's own is the first of its containers, as everywhere.
    """
    runs, namespace = component.runs, component.namespace
    if runs is None or runs.kind not in MOUNTABLE:
        return None
    components = {each.name: each for each in platform.components}
    origin = component.origin
    owner = components[origin.installed_by] if isinstance(origin, Companion) else component
    names = [f"{runs.kind}/{namespace}/{runs.name}"]
    if namespace == owner.namespace:
        names.append(f"{runs.kind}/{runs.name}")
    indexes = list(_indexes(platform, owner))
    found = (each.containers[name] for each in indexes for name in names if name in each.containers)
    return next(found, None)


def _indexes(platform: Platform, owner: Component) -> Iterator[Index]:
    lock = platform.lock
    if lock is None:
        return
    match owner.origin:
        case HelmInstall() as helm:
            values = values_digest(helm.values)
            for each in lock.releases.get(helm.release, ()):
                if (each.values, each.namespace) == (values, owner.namespace):
                    yield each.index
        case ManifestInstall(urls=urls):
            yield from (lock.manifests[url].index for url in urls if url in lock.manifests)
        case _:
            pass
