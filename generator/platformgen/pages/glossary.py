"""The glossary: the terms that this platform's pages use, and no others."""

from __future__ import annotations

from platformgen.language import phrases
from platformgen.model import GatewayRouting, HelmInstall, IngressRouting
from platformgen.pages.page import Page, way_from
from platformgen.pages.prose import prose
from platformgen.pages.site import Site

PATH = "glossary.md"


def glossary_page(site: Site) -> Page:
    """Return the page; a term is there if the platform has what it names."""
    platform = site.platform
    components = platform.components
    routing = platform.cluster.routing
    used = {
        "ingress": isinstance(routing, IngressRouting),
        "gateway": isinstance(routing, GatewayRouting),
        "helm": any(isinstance(each.origin, HelmInstall) for each in components),
        "gitops": platform.gitops is not None,
        "quota": any(each.quota for each in platform.namespaces),
        "limit_range": any(each.limit_range for each in platform.namespaces),
        "network_policy": any(each.isolated for each in platform.namespaces),
        "secret": bool(platform.secrets),
        "scrape": any(each.scrape for each in components),
        "alert": any(each.alerts for each in components),
        "scale": any(each.workload and each.workload.scale for each in components),
        "budget": any(each.workload and each.workload.disruption for each in components),
        "api": any(each.provides for each in components),
        "kind": platform.cluster.provider == "kind",
    }
    body = prose(
        site.language, "glossary", used=used, to=way_from(PATH, site.sections), platform=platform
    )
    return Page(path=PATH, title=phrases(site.language)["page.glossary"], body=body)
