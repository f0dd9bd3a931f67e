"""The page of what can go wrong, by symptom; a hand-written page of that name stands for it."""

from __future__ import annotations

from platformgen import hosts
from platformgen.language import phrases
from platformgen.model import GatewayRouting
from platformgen.pages import commands
from platformgen.pages.lookups import titled
from platformgen.pages.page import Page, way_from
from platformgen.pages.prose import prose
from platformgen.pages.site import Site
from platformgen.roles import argocd, prometheus

PATH = "troubleshooting.md"


def troubleshooting_page(site: Site) -> Page:
    """Return the page; symptoms that this platform cannot have are left out."""
    platform = site.platform
    entrance, collector, deliverer = site.router, prometheus(platform), argocd(platform)
    names = [route.host for each in platform.components for route in each.routes]
    body = prose(
        site.language,
        "troubleshooting",
        to=way_from(PATH, site.sections),
        platform=platform,
        drift=f"platformgen diff\nkubectl diff --server-side -k {site.places.manifests}",
        host=names[0] if names else None,
        is_local=hosts.is_local(platform),
        routes="httproute" if isinstance(platform.cluster.routing, GatewayRouting) else "ingress",
        router=titled(site, entrance.name) if entrance else None,
        router_checks=commands.checks(entrance) if entrance else None,
        prometheus=titled(site, collector.name) if collector else None,
        targets=f"{collector.url}/targets" if collector and collector.url else None,
        argocd=titled(site, deliverer.name) if deliverer else None,
        argocd_namespace=deliverer.namespace if deliverer else None,
        has_quota=any(each.quota for each in platform.namespaces),
        has_restricted=any(each.pod_security == "restricted" for each in platform.namespaces),
        is_isolated=any(each.isolated for each in platform.namespaces),
        has_claims=any(each.workload and each.workload.volumes for each in platform.components),
    )
    return Page(path=PATH, title=phrases(site.language)["page.troubleshooting"], body=body)
