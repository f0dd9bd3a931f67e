"""What can be said of a thing by reference: its facts, by dotted words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from shlex import quote

from platformgen.model import (
    Component,
    Credential,
    HelmInstall,
    ManifestInstall,
    Namespace,
    Platform,
    Quota,
    Workload,
)

RESERVED = ("platform", "cluster", "gitops")
"""Names that mean the platform's own facts; no component may take them."""


class Facts:
    """The facts of one platform, looked up by name and fact."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._components = {component.name: component for component in platform.components}
        self._namespaces = {namespace.name: namespace for namespace in platform.namespaces}
        self._systems = {system.name: system.title for system in platform.systems}
        self._known: dict[str, Mapping[str, str]] = {}

    def names(self) -> list[str]:
        """Return every name that has facts."""
        return sorted([*RESERVED, *self._components])

    def of(self, name: str) -> Mapping[str, str]:
        """Return the facts of a name, in their order; none of a name that means nothing."""
        if name not in self._known:
            self._known[name] = {fact: value for fact, value in self._facts(name) if value}
        return self._known[name]

    def lookup(self, name: str, fact: str) -> str | None:
        """Return one fact, or None where there is no such thing."""
        return self.of(name).get(fact)

    def _facts(self, name: str) -> Iterator[tuple[str, str | None]]:
        sections = {"platform": _platform, "cluster": _cluster, "gitops": _gitops}
        if name in sections:
            yield from sections[name](self._platform)
        elif name in self._components:
            component = self._components[name]
            yield from _identity(component)
            yield "system.title", self._systems.get(component.system or "")
            yield from _runtime(component)
            yield from _access(component)
            yield from _quota(self._namespaces.get(component.namespace or ""))


def credential_command(namespace: str, credential: Credential) -> tuple[str, str]:
    """Return the two parts of the command that prints a password: which Secret, what of it."""
    key = credential.key.replace(".", "\\.")
    return (
        f"kubectl -n {quote(namespace)} get secret {quote(credential.secret)}",
        f"-o {quote(f'jsonpath={{.data.{key}}}')} | base64 -d; echo",
    )


def _platform(platform: Platform) -> Iterator[tuple[str, str | None]]:
    yield "name", platform.name
    yield "title", platform.title
    yield "description", platform.description
    yield "version", platform.version
    yield "updated", platform.updated
    yield "language", platform.language
    yield "owner", platform.owner
    yield "contact", platform.contact
    yield "repository", platform.repository
    yield "issues", platform.issues


def _cluster(platform: Platform) -> Iterator[tuple[str, str | None]]:
    cluster = platform.cluster
    yield "name", cluster.name
    yield "provider", cluster.provider
    yield "context", cluster.context
    yield "kubernetes", cluster.kubernetes
    yield "domain", cluster.domain
    yield "address", cluster.addresses[0] if cluster.addresses else None


def _gitops(platform: Platform) -> Iterator[tuple[str, str | None]]:
    gitops = platform.gitops
    if gitops:
        yield "repository", gitops.repository
        yield "revision", gitops.revision
        yield "path", gitops.path
        yield "mode", gitops.mode


def _identity(component: Component) -> Iterator[tuple[str, str | None]]:
    yield "name", component.name
    yield "title", component.title
    yield "icon", component.icon
    yield "description", component.description
    yield "type", component.type
    yield "owner", component.owner
    yield "lifecycle", component.lifecycle
    yield "system", component.system
    yield "namespace", component.namespace


def _runtime(component: Component) -> Iterator[tuple[str, str | None]]:
    match component.origin:
        case Workload() as workload:
            image = workload.containers[0].image
            yield "image", image
            yield "version", image.partition("@")[0].rpartition(":")[2]
            yield "replicas", str(workload.pods_min)
        case HelmInstall() as helm:
            yield "release", helm.release
            yield "repo", helm.repo
            yield "chart", helm.chart
            yield "version", helm.version
        case ManifestInstall() as manifests:
            yield "manifest", manifests.urls[0]
        case _:
            pass
    if component.runs:
        yield "kind", component.runs.kind
        yield "workload", component.runs.name
    yield "ready", f"{component.ready_seconds}s"


def _access(component: Component) -> Iterator[tuple[str, str | None]]:
    if component.routes:
        yield "url", component.url
        yield "host", component.routes[0].host
    if component.service:
        service = component.service
        yield "service", service.name
        yield "port", str(service.port)
        yield (
            "address",
            f"{service.name}.{component.namespace}.svc.cluster.local:{service.port}",
        )
    if component.credentials:
        first = component.credentials[0]
        yield "credential.title", first.title
        yield "credential.username", first.username
        yield "credential.secret", first.secret
        yield "credential.key", first.key
        if component.namespace:
            yield "credential.command", " ".join(credential_command(component.namespace, first))
    if component.portal:
        for name, path in component.portal.pages.items():
            yield f"pages.{_word(name)}", path


def _quota(namespace: Namespace | None) -> Iterator[tuple[str, str | None]]:
    quota: Quota | None = namespace.quota if namespace else None
    if quota:
        for resource, value in quota.requests.items():
            yield f"quota.requests.{_word(resource)}", value
        for resource, value in quota.limits.items():
            yield f"quota.limits.{_word(resource)}", value
        yield "quota.pods", str(quota.pods) if quota.pods else None
        yield "quota.storage", quota.storage


def _word(name: str) -> str:
    """Return a name as references have it: `ephemeral-storage` is `ephemeralStorage` there."""
    first, *others = name.split("-")
    return "".join([first, *(each.capitalize() for each in others)])
