"""The platform as Kubernetes objects.

All objects of a platform are made here, and each knows which component and which line of the spec
it comes from, and in which file it stands. Dictionaries are in the order in which people read
them; parts are shared between objects and never changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from platformgen.kubernetes import monitoring
from platformgen.kubernetes.account import account, rights
from platformgen.kubernetes.application import applications, handed_over, is_applied
from platformgen.kubernetes.brought import brought_objects
from platformgen.kubernetes.files import files_config_map
from platformgen.kubernetes.labels import component_labels
from platformgen.kubernetes.mounting import (
    FIELD_MANAGER,
    MOUNTABLE,
    installed_portal_files,
    main_container,
    portal_mount,
)
from platformgen.kubernetes.namespace import namespace_objects
from platformgen.kubernetes.network import component_policy, namespace_policies
from platformgen.kubernetes.object import Document, KubernetesObject, Place
from platformgen.kubernetes.own import Own, own
from platformgen.kubernetes.patch import Target, patched, target
from platformgen.kubernetes.portal import portal_config_maps
from platformgen.kubernetes.route import routes
from platformgen.kubernetes.scaling import autoscaler, disruption_budget
from platformgen.kubernetes.secret import external_secrets, missing_secrets
from platformgen.kubernetes.service import services
from platformgen.kubernetes.surroundings import Surroundings, surroundings
from platformgen.kubernetes.traffic import Traffic, traffic
from platformgen.kubernetes.workload import claim_objects, workload_object
from platformgen.model import Component, Platform

__all__ = [
    "FIELD_MANAGER",
    "MOUNTABLE",
    "Document",
    "KubernetesObject",
    "Place",
    "Target",
    "handed_over",
    "is_applied",
    "main_container",
    "missing_secrets",
    "object_stream",
    "objects",
    "portal_mount",
    "target",
]


def objects(
    platform: Platform, portal_files: Mapping[str, str] | None = None
) -> tuple[KubernetesObject, ...]:
    """Return every object of a platform, with its patches on it.

    `portal_files` are the texts that the portal reads, by path: the catalog's files, and
    the `app-config.yaml`.
    """
    return tuple(object_stream(platform, portal_files))


def object_stream(
    platform: Platform, portal_files: Mapping[str, str] | None = None
) -> Iterator[KubernetesObject]:
    """Yield the same objects one by one: of a large platform nobody needs to keep them all."""
    return patched(_made(platform, portal_files or {}), platform.patches)


def _made(platform: Platform, portal_files: Mapping[str, str]) -> Iterator[KubernetesObject]:
    yield from brought_objects(platform)
    for namespace in platform.namespaces:
        yield from namespace_objects(platform, namespace)
        yield from namespace_policies(platform, namespace)
    yield from external_secrets(platform)
    around = surroundings(platform, portal_files)
    flows = traffic(around)
    files: dict[str, str] = {}
    for component in platform.components:
        placed = _placed(around, component)
        if placed is None:
            continue
        file = f"{placed.namespace}/{component.name}.yaml"
        for field, document in _component_objects(around, flows, placed):
            files[component.name] = file
            place = ("components", component.name, *field)
            yield KubernetesObject(document, component.name, place, file)
    yield from applications(around, files)


def _placed(around: Surroundings, component: Component) -> Component | None:
    """Return a component with a namespace for its objects; None where there is none.

    Alerts and dashboards of what runs elsewhere stand beside the Prometheus that reads them.
    """
    if component.namespace is not None:
        return component
    if around.prometheus is None or around.prometheus.namespace is None:
        return None
    return replace(component, namespace=around.prometheus.namespace)


_Made = tuple[Place, Document]


def _component_objects(
    around: Surroundings, flows: Traffic, component: Component
) -> Iterator[_Made]:
    """Yield a component's objects by the field of the component that they come from."""
    ours = own(around, component)
    labels = ours.labels if ours else component_labels(around, component)
    policy = component_policy(around, flows, component, labels)
    if policy is not None:
        yield (), policy
    if ours is not None:
        yield from _own_objects(ours)
    else:
        files = installed_portal_files(around, component)
        namespace = str(component.namespace)
        for config_map in portal_config_maps(files, namespace, labels) if files else ():
            yield ("portal",), config_map
    for route in routes(around, component, labels):
        yield ("routes",), route
    if component.scrape:
        monitor = monitoring.service_monitor(around, component, component.scrape, labels)
        yield ("scrape",), monitor
    if component.alerts:
        yield ("alerts",), monitoring.prometheus_rule(around, component, labels)
    for index, dashboard in monitoring.dashboards(component, labels):
        yield ("dashboards", index), dashboard


def _own_objects(ours: Own) -> Iterator[_Made]:
    yield ("workload",), account(ours)
    for right in rights(ours):
        yield ("workload", "rbac"), right
    if ours.workload.files:
        yield ("workload", "files"), files_config_map(ours.workload, ours.metadata)
    if ours.portal:
        for config_map in portal_config_maps(ours.portal, ours.namespace, ours.labels):
            yield ("portal",), config_map
    for claim in claim_objects(ours):
        yield ("workload", "volumes"), claim
    for service in services(ours):
        yield ("service",), service
    yield ("workload",), workload_object(ours)
    scaler = autoscaler(ours)
    if scaler:
        yield ("workload", "scale"), scaler
    budget = disruption_budget(ours)
    if budget:
        yield ("workload", "disruption"), budget
