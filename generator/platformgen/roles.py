"""Who plays which part in a platform, by what the spec says that they do.

Names, charts and images decide nothing: a component may be called anything and come from anywhere.
A portal says `portal`, an Argo CD says what it `manages`, a Prometheus says which `metrics` it
collects, a Grafana says what its `dataSources` are, and a router's `type` says that it is one.
Where several could play a part, the first by name does.
"""

from __future__ import annotations

from platformgen.model import Component, GatewayRouting, IngressRouting, Platform

INGRESS_CONTROLLER = "ingress-controller"
"""The `type` of the component that serves Ingress objects."""

GATEWAY = "gateway"
"""The `type` of the component that serves Gateway objects."""


def portal(platform: Platform) -> Component | None:
    """Return the Backstage that shows this platform."""
    return next((each for each in platform.components if each.portal is not None), None)


def argocd(platform: Platform) -> Component | None:
    """Return the Argo CD that has Applications for other components."""
    return next((each for each in platform.components if each.manages), None)


def prometheus(platform: Platform) -> Component | None:
    """Return the Prometheus that collects the platform's metrics."""
    return next((each for each in platform.components if each.collects), None)


def grafana(platform: Platform) -> Component | None:
    """Return the Grafana that shows the platform's dashboards."""
    return next((each for each in platform.components if each.data_sources), None)


def router(platform: Platform) -> Component | None:
    """Return the component that every host's traffic enters by, for the cluster's routing."""
    match platform.cluster.routing:
        case IngressRouting():
            wanted = INGRESS_CONTROLLER
        case GatewayRouting():
            wanted = GATEWAY
        case _:
            return None
    return next((each for each in platform.components if each.type == wanted), None)
