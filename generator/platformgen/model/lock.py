"""What `platform.lock` holds of the world: digests, and the names that installs make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field


class Names(Struct, frozen=True, kw_only=True):
    """The objects of one namespace, by Kubernetes kind."""

    services: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Ports by name, or by number where they have no name."""
    secrets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys, sorted."""
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of all other objects by kind, sorted; those of the whole cluster are among them."""

    def of(self, kind: str) -> tuple[str, ...]:
        """Return the names of a Kubernetes kind."""
        match kind:
            case "Service":
                return tuple(self.services)
            case "Secret":
                return tuple(self.secrets)
            case _:
                return self.others.get(kind, ())


Made: TypeAlias = Mapping[str, Names]
"""By namespace; an empty text is the namespace that is installed into."""


class Index(Struct, frozen=True, kw_only=True):
    """The names that an install makes."""

    makes: Made = field(default_factory=dict)
    operators: Made = field(default_factory=dict)
    """What operators make of its custom resources, and programs of their arguments."""
    unknown: tuple[str, ...] = ()
    """Kinds of its custom resources of which nobody knows what an operator makes."""
    secret_makers: tuple[str, ...] = ()
    """Workloads (`Kind/name`) that may make Secrets of names that nobody can know."""
    containers: Mapping[str, str] = field(default_factory=dict)
    """The first container of each workload that goes on running: by `Kind/name`, and by
    `Kind/namespace/name` where it does not stand in the namespace that is installed into."""


class LockedChart(Struct, frozen=True, kw_only=True):
    """A chart as it was rendered once for a release.

    `digest` is that of the chart's archive, `values` that of the values it was rendered with.
    """

    repo: str
    chart: str
    version: str
    digest: str
    namespace: str
    kubernetes: str
    values: str
    index: Index


class LockedManifest(Struct, frozen=True, kw_only=True):
    """A remote manifest: the digest of its bytes, and what is in it."""

    digest: str
    index: Index


class Lock(Struct, frozen=True, kw_only=True):
    """All that is held to what it was; every digest is `sha256:` and 64 hexadecimal digits."""

    images: Mapping[str, str] = field(default_factory=dict)
    """By image, as the spec writes it."""
    releases: Mapping[str, tuple[LockedChart, ...]] = field(default_factory=dict)
    """By name of the release: one for each namespace and set of values in use."""
    manifests: Mapping[str, LockedManifest] = field(default_factory=dict)
    """By URL."""
