"""What we run ourselves: containers, their disks, their sizes and their rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """Kubernetes quantities by resource name (`cpu`, `memory`)."""

    requests: Mapping[str, str]
    limits: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A port that a container listens on."""

    name: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretVariable:
    """An environment variable whose value is one key of a Secret."""

    variable: str
    secret: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpProbe:
    """A probe by HTTP GET; `seconds` is how long it may fail before it counts, if said."""

    path: str
    port: str | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandProbe:
    """A probe by a command inside the container; `seconds` as for HTTP."""

    command: tuple[str, ...]
    seconds: int | None = None


Probe: TypeAlias = HttpProbe | CommandProbe


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """The probes that the spec asks for; what is None is derived from the ports."""

    startup: Probe | None = None
    readiness: Probe | None = None
    liveness: Probe | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A disk that outlives its pod; a quantity, and a storage class if not the default."""

    path: str
    size: str
    storage_class: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scratch:
    """An empty folder that dies with its pod; `size` is its limit."""

    path: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A HorizontalPodAutoscaler's bounds; cpu and memory are target percentages of the requests."""

    minimum: int
    maximum: int
    cpu: int | None = None
    memory: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """A PodDisruptionBudget: exactly one of the two, a count or a percentage."""

    min_available: int | str | None = None
    max_unavailable: int | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An RBAC rule; resources are `name` or `name.group`, as kubectl writes them."""

    resources: tuple[str, ...]
    verbs: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFileMount:
    """A file of the project (`source`, from its root) that the containers see at `path`."""

    path: str
    source: str
    content: str
