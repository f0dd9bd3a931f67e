"""A component that we run ourselves, with all that its objects are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from platformgen.kubernetes.labels import component_labels
from platformgen.kubernetes.portal import PortalFiles, portal_files
from platformgen.kubernetes.surroundings import Surroundings
from platformgen.kubernetes.volume import Disks, disks
from platformgen.model import Component, Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One component of ours; `portal` is what it shows, where it is the portal."""

    around: Surroundings
    component: Component
    workload: Workload
    namespace: str
    labels: Mapping[str, str]
    disks: Disks
    portal: PortalFiles | None


def own(around: Surroundings, component: Component) -> Own | None:
    """Return a component as one that we run; None for what others run, or nobody."""
    if component.workload is None or component.namespace is None:
        return None
    return Own(
        around=around,
        component=component,
        workload=component.workload,
        namespace=component.namespace,
        labels=component_labels(around, component),
        disks=disks(component.workload),
        portal=portal_files(around, component),
    )
