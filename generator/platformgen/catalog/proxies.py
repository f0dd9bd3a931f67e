"""The proxies by which Backstage's plugins reach the platform's Prometheus, Grafana and Argo CD.

The paths are those that the plugins look for. They pass on nothing but reads.
"""

from __future__ import annotations

from collections.abc import Mapping

from platformgen import roles
from platformgen.model import Component, Platform

ARGOCD_TOKEN = "ARGOCD_AUTH_TOKEN"  # noqa: S105  # the name of a variable
"""A variable of the portal that holds `argocd.token=…`, as a cookie."""

GRAFANA_TOKEN = "GRAFANA_TOKEN"  # noqa: S105  # the name of a variable
"""A variable of the portal that holds the token of a Grafana service account."""


def endpoints(platform: Platform, portal: Component | None) -> Mapping[str, object]:
    """Return the proxy's endpoints, with a login only where the portal has its variable."""
    variables = _variables(portal)
    inside = portal is not None and portal.namespace is not None
    found: dict[str, object] = {}
    for path, component, root, header in (
        ("/prometheus/api", roles.prometheus(platform), "/api/v1/", None),
        ("/grafana/api", roles.grafana(platform), "/", ("Authorization", "Bearer ", GRAFANA_TOKEN)),
        ("/argocd/api", roles.argocd(platform), "/api/v1/", ("Cookie", "", ARGOCD_TOKEN)),
    ):
        address = _address(component, inside=inside)
        if address is None:
            continue
        endpoint: dict[str, object] = {"target": address + root, "allowedMethods": ["GET"]}
        if inside and address.startswith("https:"):
            # Inside, the certificate is the component's own: no authority has signed it for this
            # name.
            endpoint["secure"] = False
        if header is not None and header[2] in variables:
            name, prefix, variable = header
            endpoint["headers"] = {name: f"{prefix}${{{variable}}}"}
        found[path] = endpoint
    return found


def _address(component: Component | None, *, inside: bool) -> str | None:
    if component is None:
        return None
    if not inside or component.service is None or component.namespace is None:
        return component.url
    service = component.service
    scheme = "https" if service.protocol == "https" else "http"
    return f"{scheme}://{service.name}.{component.namespace}.svc:{service.port}"


def _variables(portal: Component | None) -> frozenset[str]:
    workload = portal.workload if portal is not None else None
    if workload is None:
        return frozenset()
    own = workload.containers[0]
    return frozenset(own.variables) | {each.variable for each in own.secrets}
