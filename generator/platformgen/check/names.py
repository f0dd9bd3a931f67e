"""Names that mean nothing, and names that mean two things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from platformgen.check.subject import Path, Subject, containers, nearest
from platformgen.diagnostic import Diagnostic
from platformgen.facts import RESERVED
from platformgen.model import Companion, Component, HelmInstall, MadeBy

_WHY_COMPONENT = "the catalog, the apply order and the network policies are built from these names"
_WHY_OWNER = "Backstage shows an owner that no team has without a word"


def unknown_components(subject: Subject) -> Iterator[Diagnostic]:
    """Report every name of a component, external or API that there is none of."""
    components = subject.components.keys()
    reachable = {*components, *(each.name for each in subject.platform.externals)}
    apis = {api.name for each in subject.platform.components for api in each.provides}
    for component in subject.platform.components:
        at: Path = ("components", component.name)
        yield from _among(subject, component, "dependsOn", component.depends_on, components)
        yield from _among(subject, component, "connects", component.connects, reachable)
        yield from _among(subject, component, "manages", component.manages, components)
        if isinstance(component.origin, Companion):
            name = component.origin.installed_by
            if name not in components:
                what = f"{component.name} comes with {name!r}, which is not a component"
                fix = nearest(name, {*components} - {component.name})
                yield subject.error("PG020", (*at, "installedBy"), what, _WHY_COMPONENT, fix)
        for index, name in enumerate(component.consumes):
            if name not in apis:
                what = f"{component.name} consumes {name!r}, an API that no component provides"
                yield subject.error(
                    "PG020", (*at, "consumes", index), what, fix=nearest(name, apis)
                )


_VERBS = {"dependsOn": "depends on", "connects": "connects to", "manages": "manages"}


def _among(
    subject: Subject,
    component: Component,
    key: str,
    names: Iterable[str],
    known: Collection[str],
) -> Iterator[Diagnostic]:
    for index, name in enumerate(names):
        at = ("components", component.name, key, index)
        if name not in known:
            kinds = "a component or an external" if key == "connects" else "a component"
            what = f"{component.name} {_VERBS[key]} {name!r}, which is not {kinds}"
            fix = nearest(name, {*known} - {component.name})
            yield subject.error("PG020", at, what, _WHY_COMPONENT, fix)
        elif name == component.name:
            what = f"{component.name} {_VERBS[key]} itself"
            yield subject.error("PG021", at, what, fix="remove it")


def unknown_places(subject: Subject) -> Iterator[Diagnostic]:
    """Report systems, namespaces, profiles and links' components that there are none of."""
    systems = {each.name for each in subject.platform.systems}
    for component in subject.platform.components:
        at: Path = ("components", component.name)
        if component.system and component.system not in systems:
            what = f"{component.name} is part of {component.system!r}, which is not a system"
            yield subject.error(
                "PG020", (*at, "system"), what, fix=nearest(component.system, systems)
            )
        if component.namespace and component.namespace not in subject.namespaces:
            what = (
                f"{component.name} runs in {component.namespace!r}, which is not a namespace here"
            )
            why = "its quota, its Pod Security and its network policies are said under `namespaces`"
            fix = nearest(component.namespace, subject.namespaces)
            yield subject.error("PG020", (*at, "namespace"), what, why, fix)
        yield from _in_entry(subject, subject.entry("components", component.name), at)
    for secret in subject.platform.secrets:
        at = ("secrets", secret.name)
        if secret.namespace not in subject.namespaces:
            what = f"the Secret {secret.name} is in {secret.namespace!r}, which is not a namespace"
            fix = nearest(secret.namespace, subject.namespaces)
            yield subject.error("PG020", (*at, "namespace"), what, fix=fix)
        if isinstance(secret.origin, MadeBy) and secret.origin.component not in subject.components:
            what = (
                f"{secret.origin.component!r}, which is to make {secret.name}, is not a component"
            )
            fix = nearest(secret.origin.component, subject.components)
            yield subject.error("PG020", (*at, "madeBy"), what, fix=fix)


def _in_entry(subject: Subject, entry: dict[str, Any], at: Path) -> Iterator[Diagnostic]:
    profiles = subject.spec.value.get("profiles", {})
    assert isinstance(profiles, dict)  # noqa: S101
    for place, holder in containers(entry.get("workload", {}), (*at, "workload")):
        name = holder.get("profile")
        if name is not None and name not in profiles:
            what = f"{name!r} is not a profile"
            yield subject.error(
                "PG020", (*place, "profile"), what, fix=nearest(str(name), profiles)
            )
    for index, link in enumerate(entry.get("links", ())):
        name = link.get("component")
        if name is not None and name not in subject.components:
            what = f"a link leads to {name!r}, which is not a component"
            fix = nearest(name, subject.components)
            yield subject.error("PG020", (*at, "links", index, "component"), what, fix=fix)


def unknown_owners(subject: Subject) -> Iterator[Diagnostic]:
    """Report owners, parents and members that there are none of."""
    platform = subject.platform
    teams = {each.name for each in platform.teams}
    users = {each.name for each in platform.users}
    owned: list[tuple[str, Path]] = [(platform.owner, ("platform", "owner"))]
    owned += [(each.owner, ("components", each.name, "owner")) for each in platform.components]
    owned += [(each.owner, ("systems", each.name, "owner")) for each in platform.systems]
    owned += [(each.owner, ("namespaces", each.name, "owner")) for each in platform.namespaces]
    owned += [(each.owner, ("external", each.name, "owner")) for each in platform.externals]
    for owner, at in owned:
        is_said = at[0] == "platform" or owner != platform.owner
        if owner not in teams and is_said:
            what = f"the owner {owner!r} is not a team"
            yield subject.error("PG025", at, what, _WHY_OWNER, nearest(owner, teams))
    for team in platform.teams:
        if team.parent and team.parent not in teams:
            what = f"the parent {team.parent!r} of {team.name} is not a team"
            fix = nearest(team.parent, teams)
            yield subject.error("PG025", ("teams", team.name, "parent"), what, fix=fix)
        for index, member in enumerate(team.members):
            if member not in users:
                what = f"{member!r}, a member of {team.name}, is not a user"
                at = ("teams", team.name, "members", index)
                yield subject.error("PG025", at, what, fix=nearest(member, users))


def doubled_names(subject: Subject) -> Iterator[Diagnostic]:
    """Report two things that would be one: in the catalog, or as an object of the cluster."""
    seen: dict[tuple[str, ...], Path] = {}
    for claim, at, what in _claims(subject):
        # Catalog refs do not tell upper case from lower case, and some file systems do not either.
        key = tuple(map(str.lower, claim))
        if key in seen:
            why = "the last one would win in silence"
            other = subject.spec.key_span(seen[key])
            fix = f"rename one of the two; the other is at {other}"
            yield subject.error_at_key("PG023", at, f"{what} is there twice", why, fix)
        seen[key] = at


def _claims(subject: Subject) -> Iterator[tuple[tuple[str, ...], Path, str]]:
    platform = subject.platform
    docs = f"{platform.name}-docs"
    yield ("entity", "Component", docs), ("platform", "name"), f"Component {docs}"
    for external in platform.externals:
        at: Path = ("external", external.name)
        yield ("entity", "Resource", external.name), at, f"Resource {external.name}"
    for component in platform.components:
        at = ("components", component.name)
        yield (
            ("entity", component.entity, component.name),
            at,
            f"{component.entity} {component.name}",
        )
        for api in component.provides:
            place = (*at, "provides", api.name)
            yield ("entity", "API", api.name), place, f"API {api.name}"
        workload, namespace = component.workload, component.namespace or ""
        if workload:
            # Its account, its budget and its configuration have the same name, of whatever kind.
            what = f"the workload {workload.name} in {namespace}"
            yield ("workload", namespace, workload.name), (*at, "workload", "name"), what
        if workload and component.service:
            what = f"Service {component.service.name} in {namespace}"
            yield ("Service", namespace, component.service.name), (*at, "service", "name"), what
        if isinstance(component.origin, HelmInstall):
            release = component.origin.release
            helm: Path = (*at, "install", "helm", "release")
            yield ("release", release), helm, f"the Helm release {release}"


def reserved_names(subject: Subject) -> Iterator[Diagnostic]:
    """Report components whose names mean facts of the platform."""
    for name in RESERVED:
        if name in subject.components:
            what = f"a component cannot be called {name!r}"
            why = f"{{{{ {name}.… }}}} means the facts of the {name}"
            yield subject.error_at_key("PG023", ("components", name), what, why, "rename it")
