"""The annotations by which Backstage's plugins find what belongs to a component.

Each is there only where the spec gives its fact, and what the user writes wins.
"""

from __future__ import annotations

from collections.abc import Mapping

from platformgen import sitemap
from platformgen.catalog.dashboards import selector
from platformgen.catalog.documentation import docs_tab
from platformgen.catalog.index import Index
from platformgen.model import Component, Platform
from platformgen.release import release
from platformgen.repository import folder_url

RESERVED = (
    "backstage.io/managed-by-location",
    "backstage.io/managed-by-origin-location",
    "backstage.io/orphan",
)
"""Annotations that the catalog writes itself; a spec that says them would be overruled."""


def component_annotations(index: Index, component: Component) -> Mapping[str, str]:
    """Return all annotations of a component's entity."""
    return {
        **docs_tab(index.platform, sitemap.of_component(component.name)),
        **source(index.platform, component.source),
        **_kubernetes(index, component),
        **_alerts(component),
        **_dashboards(component),
        **_application(index, component),
        **component.annotations,
    }


def source(platform: Platform, own: str | None = None) -> Mapping[str, str]:
    """Return where a thing's source is, and where its description is seen and changed.

    The entity files are generated, so view and edit lead to the spec's folder.
    """
    place = own or platform.repository
    found: dict[str, str] = {}
    if place is not None:
        # Backstage resolves paths against this, so a folder ends with a slash.
        found["backstage.io/source-location"] = (
            f"url:{place.removesuffix('/').removesuffix('.git')}/"
        )
    specs = folder_url(platform, "specs")
    if specs is not None:
        found["backstage.io/view-url"] = specs
        found["backstage.io/edit-url"] = specs
    return found


def _kubernetes(index: Index, component: Component) -> Mapping[str, str]:
    if component.namespace is None:
        return {}
    found = {
        # A label on every object that we write for the component, our routes to charts included.
        "backstage.io/kubernetes-id": component.name,
        "backstage.io/kubernetes-namespace": component.namespace,
    }
    helm_release = release(component, index.components)
    if helm_release is not None:
        # A chart's objects are not labelled by us. This label is Helm's own convention; the
        # selector wins over the id.
        found["backstage.io/kubernetes-label-selector"] = (
            f"app.kubernetes.io/instance={helm_release}"
        )
    return found


def _alerts(component: Component) -> Mapping[str, str]:
    if not component.alerts:
        return {}
    return {"prometheus.io/alert": ",".join(alert.name for alert in component.alerts)}


def _dashboards(component: Component) -> Mapping[str, str]:
    expression = selector(component)
    return {} if expression is None else {"grafana/dashboard-selector": expression}


def _application(index: Index, component: Component) -> Mapping[str, str]:
    manager = index.managers.get(component.name)
    if manager is None:
        return {}
    found = {"argocd/app-name": component.name}
    if manager.namespace is not None:
        found["argocd/app-namespace"] = manager.namespace
    return found
