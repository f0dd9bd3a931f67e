"""What entities need to know of one another, looked up once."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from platformgen import roles
from platformgen.catalog.entity import ref
from platformgen.language import phrases
from platformgen.model import Component, Platform


class Index(Struct, frozen=True, kw_only=True):
    """The platform, its words, who plays which part, and the full reference of what has a name."""

    platform: Platform
    words: Mapping[str, str]
    portal: Component | None
    grafana: Component | None
    managers: Mapping[str, Component]
    """The Argo CD that has an Application for a component, by the component's name."""
    components: Mapping[str, Component]
    refs: Mapping[str, str]
    """The entity of each component and external service, by name."""


def index(platform: Platform) -> Index:
    """Return the index of a platform."""
    externals = {each.name: ref("Resource", each.name) for each in platform.externals}
    components = {each.name: ref(each.entity, each.name) for each in platform.components}
    return Index(
        platform=platform,
        words=phrases(platform.language),
        portal=roles.portal(platform),
        grafana=roles.grafana(platform),
        managers={
            name: component for component in platform.components for name in component.manages
        },
        components={each.name: each for each in platform.components},
        refs=externals | components,
    )
