"""Flows: drawings for people, held to what the traffic edges allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen.check.subject import Path, Subject, nearest
from platformgen.diagnostic import Diagnostic
from platformgen.model import Companion


def unknown_ends(subject: Subject) -> Iterator[Diagnostic]:
    """Report ends of flows that are no component, actor or external."""
    platform = subject.platform
    known = [
        *subject.components,
        *(each.name for each in platform.actors),
        *(each.name for each in platform.externals),
    ]
    for flow in platform.flows:
        for index, step in enumerate(flow.steps):
            for key, name in (("from", step.source), ("to", step.target)):
                if name not in known:
                    at: Path = ("flows", flow.name, "steps", index, key)
                    what = f"{name!r} is not a component, an actor or an external"
                    yield subject.error("PG026", at, what, fix=nearest(name, known))


def without_traffic(subject: Subject) -> Iterator[Diagnostic]:
    """Warn of steps, and of APIs consumed, that no traffic edge allows."""
    yield from _consumed(subject)
    ends_of_traffic = {*subject.components, *(each.name for each in subject.platform.externals)}
    for flow in subject.platform.flows:
        for index, step in enumerate(flow.steps):
            ends = (step.source, step.target)
            if not ends_of_traffic.issuperset(ends) or step.source == step.target:
                continue
            if subject.components.keys().isdisjoint(ends):
                continue
            if not _talks(subject, *ends) and not _talks(subject, *reversed(ends)):
                at: Path = ("flows", flow.name, "steps", index)
                what = f"no edge says that {step.source} and {step.target} talk to each other"
                why = "the drawing would show traffic that the network policies refuse"
                fix = _mend(subject, *ends)
                yield subject.warning("PG027", at, what, why, fix)


def _talks(subject: Subject, source: str, target: str) -> bool:
    component = subject.components.get(source)
    if component is None:
        # Something outside: it comes in where browsers do.
        return bool(subject.components[target].routes)
    origin = component.origin
    same = isinstance(origin, Companion) and origin.installed_by == target
    shown = component.portal.pages if component.portal else {}
    return same or target in {*component.depends_on, *component.connects, *shown}


def _mend(subject: Subject, source: str, target: str) -> str:
    if target not in subject.components:
        return f"add {target!r} to what {source} connects"
    if source not in subject.components:
        return f"add {source!r} to what {target} connects, or give {target} a `host`"
    return f"add {target!r} to what {source} connects, or the other way round"


def _consumed(subject: Subject) -> Iterator[Diagnostic]:
    """Warn of components that consume an API and may not talk to the one that provides it."""
    providers = {
        api.name: component.name
        for component in subject.platform.components
        for api in component.provides
    }
    for component in subject.platform.components:
        for index, api in enumerate(component.consumes):
            provider = providers.get(api, component.name)
            if provider != component.name and not _talks(subject, component.name, provider):
                at: Path = ("components", component.name, "consumes", index)
                what = (
                    f"{component.name} consumes {api}, and no edge says that it talks to {provider}"
                )
                why = "the network policies would refuse what the catalog shows"
                fix = f"add {provider!r} to what {component.name} connects"
                yield subject.warning("PG027", at, what, why, fix)


def doubled_ends(subject: Subject) -> Iterator[Diagnostic]:
    """Report actors and externals that have the name of a component."""
    seen: Mapping[str, Path] = {name: ("components", name) for name in subject.components}
    taken = dict(seen)
    for section, names in (
        ("external", [each.name for each in subject.platform.externals]),
        ("actors", [each.name for each in subject.platform.actors]),
    ):
        for name in names:
            at: Path = (section, name)
            if name in taken:
                what = f"the name {name!r} means two things"
                why = "edges and flows find their ends by name"
                fix = f"rename one; the other is at {subject.spec.key_span(taken[name])}"
                yield subject.error_at_key("PG023", at, what, why, fix)
            taken[name] = at
