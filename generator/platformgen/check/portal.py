"""A portal that an install brings: whether what it reads can be put into its pods."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.check.installs import brought
from platformgen.check.subject import Path, Subject
from platformgen.diagnostic import Diagnostic
from platformgen.kubernetes import MOUNTABLE, handed_over, main_container
from platformgen.kubernetes.portal import CONFIG_NAME
from platformgen.model import Component, HelmInstall, Portal


def without_pods(subject: Subject) -> Iterator[Diagnostic]:
    """Report portals of which nobody knows the pods."""
    for component, portal, at in _portals(subject):
        runs = component.runs
        if component.origin is None:
            what = "a portal is a workload of ours or of an install: what it reads is mounted there"
            yield subject.error_at_key("PG040", at, what, fix="add `workload` or `install`")
        elif not (portal.catalog or portal.config):
            continue
        elif runs is None:
            what = f"{component.name} is to read files, and nothing says what runs it"
            fix = "add `runs` with the kind and name of what the install makes"
            yield subject.error_at_key("PG040", at, what, fix=fix)
        elif runs.kind not in MOUNTABLE:
            what = f"nothing can be mounted into the pods of a {runs.kind}"
            place = ("components", component.name, "runs", "kind")
            fix = f"name what makes its pods: one of {', '.join(MOUNTABLE)}"
            yield subject.error("PG040", place, what, fix=fix)


def without_container(subject: Subject) -> Iterator[Diagnostic]:
    """Report portals whose container the lock does not have, though it has what they run as."""
    lock = subject.platform.lock
    installs = brought(subject, lock) if lock is not None else {}
    for component, portal, at in _portals(subject):
        runs, found = component.runs, installs.get(component.name)
        if not (portal.catalog or portal.config) or runs is None or found is None:
            continue
        names = found.names(component.namespace or "")
        is_made = any(runs.name in each.of(runs.kind) for each in names)
        if is_made and main_container(subject.platform, component) is None:
            what = f"platform.lock names no container of the {runs.kind} {runs.name}"
            why = "what the portal reads is mounted into the first one"
            fix = "run `platformgen lock`; of what an operator makes, it knows none"
            yield subject.error_at_key("PG071", at, what, why, fix)


def unread_configuration(subject: Subject) -> Iterator[Diagnostic]:
    """Warn of a configuration that is mounted into a chart's pods and that no value names."""
    for component, portal, at in _portals(subject):
        if portal.config is None or not isinstance(component.origin, HelmInstall):
            continue
        path = f"{portal.config.rstrip('/')}/{CONFIG_NAME}"
        if not _names(component.origin.values, path):
            what = f"no value of the chart {component.origin.chart} names {path}"
            why = "the arguments of its containers are the chart's, and nothing else reads the file"
            fix = f"have the chart start it with `--config {path}`, by its values"
            yield subject.warning("PG040", (*at, "config"), what, why, fix)


def handed_over_mount(subject: Subject) -> Iterator[Diagnostic]:
    """Warn of a portal that Argo CD has: what it reads cannot be mounted into its pods."""
    handed = handed_over(subject.platform)
    for component, portal, at in _portals(subject):
        if component.name in handed and (portal.catalog or portal.config):
            what = f"Argo CD has {component.name}, and nobody mounts what it reads"
            why = "`apply` leaves all of it to Argo CD, which knows the chart's own fields only"
            fix = "mount it by the chart's values, or leave the component to `apply`"
            yield subject.warning("PG040", at, what, why, fix)


def _portals(subject: Subject) -> Iterator[tuple[Component, Portal, Path]]:
    """Yield the portals that are no workload of ours, and where they are said."""
    for each in subject.platform.components:
        if each.portal is not None and each.workload is None:
            yield each, each.portal, ("components", each.name, "portal")


def _names(value: object, path: str) -> bool:
    match value:
        case dict():
            return any(_names(each, path) for each in value.values())
        case list() | tuple():
            return any(_names(each, path) for each in value)
        case _:
            return path in str(value)
