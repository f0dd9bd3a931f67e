"""What every page may look up: the platform by name, and where the other outputs are."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from platformgen.memory import Recall, afresh
from platformgen.model import Component, Namespace, Platform, Secret, System, Team
from platformgen.pages.anchors import written_anchors
from platformgen.pages.paths import made_paths
from platformgen.roles import portal, router


class Places(Struct, frozen=True, kw_only=True):
    """Where the outputs that people use by hand are, relative to the project's root."""

    manifests: str
    helm: str
    kind: str
    hosts: str
    mount: str
    """The fields for the portal's workload, where an install makes that."""


class Site(Struct, frozen=True, kw_only=True):
    """A platform with the look-ups that its pages need."""

    platform: Platform
    places: Places
    components: Mapping[str, Component]
    dependents: Mapping[str, tuple[str, ...]]
    """Names of the components that depend on one, or send traffic to it, by its name."""
    systems: Mapping[str, System]
    teams: Mapping[str, Team]
    people: Mapping[str, str]
    """Titles of users by name."""
    namespaces: Mapping[str, Namespace]
    secrets: Mapping[tuple[str, str], Secret]
    """Secrets by namespace and name."""
    handwritten: Mapping[str, str]
    """Titles of the hand-written pages by path."""
    sections: Mapping[str, frozenset[str]]
    """Anchors of the hand-written pages that stand for made ones, by path."""
    recall: Recall
    """Gives what was written before of the same facts."""
    router: Component | None
    """What every host's traffic enters by."""
    portal: Component | None
    """The Backstage that shows the platform, where it has one that a browser can reach."""

    @property
    def language(self) -> str:
        """The language of the pages."""
        return self.platform.language


def site(
    platform: Platform, places: Places, handwritten: Mapping[str, str], recall: Recall = afresh
) -> Site:
    """Return the look-ups for a platform."""
    shown_by = portal(platform)
    return Site(
        platform=platform,
        places=places,
        components={each.name: each for each in platform.components},
        dependents=_dependents(platform),
        systems={each.name: each for each in platform.systems},
        teams={each.name: each for each in platform.teams},
        people={each.name: each.title for each in platform.users},
        namespaces={each.name: each for each in platform.namespaces},
        secrets={(each.namespace, each.name): each for each in platform.secrets},
        handwritten=handwritten,
        sections={
            each.path: written_anchors(each)
            for each in platform.pages
            if each.path in made_paths(platform)
        },
        recall=recall,
        router=router(platform),
        portal=shown_by if shown_by and shown_by.url else None,
    )


def _dependents(platform: Platform) -> Mapping[str, tuple[str, ...]]:
    dependents: dict[str, list[str]] = {}
    for component in platform.components:
        for target in dict.fromkeys((*component.depends_on, *component.connects)):
            dependents.setdefault(target, []).append(component.name)
    return {target: tuple(sources) for target, sources in dependents.items()}
