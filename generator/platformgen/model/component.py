"""One part of the platform, in the only form emitters see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from platformgen.model.workload import Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class HelmInstall:
    """A chart that somebody else keeps; references in `values` are resolved."""

    release: str
    repo: str
    chart: str
    version: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestInstall:
    """Manifests that somebody else publishes, by URL."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """The component comes with another component's install."""

    installed_by: str


Origin: TypeAlias = Workload | HelmInstall | ManifestInstall | Companion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadRef:
    """The main object that runs the component, by Kubernetes kind and name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A further object of the component: shown in the docs, watched by `status`."""

    kind: str
    name: str
    port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The Service in front of the component; `target` is a port name of our workload, if ours."""

    name: str
    port: int
    protocol: str = "http"
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A host (full name) and path that the router sends to the component.

    `port` is the name of a workload's port, or None for the Service's own; `tls` names a Secret.
    """

    host: str
    path: str = "/"
    port: str | None = None
    tls: str | None = None

    @property
    def url(self) -> str:
        """Where a browser finds what the route leads to."""
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{self.host}{'' if self.path == '/' else self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """An API that the component provides, its definition inlined."""

    name: str
    title: str
    description: str
    type: str
    source: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """Where a login is kept: a user name, and a key of a Secret. Never the value."""

    title: str
    username: str
    secret: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the catalog entity, by absolute URL."""

    title: str
    url: str
    icon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrape:
    """How the platform's Prometheus reads the component's metrics; `every` is a duration."""

    port: str
    path: str
    every: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alerting rule of Prometheus; `runbook` is a URL, or a page of docs with an anchor."""

    name: str
    expr: str
    duration: str
    severity: str
    summary: str
    runbook: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A file of the project, by its path from the root."""

    path: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """The Backstage that shows this platform: where it reads catalog and configuration.

    `pages` are paths inside the portal by the name of what they show. `docs` is where it reads the
    published site: a file://, s3://, gs:// or az:// URL.
    """

    catalog: str | None
    config: str | None
    pages: Mapping[str, str]
    docs: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A component of the platform; `namespace` is None for what is only described."""

    name: str
    title: str
    icon: str
    description: str
    owner: str
    lifecycle: str
    type: str
    entity: str
    """The catalog kind: `Component` or `Resource`."""
    system: str | None
    namespace: str | None
    features: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    labels: Mapping[str, str]
    annotations: Mapping[str, str]
    links: tuple[Link, ...] = ()
    source: str | None = None
    origin: Origin = None
    runs: WorkloadRef | None = None
    parts: tuple[Part, ...] = ()
    ports: Mapping[str, int]
    """Ports by name of what we do not run ourselves; those of a workload stand there."""
    service: Service | None = None
    routes: tuple[Route, ...] = ()
    ready_seconds: int = 300
    depends_on: tuple[str, ...] = ()
    connects: tuple[str, ...] = ()
    provides: tuple[Api, ...] = ()
    consumes: tuple[str, ...] = ()
    credentials: tuple[Credential, ...] = ()
    collects: tuple[str, ...] = ()
    """The metrics that the component collects, in words."""
    data_sources: tuple[str, ...] = ()
    """What it shows data from: names of components, or words."""
    dashboards: tuple[TextFile, ...] = ()
    manages: tuple[str, ...] = ()
    """Components that this one, an Argo CD, has an Application for."""
    scrape: Scrape | None = None
    alerts: tuple[Alert, ...] = ()
    portal: Portal | None = None
    page: str | None = None
    """The hand-written page (path under docs/) whose front matter names this component."""

    @property
    def workload(self) -> Workload | None:
        """The workload, where we run the component ourselves."""
        return self.origin if isinstance(self.origin, Workload) else None

    @property
    def url(self) -> str | None:
        """Where a browser finds the component: its first route."""
        return self.routes[0].url if self.routes else None
