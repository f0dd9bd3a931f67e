"""Nothing that the schema accepts is ignored: each field has an effect on what a build writes."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from memory_project import MemoryProject
from platformgen.artifact import ArtifactSet
from platformgen.pages.known import KnownSvg
from platformgen.pipeline import build
from platformgen.source import merged, parse
from platformgen.source.document import Places
from platformgen.yamltext import stream
from spec_fields import Field, Place, changed, fields, others, places

SHOP = MemoryProject.of(Path(__file__).parent / "platforms" / "shop")
ENVIRONMENT = "specs/environments/prod.yaml"
FIELDS = fields()
LANGUAGE: Field = ("platformgen",)
"""The version of the spec's language has one value, and says nothing of a platform."""
MEANT: dict[str, tuple[object, ...]] = {
    "platform.owner": ("checkout",),
    "secrets.*.namespace": ("portal",),
    "secrets.*.madeBy": ("router",),
    "flows.*.steps.[].from": ("clerk",),
    "flows.*.steps.[].to": ("mail",),
    "components.*.links.[].component": ("shop",),
    "components.*.namespace": ("portal",),
    "components.*.workload.disruption.minAvailable": ("40%",),
    "components.*.workload.rbac.namespace.[].resources.[]": ("pods",),
    "components.*.workload.sidecars.[].probes.startup.port": ("debug",),
    "components.*.workload.sidecars.[].probes.readiness.port": ("debug",),
    "components.*.workload.sidecars.[].probes.liveness.port": ("debug",),
    "components.*.workload.probes.startup.port": ("metrics",),
    "components.*.workload.probes.readiness.port": ("metrics",),
    "components.*.workload.probes.liveness.port": ("metrics",),
    "components.*.installedBy": ("argocd",),
    "components.*.service.to": ("metrics",),
    "components.*.provides.*.definition": ("apis/prometheus.yaml",),
    "components.*.credentials.[].secret": ("spare-admin",),
    "components.*.scrape.port": ("http",),
    "patches.[].target": ("Deployment/shop/counter",),
    "patches.[].patch": ({"metadata": {"annotations": {"market.example/changed": "yes"}}},),
}
"""What a field may hold is often a name: these are others that mean something in the shop."""


def fingerprint(project: MemoryProject, environment: str | None) -> ArtifactSet | None:
    """Return all that a build would write; None where there is an error."""
    return build(project, environment, _drawn(environment)).artifacts


def _drawn(environment: str | None) -> KnownSvg:
    """Give the drawings of the shop, so that only those are drawn that a change changes."""
    folder = f"build/env/{environment}/techdocs" if environment else "build/techdocs"
    drawings = _unchanged(environment)
    return lambda path: _text(drawings.get(PurePosixPath(f"{folder}/{path}")))


def _text(content: bytes | None) -> str | None:
    return None if content is None else content.decode()


@cache
def _spec() -> dict[str, Any]:
    documents = [_parsed(file) for file in SHOP.specs()]
    whole: dict[str, Any] = merged(documents)[0].value
    return whole


@cache
def _overlay() -> dict[str, Any]:
    overlay: dict[str, Any] = _parsed(ENVIRONMENT).value
    return overlay


_PLACES = Places()


def _parsed(file: str) -> Any:  # noqa: ANN401  # any YAML
    document, found = parse(SHOP.files[file], _PLACES, file)
    assert not found
    return document


def _project(spec: dict[str, Any], overlay: dict[str, Any]) -> MemoryProject:
    others_of_shop = {
        path: content
        for path, content in SHOP.files.items()
        # A lock holds a spec to what it is, and here it is changed.
        if not path.startswith("specs/") and path != "platform.lock"
    }
    written = {"specs/all.yaml": spec, ENVIRONMENT: overlay}
    texts = {path: stream([document]).encode() for path, document in written.items()}
    return MemoryProject({**others_of_shop, **texts})


@cache
def _unchanged(environment: str | None) -> ArtifactSet:
    artifacts = build(_project(_spec(), _overlay()), environment).artifacts
    assert artifacts is not None
    return artifacts


def _effect(field: Field) -> Place | None:
    """Return a place where another value of a field makes other outputs."""
    for place in places(_spec(), field):
        for value in _values(_spec(), place, field):
            project = _project(changed(_spec(), place, value), _overlay())
            if fingerprint(project, None) not in (None, _unchanged(None)):
                return place
    for place in places(_overlay(), field):
        for value in _values(_overlay(), place, field):
            project = _project(_spec(), changed(_overlay(), place, value))
            if fingerprint(project, "prod") not in (None, _unchanged("prod")):
                return place
    return None


def _values(spec: Any, place: Place, field: Field) -> list[object]:  # noqa: ANN401  # any YAML
    value = spec
    for step in place:
        value = value[step]
    return [*MEANT.get(".".join(field), ()), *others(value, FIELDS[field])]


def test_the_shop_is_compiled_without_a_finding() -> None:
    found = [build(SHOP, environment).diagnostics for environment in (None, "prod")]

    assert found == [(), ()]


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
def test_the_shop_says_every_field(field: Field) -> None:
    assert [*places(_spec(), field), *places(_overlay(), field)]


@pytest.mark.parametrize("field", [each for each in FIELDS if each != LANGUAGE], ids=".".join)
def test_a_field_has_an_effect(field: Field) -> None:
    assert _effect(field) is not None
