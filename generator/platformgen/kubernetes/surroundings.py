"""What the objects of one component need to know of the rest of the platform."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from platformgen import roles
from platformgen.model import Component, ExternalService, Platform


class Surroundings(Struct, frozen=True, kw_only=True):
    """Look-ups over a platform, made once; `portal_files` are the texts for the portal, by path."""

    platform: Platform
    components: Mapping[str, Component]
    externals: Mapping[str, ExternalService]
    isolated: frozenset[str]
    """The names of the namespaces whose traffic is closed but for what an edge allows."""
    router: Component | None
    prometheus: Component | None
    portal: Component | None
    portal_files: Mapping[str, str]


def surroundings(platform: Platform, portal_files: Mapping[str, str]) -> Surroundings:
    """Return the look-ups over a platform."""
    return Surroundings(
        platform=platform,
        components={component.name: component for component in platform.components},
        externals={external.name: external for external in platform.externals},
        isolated=frozenset(each.name for each in platform.namespaces if each.isolated),
        router=roles.router(platform),
        prometheus=roles.prometheus(platform),
        portal=roles.portal(platform),
        portal_files=portal_files,
    )
