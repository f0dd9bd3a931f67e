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
    """Warn of steps between two components that no traffic edge allows."""
    for flow in subject.platform.flows:
        for index, step in enumerate(flow.steps):
            ends = (step.source, step.target)
            if not all(name in subject.components for name in ends) or step.source == step.target:
                continue
            if not _talks(subject, *ends) and not _talks(subject, *reversed(ends)):
                at: Path = ("flows", flow.name, "steps", index)
                what = f"no edge says that {step.source} and {step.target} talk to each other"
                why = "the drawing would show traffic that the network policies refuse"
                fix = f"add {step.target!r} to what {step.source} connects, or the other way round"
                yield subject.warning("PG027", at, what, why, fix)


def _talks(subject: Subject, source: str, target: str) -> bool:
    component = subject.components[source]
    origin = component.origin
    same = isinstance(origin, Companion) and origin.installed_by == target
    return same or target in {*component.depends_on, *component.connects}


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
