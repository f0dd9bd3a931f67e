"""Backstage's app-config.yaml for this platform: what its portal has to know, and no secret.

Backstage merges configurations key by key, later files over earlier ones, and lists whole. So this
one holds only what the spec decides, and goes last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from platformgen import roles
from platformgen.catalog import ENTRY
from platformgen.catalog.cluster_config import kubernetes
from platformgen.catalog.entity import ORGANISATION
from platformgen.catalog.proxies import endpoints
from platformgen.catalog.publisher import publisher
from platformgen.model import Component, Platform
from platformgen.repository import file_url

# What Backstage's configuration loader would put a variable of its environment in the place of.
_SUBSTITUTION = re.compile(r"\$\{[^{}]*\}")

_LISTED_KINDS = ("Component", "System", "API", "Resource", "Location")
_ORGANISATION_KINDS = ("Domain", "Group", "User")


def app_config(platform: Platform) -> Mapping[str, object]:
    """Return the configuration of the platform's portal, or of one that runs elsewhere."""
    portal = roles.portal(platform)
    sections = {
        "app": _app(platform, portal),
        "backend": {"baseUrl": portal.url} if portal and portal.url else {},
        "catalog": _catalog(platform, portal),
        "techdocs": {"builder": "external", **publisher(portal)},
        "kubernetes": kubernetes(platform, portal),
        "proxy": {"endpoints": endpoints(platform, portal)},
    }
    return {name: section for name, section in sections.items() if any(section.values())}


def _app(platform: Platform, portal: Component | None) -> Mapping[str, object]:
    if portal is None:
        return {}
    app = {"title": _SUBSTITUTION.sub(lambda found: f"${found.group()}", platform.title)}
    if portal.url is not None:
        app["baseUrl"] = portal.url
    return app


def _catalog(platform: Platform, portal: Component | None) -> Mapping[str, object]:
    locations = [
        _location(platform, portal, ENTRY, _LISTED_KINDS),
        _location(platform, portal, ORGANISATION, _ORGANISATION_KINDS),
    ]
    return {"locations": [location for location in locations if location is not None]}


def _location(
    platform: Platform, portal: Component | None, path: str, kinds: tuple[str, ...]
) -> Mapping[str, object] | None:
    # A location's rule holds for the targets that it names too, whatever the global rules say.
    rules = [{"allow": list(kinds)}]
    folder = portal.portal.catalog if portal is not None and portal.portal is not None else None
    if folder is not None:
        target = f"{folder.removesuffix('/')}/{path.removeprefix('catalog/')}"
        return {"type": "file", "target": target, "rules": rules}
    url = file_url(platform, path)
    return None if url is None else {"type": "url", "target": url, "rules": rules}
