"""The platform as a whole: what components stand in, belong to and rely on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from platformgen.model.component import Component, TextFile
from platformgen.model.lock import Lock


class IngressRouting(Struct, frozen=True, kw_only=True):
    """Hosts are Ingress objects of this class."""

    class_name: str
    namespace: str | None = None
    """Where its controller runs; None where only a component that plays it may say so."""


class GatewayRouting(Struct, frozen=True, kw_only=True):
    """Hosts are HTTPRoute objects that hang on this Gateway."""

    namespace: str
    name: str


Routing: TypeAlias = IngressRouting | GatewayRouting | None


class Cluster(Struct, frozen=True, kw_only=True):
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


class GitOps(Struct, frozen=True, kw_only=True):
    """The repository that Argo CD reads; `mode` is `files` or `handover`."""

    repository: str
    revision: str
    path: str
    mode: str


class Team(Struct, frozen=True, kw_only=True):
    """A Backstage Group; members are names of users."""

    name: str
    title: str
    description: str
    parent: str | None
    email: str | None
    members: tuple[str, ...]


class User(Struct, frozen=True, kw_only=True):
    """A Backstage User; `title` is the name people read."""

    name: str
    title: str
    email: str | None


class System(Struct, frozen=True, kw_only=True):
    """A Backstage System of the platform's Domain."""

    name: str
    title: str
    description: str
    owner: str


class Quota(Struct, frozen=True, kw_only=True):
    """A ResourceQuota: Kubernetes quantities; None where the spec sets no bound."""

    requests: Mapping[str, str]
    limits: Mapping[str, str]
    pods: int | None
    storage: str | None


class LimitRange(Struct, frozen=True, kw_only=True):
    """A LimitRange for containers: quantities by resource name."""

    default: Mapping[str, str]
    default_request: Mapping[str, str]
    minimum: Mapping[str, str]
    maximum: Mapping[str, str]


class Namespace(Struct, frozen=True, kw_only=True):
    """A namespace we make; `isolated` means network policies deny what no edge allows."""

    name: str
    owner: str
    pod_security: str
    isolated: bool
    quota: Quota | None
    limit_range: LimitRange | None


class GeneratedKey(Struct, frozen=True, kw_only=True):
    """A value of this many random letters and digits, made in the cluster where it is missing."""

    key: str
    length: int


class TextKey(Struct, frozen=True, kw_only=True):
    """A value that is no secret, such as a user name."""

    key: str
    text: str


class ExternalKeys(Struct, frozen=True, kw_only=True):
    """The Secret is synchronised from a secret store by External Secrets."""

    store: str
    path: str
    keys: tuple[str, ...]


class MadeBy(Struct, frozen=True, kw_only=True):
    """The Secret is there once this component runs."""

    component: str


class Secret(Struct, frozen=True, kw_only=True):
    """Where a Secret comes from; its values are never known to us."""

    name: str
    namespace: str
    origin: tuple[GeneratedKey | TextKey, ...] | ExternalKeys | MadeBy


class ExternalService(Struct, frozen=True, kw_only=True):
    """Something outside the cluster: an address block (CIDR) and a TCP port, where known."""

    name: str
    title: str
    description: str
    address: str | None
    port: int | None
    owner: str


class Actor(Struct, frozen=True, kw_only=True):
    """An end of flows that is no component: people, or things as people see them."""

    name: str
    title: str
    icon: str


class Step(Struct, frozen=True, kw_only=True):
    """One arrow of a flow, between names of components, actors or externals."""

    source: str
    target: str
    label: str


class Flow(Struct, frozen=True, kw_only=True):
    """How something travels through the platform, as people should see it; steps in order."""

    name: str
    title: str
    description: str
    steps: tuple[Step, ...]


class Patch(Struct, frozen=True, kw_only=True):
    """A JSON merge patch (RFC 7386) on one object that we generate."""

    kind: str
    namespace: str | None
    name: str
    patch: Mapping[str, object]


class ObjectFile(Struct, frozen=True, kw_only=True):
    """A file of the user's own Kubernetes objects, parsed."""

    path: str
    documents: tuple[Mapping[str, object], ...]


class Platform(Struct, frozen=True, kw_only=True):
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
