"""References in variables, Helm values and pages become what the model says."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from platformgen.facts import Facts
from platformgen.model import Component, Container, HelmInstall, Platform, TextFile, Workload
from platformgen.references import Unknown
from platformgen.references import resolved as resolved_text
from platformgen.source.document import Path

Report = Callable[[Path, str, Unknown], None]
"""Called with the spec's path (or `("pages", path)`), the text, and what in it means nothing."""

Text = Callable[[Path, str], str]
"""Gives what a text says once it is looked up, by its path and as it is written."""


def resolved(platform: Platform, report: Report) -> Platform:
    """Return the platform with its references looked up."""
    facts = Facts(platform)

    def text(path: Path, written: str) -> str:
        result, unknown = resolved_text(written, facts.lookup)
        for each in unknown:
            report(path, written, each)
        return result

    return replace(
        platform,
        components=tuple(_component(each, text) for each in platform.components),
        pages=tuple(
            TextFile(path=page.path, content=text(("pages", page.path), page.content))
            for page in platform.pages
        ),
    )


def _component(component: Component, text: Text) -> Component:
    at: Path = ("components", component.name)
    match component.origin:
        case Workload() as workload if _has_references(workload):
            return replace(component, origin=_workload(workload, (*at, "workload"), text))
        case HelmInstall() as helm:
            values = _values(helm.values, (*at, "install", "helm", "values"), text)
            assert isinstance(values, dict)  # noqa: S101
            return replace(component, origin=replace(helm, values=values))
        case _:
            return component


def _has_references(workload: Workload) -> bool:
    for container in (*workload.containers, *workload.init):
        for value in container.variables.values():
            if "{{" in value:
                return True
    return False


def _workload(workload: Workload, at: Path, text: Text) -> Workload:
    main, *sidecars = workload.containers
    return replace(
        workload,
        containers=(
            _container(main, at, text),
            *(_container(c, (*at, "sidecars", i), text) for i, c in enumerate(sidecars)),
        ),
        init=tuple(_container(c, (*at, "init", i), text) for i, c in enumerate(workload.init)),
    )


def _container(container: Container, at: Path, text: Text) -> Container:
    variables = {
        name: text((*at, "env", name), value) for name, value in container.variables.items()
    }
    return replace(container, variables=variables)


def _values(value: object, at: Path, text: Text) -> object:
    match value:
        case str():
            return text(at, value)
        case dict():
            return {key: _values(each, (*at, key), text) for key, each in value.items()}
        case list():
            return [_values(each, (*at, index), text) for index, each in enumerate(value)]
        case _:
            return value
