"""The page of the architecture: the layers down to the node, and the way of a request."""

from __future__ import annotations

from platformgen.language import phrases
from platformgen.model import GatewayRouting, IngressRouting, Platform
from platformgen.pages.figure import Figure, block
from platformgen.pages.lookups import titled
from platformgen.pages.markdown import Markdown, code
from platformgen.pages.page import Page, way_from
from platformgen.pages.prose import prose
from platformgen.pages.site import Site
from platformgen.roles import portal

PATH = "architecture.md"


def architecture_page(site: Site, layers: Figure, network: Figure | None) -> Page:
    """Return the page; there is no network path where nothing has a host."""
    platform, to = site.platform, way_from(PATH, site.sections)
    figures = (layers, network) if network else (layers,)
    entrance, shown_by = site.router, portal(platform)
    body = prose(
        site.language,
        "architecture",
        platform=platform,
        cluster=platform.cluster,
        to=to,
        layers=block(layers, to, site.language),
        network=block(network, to, site.language) if network else None,
        routing=_routing(platform),
        router=titled(site, entrance.name) if entrance else None,
        portal=titled(site, shown_by.name) if shown_by else None,
        hosts=sorted({route.host for each in platform.components for route in each.routes}),
        namespaces=[
            (each, [titled(site, one.name) for one in platform.components if one.namespace == each])
            for each in _namespaces(platform)
        ],
        described=[titled(site, one.name) for one in platform.components if one.namespace is None],
        edges=[
            (
                titled(site, each.name),
                [titled(site, one) for one in each.depends_on],
                [titled(site, one) for one in each.connects if one not in each.depends_on],
            )
            for each in platform.components
            if each.depends_on or each.connects
        ],
        externals=platform.externals,
    )
    return Page(
        path=PATH, title=phrases(site.language)["page.architecture"], body=body, figures=figures
    )


def _routing(platform: Platform) -> Markdown | None:
    match platform.cluster.routing:
        case IngressRouting(class_name=name):
            return code(f"Ingress ({name})")
        case GatewayRouting(namespace=namespace, name=name):
            return code(f"Gateway {namespace}/{name}")
        case _:
            return None


def _namespaces(platform: Platform) -> list[str]:
    used = (each.namespace for each in platform.components if each.namespace is not None)
    return list(dict.fromkeys((*(each.name for each in platform.namespaces), *used)))
