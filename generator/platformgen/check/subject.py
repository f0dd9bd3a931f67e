"""What every check looks at: the model, the spec it came from, and names to look up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from platformgen.diagnostic import Diagnostic, Severity, did_you_mean
from platformgen.kubernetes import Target, target
from platformgen.model import Component, Container, Namespace, Platform, Route, Secret, Workload
from platformgen.source import Document, document
from platformgen.source.document import Value

Path: TypeAlias = document.Path

_NAMES_MAX = 12


class Subject(Struct, frozen=True):
    """The platform under check."""

    platform: Platform
    spec: Document
    components: Mapping[str, Component]
    namespaces: Mapping[str, Namespace]
    secrets: Mapping[tuple[str, str], Secret]
    """By namespace and name."""
    secret_names: frozenset[str]
    brought: Mapping[tuple[int, Target], Mapping[str, object]]
    """The user's own objects, by the index of their file and by what names each."""

    @classmethod
    def of(cls, platform: Platform, spec: Document) -> Subject:
        """Return the subject that checks look at."""
        return cls(
            platform=platform,
            spec=spec,
            components={each.name: each for each in platform.components},
            namespaces={each.name: each for each in platform.namespaces},
            secrets={(each.namespace, each.name): each for each in platform.secrets},
            secret_names=frozenset(each.name for each in platform.secrets),
            brought={
                (index, target(dict(each))): each
                for index, file in enumerate(platform.objects)
                for each in reversed(file.documents)
            },
        )

    def entry(self, section: str, name: str) -> dict[str, Value]:
        """Return what the spec says of a named thing; nothing of one that it does not name."""
        entries = self.spec.value.get(section, {})
        found = entries.get(name, {}) if isinstance(entries, dict) else {}
        return found if isinstance(found, dict) else {}

    def says(self, component: str, key: str) -> bool:
        """Tell whether the spec itself says this of a component, and not a default."""
        return key in self.entry("components", component)

    def error(self, code: str, at: Path, what: str, why: str = "", fix: str = "") -> Diagnostic:
        """Return an error at the value of a path of the spec."""
        return Diagnostic(code=code, what=what, span=self.spec.span(at), why=why, fix=fix)

    def error_at_key(
        self, code: str, at: Path, what: str, why: str = "", fix: str = ""
    ) -> Diagnostic:
        """Return an error at the key that ends a path of the spec."""
        return Diagnostic(code=code, what=what, span=self.spec.key_span(at), why=why, fix=fix)

    def warning(self, code: str, at: Path, what: str, why: str = "", fix: str = "") -> Diagnostic:
        """Return a warning at the value of a path of the spec."""
        return Diagnostic(
            code=code,
            what=what,
            span=self.spec.span(at),
            why=why,
            fix=fix,
            severity=Severity.WARNING,
        )


def nearest(wrong: str, names: Iterable[str]) -> str:
    """Return what to write in place of a name that means nothing."""
    known = sorted(names)
    if not known:
        return "there are none yet: add it first"
    rest = ", …" if len(known) > _NAMES_MAX else ""
    return did_you_mean(wrong, known) or f"use one of: {', '.join(known[:_NAMES_MAX])}{rest}"


def containers(workload: dict[str, Any], at: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield what a workload of the spec says of each of its containers, and where."""
    yield at, workload
    for key in ("init", "sidecars"):
        for index, holder in enumerate(workload.get(key, ())):
            yield (*at, key, index), holder


def routes(subject: Subject, component: Component) -> Iterator[tuple[Path, Route]]:
    """Yield a component's routes, and where the spec says each: that of `host` is the first."""
    at: Path = ("components", component.name)
    short = 1 if subject.says(component.name, "host") else 0
    for index, route in enumerate(component.routes):
        yield (*at, "host") if index < short else (*at, "routes", index - short), route


def pod(component: Component) -> Iterator[tuple[Path, Container]]:
    """Yield the containers of a component that we run, and where the spec says each."""
    workload = component.workload
    if workload is not None:
        at: Path = ("components", component.name, "workload")
        yield at, workload.containers[0]
        yield from _beside(workload, at)


def _beside(workload: Workload, at: Path) -> Iterator[tuple[Path, Container]]:
    for key, others in (("sidecars", workload.containers[1:]), ("init", workload.init)):
        for index, container in enumerate(others):
            yield (*at, key, index), container
