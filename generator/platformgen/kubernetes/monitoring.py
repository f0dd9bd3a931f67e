"""What Prometheus and Grafana read: monitors, alerting rules and dashboards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen import sitemap
from platformgen.kubernetes.files import config_key
from platformgen.kubernetes.labels import NAME, pod_selector
from platformgen.kubernetes.object import Document
from platformgen.kubernetes.own import own
from platformgen.kubernetes.port import tls_port
from platformgen.kubernetes.service import scraped_name
from platformgen.kubernetes.surroundings import Surroundings
from platformgen.kubernetes.volume import volume_name
from platformgen.model import Alert, Component, Scrape
from platformgen.release import release
from platformgen.repository import file_url

_API_VERSION = "monitoring.coreos.com/v1"
# What the Grafana of the Prometheus operator's chart looks for.
_DASHBOARD_LABEL = {"grafana_dashboard": "1"}


def service_monitor(
    around: Surroundings, component: Component, scrape: Scrape, labels: Mapping[str, str]
) -> Document:
    """Return how the platform's Prometheus finds and reads a component's metrics.

    Pods of ours are found by their labels. A chart's Service has labels that nobody told us, so
    it is found by its name.
    """
    ours = own(around, component)
    endpoint: Document = {"port": scrape.port, "path": scrape.path, "interval": scrape.every}
    if scrape.port == tls_port(component):
        endpoint["scheme"] = "https"
    spec: Document = {"selector": {}, "endpoints": [endpoint]}
    service = component.service.name if component.service else None
    if ours is not None:
        # `job` is then the component's name, as alerts write it.
        spec = {"jobLabel": NAME, **spec, "selector": pod_selector(component)}
        # A StatefulSet's pods have two Services, and would be read twice.
        service = scraped_name(ours) if ours.workload.kind == "StatefulSet" else None
    if service is not None:
        endpoint["relabelings"] = [
            {
                "action": "keep",
                "sourceLabels": ["__meta_kubernetes_service_name"],
                "regex": service,
            }
        ]
    return _object(around, component, "ServiceMonitor", labels, spec)


def prometheus_rule(
    around: Surroundings, component: Component, labels: Mapping[str, str]
) -> Document:
    """Return a component's alerting rules."""
    group: Document = {
        "name": component.name,
        "rules": [_rule(around, component, alert) for alert in component.alerts],
    }
    return _object(around, component, "PrometheusRule", labels, {"groups": [group]})


def _rule(around: Surroundings, component: Component, alert: Alert) -> Document:
    annotations = {"summary": alert.summary}
    if alert.runbook is not None:
        annotations["runbook_url"] = runbook_url(around, alert.runbook)
    return {
        "alert": alert.name,
        "expr": alert.expr,
        "for": alert.duration,
        "labels": {"severity": alert.severity, "component": component.name},
        "annotations": annotations,
    }


def runbook_url(around: Surroundings, runbook: str) -> str:
    """Return where a runbook is read: as it is, or a page of docs/ in the portal or repository."""
    if "://" in runbook:
        return runbook
    path, hash_sign, anchor = runbook.partition("#")
    page = sitemap.address(path.removeprefix("docs/"))
    shown = sitemap.in_portal(around.portal, around.platform, page)
    return f"{shown or file_url(around.platform, path) or path}{hash_sign}{anchor}"


def _object(
    around: Surroundings,
    component: Component,
    kind: str,
    labels: Mapping[str, str],
    spec: Document,
) -> Document:
    # The chart's Prometheus selects by the label of its own release, where its values do not say
    # that it takes all.
    wanted = release(around.prometheus, around.components) if around.prometheus else None
    chosen = {**labels, "release": wanted} if wanted else labels
    metadata = {"name": component.name, "namespace": component.namespace, "labels": chosen}
    return {"apiVersion": _API_VERSION, "kind": kind, "metadata": metadata, "spec": spec}


def dashboards(component: Component, labels: Mapping[str, str]) -> Iterator[tuple[int, Document]]:
    """Return a ConfigMap for each of a component's dashboards, with its index in the spec."""
    for index, dashboard in enumerate(component.dashboards):
        file = dashboard.path.rpartition("/")[2]
        name = volume_name(f"{component.name}-dashboard", file.removesuffix(".json"))
        yield (
            index,
            {
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "metadata": {
                    "name": name,
                    "namespace": component.namespace,
                    "labels": {**labels, **_DASHBOARD_LABEL},
                },
                "data": {config_key(file): dashboard.content},
            },
        )
