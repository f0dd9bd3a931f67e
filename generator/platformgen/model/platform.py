"""The platform as a whole: what components stand in, belong to and rely on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from platformgen.model.component import Component, TextFile
from platformgen.model.lock import Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class IngressRouting:
    """Hosts are Ingress objects of this class."""

    class_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayRouting:
    """Hosts are HTTPRoute objects that hang on this Gateway."""

    namespace: str
    name: str


Routing: TypeAlias = IngressRouting | GatewayRouting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where the platform runs; `addresses` are IP addresses in the order they were written."""

    provider: str | None
    context: str
    kubernetes: str
    domain: str
    addresses: tuple[str, ...]
    routing: Routing

    @property
    def name(self) -> str:
        """The cluster's name: the context's without kind's prefix."""
        return self.context.removeprefix("kind-")


@dataclass(frozen=True, slots=True, kw_only=True)
class GitOps:
    """The repository that Argo CD reads; `mode` is `files` or `handover`."""

    repository: str
    revision: str
    path: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A Backstage Group; members are names of users."""

    name: str
    title: str
    description: str
    parent: str | None
    email: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A Backstage User; `title` is the name people read."""

    name: str
    title: str
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A Backstage System of the platform's Domain."""

    name: str
    title: str
    description: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A ResourceQuota: Kubernetes quantities; None where the spec sets no bound."""

    requests: Mapping[str, str]
    limits: Mapping[str, str]
    pods: int | None
    storage: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRange:
    """A LimitRange for containers: quantities by resource name."""

    default: Mapping[str, str]
    default_request: Mapping[str, str]
    minimum: Mapping[str, str]
    maximum: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """A namespace we make; `isolated` means network policies deny what no edge allows."""

    name: str
    owner: str
    pod_security: str
    isolated: bool
    quota: Quota | None
    limit_range: LimitRange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedKey:
    """A value of this many random letters and digits, made in the cluster where it is missing."""

    key: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKey:
    """A value that is no secret, such as a user name."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalKeys:
    """The Secret is synchronised from a secret store by External Secrets."""

    store: str
    path: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """The Secret is there once this component runs."""

    component: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Where a Secret comes from; its values are never known to us."""

    name: str
    namespace: str
    origin: tuple[GeneratedKey | TextKey, ...] | ExternalKeys | MadeBy


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalService:
    """Something outside the cluster: an address block (CIDR) and a TCP port, where known."""

    name: str
    title: str
    description: str
    address: str | None
    port: int | None
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An end of flows that is no component: people, or things as people see them."""

    name: str
    title: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One arrow of a flow, between names of components, actors or externals."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How something travels through the platform, as people should see it; steps in order."""

    name: str
    title: str
    description: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A JSON merge patch (RFC 7386) on one object that we generate."""

    kind: str
    namespace: str | None
    name: str
    patch: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectFile:
    """A file of the user's own Kubernetes objects, parsed."""

    path: str
    documents: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Everything there is to emit."""

    name: str
    title: str
    description: str
    version: str
    updated: str
    language: str
    owner: str
    contact: str | None
    repository: str | None
    issues: str | None
    cluster: Cluster
    gitops: GitOps | None
    environment: str | None
    """The name of the overlay that was laid over the spec, if any."""
    teams: tuple[Team, ...]
    users: tuple[User, ...]
    systems: tuple[System, ...]
    namespaces: tuple[Namespace, ...]
    secrets: tuple[Secret, ...]
    externals: tuple[ExternalService, ...]
    actors: tuple[Actor, ...]
    flows: tuple[Flow, ...]
    components: tuple[Component, ...]
    objects: tuple[ObjectFile, ...]
    """The user's own Kubernetes objects, in the order of the spec."""
    patches: tuple[Patch, ...]
    pages: tuple[TextFile, ...]
    """The hand-written pages under docs/, by path from there, references resolved."""
    lock: Lock | None = None
    """What `platform.lock` says; None where there is no such file."""

    @property
    def digests(self) -> Mapping[str, str]:
        """`sha256:…` by image as written, as far as the lock has them."""
        return self.lock.images if self.lock else {}
