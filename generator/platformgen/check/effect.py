"""What is said and would have no effect: an error, or people would rely on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from platformgen import roles
from platformgen.check.subject import Path, Subject, containers
from platformgen.diagnostic import Diagnostic
from platformgen.model import Companion, Component, HelmInstall, ManifestInstall

_MONITORED = ("scrape", "alerts", "dashboards")
_ENDS = ("Job", "CronJob")


def components(subject: Subject) -> Iterator[Diagnostic]:
    """Report fields of components that nothing would come of."""
    prometheus = roles.prometheus(subject.platform)
    is_watched = prometheus is not None and prometheus.namespace is not None
    for component in subject.platform.components:
        entry = subject.entry("components", component.name)
        at: Path = ("components", component.name)
        yield from _of_workload(subject, component, entry, at)
        yield from _of_others(subject, component, entry, at)
        yield from _links(subject, entry, at)
        if component.namespace is None and not is_watched:
            for key in _MONITORED:
                if key in entry:
                    what = f"{component.name} has `{key}`, and no namespace to put it in"
                    fix = "add 'namespace' to it"
                    yield subject.error_at_key("PG012", (*at, key), what, fix=fix)
        if component.manages and subject.platform.gitops is None:
            what = f"{component.name} manages components, and nothing says what it reads"
            fix = "add `gitops` with `repository` and `path` to the spec"
            yield subject.error_at_key("PG040", (*at, "manages"), what, fix=fix)


def _of_workload(
    subject: Subject, component: Component, entry: Mapping[str, Any], at: Path
) -> Iterator[Diagnostic]:
    if component.workload is None:
        return
    for key in ("ports", "runs"):
        if key in entry:
            what = f"`{key}` says what an install brings, and {component.name} is a workload"
            fix = "move it into `workload`" if key == "ports" else f"remove `{key}`"
            yield subject.error_at_key("PG040", (*at, key), what, fix=fix)
    for place, holder in containers(entry["workload"], (*at, "workload")):
        if "probes" in holder and component.workload.kind in _ENDS:
            what = f"{holder.get('name', component.name)} runs to its end, so nothing asks probes"
            yield subject.error_at_key("PG040", (*place, "probes"), what, fix="remove `probes`")


def _of_others(
    subject: Subject, component: Component, entry: Mapping[str, Any], at: Path
) -> Iterator[Diagnostic]:
    if component.workload is not None:
        return
    to = entry.get("service", {}).get("to")
    if to is not None and to not in component.ports:
        what = f"`to` is a port of a workload, and {component.name} has none"
        yield subject.error_at_key("PG040", (*at, "service", "to"), what, fix="remove `to`")
    if isinstance(component.origin, Companion):
        owner = subject.components.get(component.origin.installed_by)
        if owner and not isinstance(owner.origin, HelmInstall | ManifestInstall):
            what = f"{component.name} comes with {owner.name}, which has no `install`"
            fix = "name the component whose install brings it"
            yield subject.error("PG040", (*at, "installedBy"), what, fix=fix)


def _links(subject: Subject, entry: Mapping[str, Any], at: Path) -> Iterator[Diagnostic]:
    for index, link in enumerate(entry.get("links", ())):
        if "url" in link and "path" in link:
            place = (*at, "links", index, "path")
            what = "`path` goes with `component`; a `url` has its own"
            yield subject.error_at_key("PG040", place, what, fix="move it into `url`")
