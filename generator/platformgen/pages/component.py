"""The page of one component: what it is for, where it runs, how to reach it, what if it fails."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from platformgen.model import (
    Alert,
    Claim,
    Companion,
    Component,
    Container,
    Disruption,
    HelmInstall,
    ManifestInstall,
    Resources,
    Scratch,
    SecretVariable,
    Workload,
)
from platformgen.pages import commands
from platformgen.pages.figure import Figure, block
from platformgen.pages.links import links
from platformgen.pages.login import logins
from platformgen.pages.lookups import Titled, titled, whom_to_ask
from platformgen.pages.markdown import Markdown, code, link, text
from platformgen.pages.page import Page, Way, way_from
from platformgen.pages.paths import page_of
from platformgen.pages.prose import prose
from platformgen.pages.site import Site
from platformgen.sitemap import of_system


class Neighbour(Struct, frozen=True, kw_only=True):
    """Another end of an edge.

    `relation` is one of needs, calls, needed, called, routes (it takes its requests from here) and
    routed (it passes requests from outside to here).
    """

    title: str
    page: str | None
    relation: str


class ContainerRow(Struct, frozen=True, kw_only=True):
    """A container as the table of resources shows it: quantities by resource, ports by name."""

    name: str
    image: str
    is_init: bool
    ports: tuple[str, ...]
    requests: tuple[str, ...]
    limits: tuple[str, ...]


class AlertEntry(Struct, frozen=True, kw_only=True):
    """An alert with the link to what to do about it."""

    name: str
    anchor: str
    summary: str
    severity: str
    duration: str
    expr: str
    runbook: Markdown | None


class Budget(Struct, frozen=True, kw_only=True):
    """What a disruption budget keeps running, or lets go; one of the two."""

    kept: str | None
    lost: str | None


class ApiEntry(Struct, frozen=True, kw_only=True):
    """An API that the component uses, with the page of who provides it."""

    title: str
    type: str
    page: str | None


def component_page(site: Site, component: Component, neighbours: Figure | None) -> Page:
    """Return a component's page; `neighbours` is the drawing of what it is connected to."""
    path = page_of(component)
    to = way_from(path, site.sections)
    body = site.recall(
        prose,
        site.language,
        "component",
        component=component,
        to=to,
        heading=text(f"{component.icon} {component.title}"),
        figure=block(neighbours, to, site.language) if neighbours else None,
        neighbours=tuple(_neighbours(site, component)),
        alerts=[_alert(site, each, to) for each in component.alerts],
        consumes=[_api(site, each) for each in component.consumes],
        managed=[titled(site, each) for each in component.manages],
        sources=[titled(site, each) for each in component.data_sources],
        links=links(site, component, to),
        **_identity(site, component),
        **_access(component),
        **_resources(component.workload),
    )
    figures = (neighbours,) if neighbours else ()
    return Page(path=path, title=component.title, body=body, figures=figures)


def _identity(site: Site, component: Component) -> dict[str, object]:
    origin, ref = component.origin, component.runs
    system = site.systems.get(component.system or "")
    return {
        "owner": whom_to_ask(site, component.owner),
        "system": Titled(title=system.title, page=of_system(system.name)) if system else None,
        "runs": f"{ref.kind}/{ref.name}" if ref else None,
        "image": origin.containers[0].image if isinstance(origin, Workload) else None,
        "helm": origin if isinstance(origin, HelmInstall) else None,
        "manifests": origin.urls if isinstance(origin, ManifestInstall) else (),
        "installer": titled(site, origin.installed_by) if isinstance(origin, Companion) else None,
        "checks": commands.checks(component),
    }


def _access(component: Component) -> dict[str, object]:
    service, namespace = component.service, component.namespace
    return {
        "routes": component.routes,
        "service": f"{service.name}:{service.port} ({service.protocol})" if service else None,
        "address": f"{service.name}.{namespace}.svc:{service.port}" if service else None,
        "forward": commands.forward(component),
        "credentials": tuple(logins(component)),
    }


def _resources(workload: Workload | None) -> dict[str, object]:
    if workload is None:
        return {"workload": None, "containers": ()}
    return {
        "workload": workload,
        "containers": [
            *(_container(each, is_init=True) for each in workload.init),
            *(_container(each, is_init=False) for each in workload.containers),
        ],
        "replicated": workload.kind in {"Deployment", "StatefulSet"},
        "budget": _budget(workload.disruption),
        "claims": [each for each in workload.volumes if isinstance(each, Claim)],
        "scratches": [each for each in workload.volumes if isinstance(each, Scratch)],
        "variables": _variables(workload),
    }


def _neighbours(site: Site, component: Component) -> Iterator[Neighbour]:
    for name in component.depends_on:
        yield _neighbour(site, name, "needs")
    for name in component.connects:
        if name not in component.depends_on:
            yield _neighbour(site, name, "calls")
    for name in site.dependents.get(component.name, ()):
        is_needed = component.name in site.components[name].depends_on
        yield _neighbour(site, name, "needed" if is_needed else "called")
    yield from _routing(site, component)


def _routing(site: Site, component: Component) -> Iterator[Neighbour]:
    router = site.router
    if router is None:
        return
    if component.routes and component is not router:
        yield _neighbour(site, router.name, "routed")
    if component is router:
        for each in site.platform.components:
            if each.routes and each is not router:
                yield _neighbour(site, each.name, "routes")


def _neighbour(site: Site, name: str, relation: str) -> Neighbour:
    other = titled(site, name)
    return Neighbour(title=other.title, page=other.page, relation=relation)


def _container(container: Container, *, is_init: bool) -> ContainerRow:
    resources: Resources = container.resources
    return ContainerRow(
        name=container.name,
        image=container.image,
        is_init=is_init,
        ports=tuple(f"{each.name} {each.number}" for each in container.ports),
        requests=tuple(f"{name} {size}" for name, size in sorted(resources.requests.items())),
        limits=tuple(f"{name} {size}" for name, size in sorted(resources.limits.items())),
    )


def _variables(workload: Workload) -> tuple[SecretVariable, ...]:
    containers = (*workload.init, *workload.containers)
    return tuple(dict.fromkeys(chain.from_iterable(each.secrets for each in containers)))


def _budget(disruption: Disruption | None) -> Budget | None:
    if disruption is None:
        return None
    kept, lost = disruption.min_available, disruption.max_unavailable
    return Budget(
        kept=None if kept is None else str(kept), lost=None if lost is None else str(lost)
    )


def _alert(site: Site, alert: Alert, to: Way) -> AlertEntry:
    return AlertEntry(
        name=alert.name,
        anchor="".join(each if each.isalnum() else "-" for each in alert.name.lower()),
        summary=alert.summary,
        severity=alert.severity,
        duration=alert.duration,
        expr=alert.expr,
        runbook=_runbook(site, alert.runbook, to) if alert.runbook else None,
    )


def _runbook(site: Site, runbook: str, to: Way) -> Markdown:
    page, _, anchor = runbook.removeprefix("docs/").partition("#")
    if page in site.handwritten:
        section = f"{page}#{anchor}" if anchor else page
        return link(site.handwritten[page], to(section))
    return link(runbook, runbook) if "://" in runbook else code(runbook)


def _api(site: Site, name: str) -> ApiEntry:
    for component in site.platform.components:
        for api in component.provides:
            if api.name == name:
                return ApiEntry(title=api.title, type=api.type, page=page_of(component))
    return ApiEntry(title=name, type="—", page=None)
