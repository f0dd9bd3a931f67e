"""A component of the spec as the model has it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from platformgen.lower.values import NOTHING, Entry, by_name, full_host, seconds
from platformgen.lower.workload import workload
from platformgen.model import (
    Alert,
    Api,
    Companion,
    Component,
    Credential,
    HelmInstall,
    Link,
    ManifestInstall,
    Part,
    Portal,
    Route,
    Scrape,
    Service,
    TextFile,
    Workload,
    WorkloadRef,
)
from platformgen.model.component import Origin

DEFAULT_READY_SECONDS = 300


class Surroundings(Struct, frozen=True, kw_only=True):
    """What a component is lowered against; `pages` are hand-written ones by component."""

    owner: str
    domain: str
    profiles: Mapping[str, Entry]
    files: Mapping[str, str]
    pages: Mapping[str, str]
    components: Mapping[str, Entry]


def component(name: str, entry: Entry, around: Surroundings) -> Component:
    """Return the component with our defaults."""
    origin = _origin(name, entry, around)
    routes = _routes(entry, around.domain)
    runs = entry.get("runs")
    return Component(
        name=name,
        title=entry.get("title", name),
        icon=entry.get("icon", ""),
        description=entry.get("description", ""),
        owner=entry.get("owner", around.owner),
        lifecycle=entry.get("lifecycle", "production"),
        type=entry.get("type", "service"),
        entity=entry.get("entity", "Component"),
        system=entry.get("system"),
        namespace=entry.get("namespace"),
        features=tuple(entry.get("features", ())),
        tags=tuple(entry.get("tags", ())),
        labels=entry.get("labels", NOTHING),
        annotations=entry.get("annotations", NOTHING),
        links=tuple(_link(each, around) for each in entry.get("links", ())),
        source=entry.get("source"),
        origin=origin,
        runs=WorkloadRef(kind=runs["kind"], name=runs["name"]) if runs else _runs(origin),
        parts=tuple(
            Part(kind=each["kind"], name=each["name"], port=each.get("port"))
            for each in entry.get("parts", ())
        ),
        ports=entry.get("ports", NOTHING),
        service=_service(name, entry, origin),
        routes=routes,
        ready_seconds=seconds(entry.get("ready")) or DEFAULT_READY_SECONDS,
        depends_on=tuple(entry.get("dependsOn", ())),
        connects=tuple(entry.get("connects", ())),
        provides=tuple(_api(each, api, around) for each, api in by_name(entry, "provides")),
        consumes=tuple(entry.get("consumes", ())),
        credentials=tuple(_credential(each) for each in entry.get("credentials", ())),
        collects=tuple(entry.get("metrics", NOTHING).get("collects", ())),
        data_sources=tuple(entry.get("dataSources", ())),
        dashboards=tuple(
            TextFile(path=path, content=around.files.get(path, ""))
            for path in entry.get("dashboards", ())
        ),
        manages=tuple(entry.get("manages", ())),
        scrape=_scrape(entry["scrape"]) if "scrape" in entry else None,
        alerts=tuple(_alert(each) for each in entry.get("alerts", ())),
        portal=_portal(entry["portal"]) if "portal" in entry else None,
        page=around.pages.get(name),
    )


def _origin(name: str, entry: Entry, around: Surroundings) -> Origin:
    if "workload" in entry:
        return workload(name, entry["workload"], around.profiles, around.files)
    if "installedBy" in entry:
        return Companion(installed_by=entry["installedBy"])
    install = entry.get("install", NOTHING)
    if "helm" in install:
        helm = install["helm"]
        return HelmInstall(
            release=helm["release"],
            repo=helm["repo"],
            chart=helm["chart"],
            version=helm["version"],
            values=helm.get("values", NOTHING),
        )
    if install.get("manifests"):
        return ManifestInstall(urls=tuple(each["url"] for each in install["manifests"]))
    return None


def _runs(origin: Origin) -> WorkloadRef | None:
    if isinstance(origin, Workload):
        return WorkloadRef(kind=origin.kind, name=origin.name)
    return None


def _service(name: str, entry: Entry, origin: Origin) -> Service | None:
    said = entry.get("service")
    ports = origin.containers[0].ports if isinstance(origin, Workload) else ()
    first = ports[0].name if ports else None
    if said:
        return Service(
            name=said.get("name", name),
            port=said["port"],
            protocol=said.get("protocol", "http"),
            target=said.get("to", first),
        )
    # A StatefulSet needs one by its own name; routes and Prometheus go through one.
    needed = "routes" in entry or "host" in entry or "scrape" in entry
    if isinstance(origin, Workload) and ports and (needed or origin.kind == "StatefulSet"):
        return Service(name=origin.name, port=ports[0].number, protocol="tcp", target=first)
    return None


def _routes(entry: Entry, domain: str) -> tuple[Route, ...]:
    routes = [
        Route(
            host=full_host(each["host"], domain),
            path=each.get("path", "/"),
            port=each.get("port"),
            tls=each.get("tls"),
        )
        for each in entry.get("routes", ())
    ]
    if "host" in entry:
        routes.insert(0, Route(host=full_host(entry["host"], domain)))
    return tuple(routes)


def _link(entry: Entry, around: Surroundings) -> Link:
    url = entry.get("url")
    if url is None:
        url = f"{_url_of(entry.get('component', ''), around)}{entry.get('path', '')}"
    return Link(title=entry["title"], url=url, icon=entry.get("icon"))


def _url_of(name: str, around: Surroundings) -> str:
    routes = _routes(around.components.get(name, NOTHING), around.domain)
    if not routes:
        return f"http://{full_host(name or 'localhost', around.domain)}"
    return f"{'https' if routes[0].tls else 'http'}://{routes[0].host}"


def _api(name: str, entry: Entry, around: Surroundings) -> Api:
    return Api(
        name=name,
        title=entry.get("title", name),
        description=entry.get("description", ""),
        type=entry["type"],
        source=entry["definition"],
        # As pages and specs: which ends of lines an editor writes changes nothing.
        definition=around.files.get(entry["definition"], "").replace("\r\n", "\n"),
    )


def _credential(entry: Entry) -> Credential:
    return Credential(
        title=entry["title"], username=entry["username"], secret=entry["secret"], key=entry["key"]
    )


def _scrape(entry: Entry) -> Scrape:
    return Scrape(
        port=entry["port"], path=entry.get("path", "/metrics"), every=entry.get("every", "30s")
    )


def _alert(entry: Entry) -> Alert:
    return Alert(
        name=entry["name"],
        expr=entry["expr"],
        duration=entry.get("for", "0s"),
        severity=entry["severity"],
        summary=entry["summary"],
        runbook=entry.get("runbook"),
    )


def _portal(entry: Entry) -> Portal:
    return Portal(
        catalog=entry.get("catalog"),
        config=entry.get("config"),
        pages=entry.get("pages", {}),
        docs=entry.get("docs"),
    )
