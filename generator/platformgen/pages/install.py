"""The page of the installation: every step in order, with its commands, limits and results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from msgspec import Struct

from platformgen import hosts
from platformgen.dependency import by_dependency
from platformgen.kubernetes import portal_mount
from platformgen.language import phrases
from platformgen.model import (
    Companion,
    Component,
    ExternalKeys,
    GatewayRouting,
    HelmInstall,
    MadeBy,
    ManifestInstall,
    Platform,
    Secret,
)
from platformgen.pages import commands
from platformgen.pages.lookups import Titled, titled
from platformgen.pages.page import Page, way_from
from platformgen.pages.paths import page_of
from platformgen.pages.prose import prose
from platformgen.pages.site import Site
from platformgen.roles import router

PATH = "install.md"


class SecretStep(Struct, frozen=True, kw_only=True):
    """A Secret that must be there first, and how it comes to be: by commands, or by others."""

    secret: Secret
    commands: str | None
    external: ExternalKeys | None
    maker: Titled | None


class InstallStep(Struct, frozen=True, kw_only=True):
    """One install of what others keep: a chart or manifests, and the wait for what it brings."""

    name: str
    component: Titled
    companions: tuple[Titled, ...]
    commands: str
    waits: str | None
    minutes: int


def install_page(site: Site) -> Page:
    """Return the installation page."""
    platform, to = site.platform, way_from(PATH, site.sections)
    ordered = by_dependency(platform.components)
    body = prose(
        site.language,
        "install",
        to=to,
        platform=platform,
        cluster=platform.cluster,
        places=site.places,
        is_kind=platform.cluster.provider == "kind",
        has_charts=any(isinstance(each.origin, HelmInstall) for each in ordered),
        create=commands.create_cluster(platform.cluster, site.places.kind),
        select=commands.select_context(platform.cluster),
        namespaces=[each.name for each in platform.namespaces],
        secrets=[_secret_step(site, each) for each in platform.secrets],
        installs=[_install_step(site, each) for each in _installs(platform, ordered)],
        step=count(1).__next__,
        waits=_waits(each for each in ordered if each.workload is not None),
        hosts=hosts.block(platform) if hosts.is_local(platform) else "",
        pods="\n".join(
            f"kubectl -n {each} get pods" for each in _namespaces_in_use(platform.components)
        ),
        namespaces_commands="\n".join(
            f"kubectl apply --server-side -f {site.places.manifests}/{each.name}/namespace.yaml"
            for each in platform.namespaces
        ),
        apply=f"kubectl apply --server-side -k {site.places.manifests}",
        mount=commands.mount(site.places.mount) if portal_mount(platform) is not None else "",
        **_hosts_commands(site.places.hosts),
        routes=commands.list_routes(platform.cluster.routing),
        routes_expected=_routes_expected(platform),
        accesses=[
            (Titled(title=each.title, page=page_of(each)), route.url)
            for each in platform.components
            for route in each.routes
        ],
    )
    return Page(path=PATH, title=phrases(site.language)["page.install"], body=body)


def _hosts_commands(block: str) -> dict[str, object]:
    windows = block.replace("/", "\\")
    return {
        "hosts_linux": f"sudo tee -a /etc/hosts < {block}",
        "hosts_macos": (
            f"sudo tee -a /etc/hosts < {block}\n"
            "sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder"
        ),
        "hosts_windows": (
            f"Get-Content {windows} | Add-Content $env:SystemRoot\\System32\\drivers\\etc\\hosts\n"
            "Clear-DnsClientCache"
        ),
    }


def _secret_step(site: Site, secret: Secret) -> SecretStep:
    origin = secret.origin
    return SecretStep(
        secret=secret,
        commands=commands.create_secret(secret) if isinstance(origin, tuple) else None,
        external=origin if isinstance(origin, ExternalKeys) else None,
        maker=titled(site, origin.component) if isinstance(origin, MadeBy) else None,
    )


def _installs(platform: Platform, ordered: Iterable[Component]) -> list[Component]:
    # What others keep; the router first, for the routes of the rest need it.
    installs = [each for each in ordered if isinstance(each.origin, HelmInstall | ManifestInstall)]
    entrance = router(platform)
    return sorted(installs, key=lambda each: each != entrance)


def _install_step(site: Site, component: Component) -> InstallStep:
    companions = [
        each
        for each in site.platform.components
        if isinstance(each.origin, Companion) and each.origin.installed_by == component.name
    ]
    return InstallStep(
        name=component.name,
        component=titled(site, component.name),
        companions=tuple(titled(site, each.name) for each in companions),
        commands=commands.install(component, site.places.helm),
        waits=_waits((component, *companions)),
        minutes=max(1, component.ready_seconds // 60),
    )


def _waits(components: Iterable[Component]) -> str | None:
    return "\n".join(filter(None, map(commands.wait, components))) or None


def _namespaces_in_use(components: Iterable[Component]) -> Iterator[str]:
    return iter(dict.fromkeys(each.namespace for each in components if each.namespace))


def _routes_expected(platform: Platform) -> str:
    rows = {
        (each.namespace or "", route.host) for each in platform.components for route in each.routes
    }
    is_gateway = isinstance(platform.cluster.routing, GatewayRouting)
    header = ("NAMESPACE", "HOSTNAMES" if is_gateway else "HOSTS")
    width = max(len(namespace) for namespace, _ in (*rows, header)) + 3
    return "\n".join(f"{namespace:{width}}{host}" for namespace, host in (header, *sorted(rows)))
