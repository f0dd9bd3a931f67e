"""A component's entity, a Component or a Resource, and the APIs that it provides."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen import sitemap
from platformgen.catalog.annotations import component_annotations, source
from platformgen.catalog.documentation import docs_tab
from platformgen.catalog.entity import Entity, Metadata, entity, ref
from platformgen.catalog.index import Index
from platformgen.catalog.links import links
from platformgen.model import Api, Component


def component_entities(index: Index, component: Component) -> Iterator[Entity]:
    """Return the component's own entity, then one for each API."""
    metadata = Metadata(
        name=component.name,
        title=component.title,
        description=component.description,
        labels=component.labels,
        annotations=component_annotations(index, component),
        tags=component.tags,
        links=links(index, component),
    )
    spec = (
        _resource(index, component) if component.entity == "Resource" else _spec(index, component)
    )
    yield entity(component.entity, metadata, spec, ("components", component.name))
    for api in component.provides:
        yield _api(index, component, api)


def _resource(index: Index, component: Component) -> dict[str, object]:
    spec: dict[str, object] = {"type": component.type, "owner": ref("Group", component.owner)}
    return spec | _relations(index, component)


def _spec(index: Index, component: Component) -> dict[str, object]:
    spec: dict[str, object] = {
        "type": component.type,
        "lifecycle": component.lifecycle,
        "owner": ref("Group", component.owner),
    }
    spec |= _relations(index, component)
    if component.provides:
        spec["providesApis"] = [ref("API", api.name) for api in component.provides]
    if component.consumes:
        spec["consumesApis"] = [ref("API", name) for name in component.consumes]
    return spec


def _relations(index: Index, component: Component) -> dict[str, object]:
    # `connects` is traffic and no dependency, so it makes no relation here.
    relations: dict[str, object] = {}
    if component.system is not None:
        relations["system"] = ref("System", component.system)
    if component.depends_on:
        relations["dependsOn"] = [index.refs[name] for name in component.depends_on]
    return relations


def _api(index: Index, component: Component, api: Api) -> Entity:
    metadata = Metadata(
        name=api.name,
        title=api.title,
        description=api.description,
        annotations={
            **docs_tab(index.platform, sitemap.of_component(component.name)),
            **source(index.platform, component.source),
        },
    )
    spec: dict[str, object] = {
        "type": api.type,
        "lifecycle": component.lifecycle,
        "owner": ref("Group", component.owner),
    }
    if component.system is not None:
        spec["system"] = ref("System", component.system)
    # Inlined: Backstage resolves a $text placeholder only under a location of type url.
    spec["definition"] = api.definition
    return entity("API", metadata, spec, ("components", component.name, "provides", api.name))
