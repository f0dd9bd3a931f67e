"""One part of the platform, in the only form emitters see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from platformgen.model.workload import Workload


class HelmInstall(Struct, frozen=True, kw_only=True):
    """A chart that somebody else keeps; references in `values` are resolved."""

    release: str
    repo: str
    chart: str
    version: str
    values: Mapping[str, object]


class ManifestInstall(Struct, frozen=True, kw_only=True):
    """Manifests that somebody else publishes, by URL."""

    urls: tuple[str, ...]


class Companion(Struct, frozen=True, kw_only=True):
    """The component comes with another component's install."""

    installed_by: str


Origin: TypeAlias = Workload | HelmInstall | ManifestInstall | Companion | None


class WorkloadRef(Struct, frozen=True, kw_only=True):
    """The main object that runs the component, by Kubernetes kind and name."""

    kind: str
    name: str


class Part(Struct, frozen=True, kw_only=True):
    """A further object of the component: shown in the docs, watched by `status`."""

    kind: str
    name: str
    port: int | None = None


class Service(Struct, frozen=True, kw_only=True):
    """The Service in front of the component; `target` is a port name of our workload, if ours."""

    name: str
    port: int
    protocol: str = "http"
    target: str | None = None


class Route(Struct, frozen=True, kw_only=True):
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


class Api(Struct, frozen=True, kw_only=True):
    """An API that the component provides, its definition inlined."""

    name: str
    title: str
    description: str
    type: str
    source: str
    definition: str


class Credential(Struct, frozen=True, kw_only=True):
    """Where a login is kept: a user name, and a key of a Secret. Never the value."""

    title: str
    username: str
    secret: str
    key: str


class Link(Struct, frozen=True, kw_only=True):
    """A link of the catalog entity, by absolute URL."""

    title: str
    url: str
    icon: str | None = None


class Scrape(Struct, frozen=True, kw_only=True):
    """How the platform's Prometheus reads the component's metrics; `every` is a duration."""

    port: str
    path: str
    every: str


class Alert(Struct, frozen=True, kw_only=True):
    """One alerting rule of Prometheus; `runbook` is a URL, or a page of docs with an anchor."""

    name: str
    expr: str
    duration: str
    severity: str
    summary: str
    runbook: str | None = None


class TextFile(Struct, frozen=True, kw_only=True):
    """A file of the project, by its path from the root."""

    path: str
    content: str


class Portal(Struct, frozen=True, kw_only=True):
    """The Backstage that shows this platform: where it reads catalog and configuration.

    `pages` are paths inside the portal by the name of what they show. `docs` is where it reads the
    published site: a file://, s3://, gs:// or az:// URL.
    """

    catalog: str | None
    config: str | None
    pages: Mapping[str, str]
    docs: str | None = None


class Component(Struct, frozen=True, kw_only=True):
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
