"""A component that we run ourselves, with all that its objects are made from."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from platformgen.kubernetes.labels import component_labels, versioned
from platformgen.kubernetes.object import Document
from platformgen.kubernetes.portal import PortalFiles, portal_files
from platformgen.kubernetes.surroundings import Surroundings
from platformgen.kubernetes.volume import Disks, disks
from platformgen.model import Component, Workload
from platformgen.yamltext import Shared


class Own(Struct, frozen=True, kw_only=True):
    """One component of ours; `portal` is what it shows, where it is the portal.

    `metadata` is that of all objects with the workload's name but the workload itself, whose
    labels, and its pods', are `versioned`.
    """

    around: Surroundings
    component: Component
    workload: Workload
    namespace: str
    labels: Mapping[str, str]
    versioned: Mapping[str, str]
    metadata: Document
    disks: Disks
    portal: PortalFiles | None


def own(around: Surroundings, component: Component) -> Own | None:
    """Return a component as one that we run; None for what others run, or nobody."""
    workload, namespace = component.workload, component.namespace
    if workload is None or namespace is None:
        return None
    labels = component_labels(around, component)
    return Own(
        around=around,
        component=component,
        workload=workload,
        namespace=namespace,
        labels=labels,
        versioned=versioned(labels, workload.containers[0].image),
        metadata=Shared({"name": workload.name, "namespace": namespace, "labels": labels}),
        disks=disks(workload),
        portal=portal_files(around, component),
    )
