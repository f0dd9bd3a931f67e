"""What we run ourselves: containers, their disks, their sizes and their rights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct


class Resources(Struct, frozen=True, kw_only=True):
    """Kubernetes quantities by resource name (`cpu`, `memory`)."""

    requests: Mapping[str, str]
    limits: Mapping[str, str]


class Port(Struct, frozen=True, kw_only=True):
    """A port that a container listens on."""

    name: str
    number: int


class SecretVariable(Struct, frozen=True, kw_only=True):
    """An environment variable whose value is one key of a Secret."""

    variable: str
    secret: str
    key: str


class HttpProbe(Struct, frozen=True, kw_only=True):
    """A probe by HTTP GET; `seconds` is how long it may fail before it counts, if said."""

    path: str
    port: str | None = None
    seconds: int | None = None


class CommandProbe(Struct, frozen=True, kw_only=True):
    """A probe by a command inside the container; `seconds` as for HTTP."""

    command: tuple[str, ...]
    seconds: int | None = None


Probe: TypeAlias = HttpProbe | CommandProbe


class Probes(Struct, frozen=True, kw_only=True):
    """The probes that the spec asks for; what is None is derived from the ports."""

    startup: Probe | None = None
    readiness: Probe | None = None
    liveness: Probe | None = None


class Container(Struct, frozen=True, kw_only=True):
    """One container; `image` as written, `variables` after references are resolved."""

    name: str
    image: str
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    ports: tuple[Port, ...] = ()
    variables: Mapping[str, str]
    secrets: tuple[SecretVariable, ...] = ()
    resources: Resources
    probes: Probes


class Claim(Struct, frozen=True, kw_only=True):
    """A disk that outlives its pod; a quantity, and a storage class if not the default."""

    path: str
    size: str
    storage_class: str | None = None


class Scratch(Struct, frozen=True, kw_only=True):
    """An empty folder that dies with its pod; `size` is its limit."""

    path: str
    size: str


class Scale(Struct, frozen=True, kw_only=True):
    """A HorizontalPodAutoscaler's bounds; cpu and memory are target percentages of the requests."""

    minimum: int
    maximum: int
    cpu: int | None = None
    memory: int | None = None


class Disruption(Struct, frozen=True, kw_only=True):
    """A PodDisruptionBudget: exactly one of the two, a count or a percentage."""

    min_available: int | str | None = None
    max_unavailable: int | str | None = None


class Rule(Struct, frozen=True, kw_only=True):
    """An RBAC rule; resources are `name` or `name.group`, as kubectl writes them."""

    resources: tuple[str, ...]
    verbs: tuple[str, ...]
    names: tuple[str, ...] = ()


class Workload(Struct, frozen=True, kw_only=True):
    """Pods of one kind. `containers[0]` is the component's own; the rest are its sidecars."""

    kind: str
    name: str
    containers: tuple[Container, ...]
    init: tuple[Container, ...] = ()
    replicas: int = 1
    scale: Scale | None = None
    schedule: str | None = None
    disruption: Disruption | None = None
    user: int
    secret_files: Mapping[str, str]
    """Mount path to the name of the Secret whose keys become its files."""
    files: tuple[TextFileMount, ...] = ()
    volumes: tuple[Claim | Scratch, ...] = ()
    namespace_rules: tuple[Rule, ...] = ()
    cluster_rules: tuple[Rule, ...] = ()

    @property
    def pods_min(self) -> int:
        """How many pods run at the smallest scale."""
        return self.scale.minimum if self.scale else self.replicas

    @property
    def pods_max(self) -> int:
        """How many pods run at the largest scale; of a DaemonSet, on a cluster of one node."""
        return self.scale.maximum if self.scale else self.replicas


class TextFileMount(Struct, frozen=True, kw_only=True):
    """A file of the project (`source`, from its root) that the containers see at `path`."""

    path: str
    source: str
    content: str
