"""What components belong to and rely on: Systems, external Resources, and the site."""

from __future__ import annotations

from platformgen import sitemap
from platformgen.catalog.annotations import source
from platformgen.catalog.documentation import docs_tab
from platformgen.catalog.entity import Entity, Metadata, entity, ref
from platformgen.catalog.index import Index
from platformgen.catalog.links import platform_links
from platformgen.model import ExternalService, System


def system_entity(index: Index, system: System) -> Entity:
    """Return a System of the platform's Domain."""
    platform = index.platform
    metadata = Metadata(
        name=system.name,
        title=system.title,
        description=system.description,
        annotations={**docs_tab(platform, sitemap.of_system(system.name)), **source(platform)},
    )
    spec = {"owner": ref("Group", system.owner), "domain": ref("Domain", platform.name)}
    return entity("System", metadata, spec, ("systems", system.name))


def external_entity(index: Index, external: ExternalService) -> Entity:
    """Return the Resource that stands for something outside the cluster."""
    metadata = Metadata(
        name=external.name,
        title=external.title,
        description=external.description,
        annotations=source(index.platform),
    )
    spec = {"type": "external-service", "owner": ref("Group", external.owner)}
    return entity("Resource", metadata, spec, ("external", external.name))


def site_entity(index: Index) -> Entity:
    """Return the Component that the TechDocs site belongs to."""
    platform = index.platform
    metadata = Metadata(
        name=sitemap.site_name(platform),
        title=index.words["catalog.site_title"].format(title=platform.title),
        description=platform.description,
        # `dir:.`: the site's mkdocs.yml is at the root of the project.
        annotations={"backstage.io/techdocs-ref": "dir:.", **source(platform)},
        links=platform_links(index),
    )
    spec = {
        "type": "documentation",
        "lifecycle": "production",
        "owner": ref("Group", platform.owner),
    }
    return entity("Component", metadata, spec, ("platform",))
