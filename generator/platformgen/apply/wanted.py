"""What a platform wants to be in the cluster: its objects as they are sent, and who asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from msgspec import Struct

from platformgen.apply.graft import graft_key
from platformgen.apply.inventory import MEMBER
from platformgen.apply.key import Key, key
from platformgen.apply.release import Release
from platformgen.diagnostic import Span
from platformgen.kubernetes import KubernetesObject
from platformgen.kubernetes.labels import platform_labels
from platformgen.model import GeneratedKey, Platform, TextKey


class Desired(Struct, frozen=True, kw_only=True):
    """An object that is to be as the spec says."""

    key: Key
    document: dict[str, Any]
    component: str
    """Empty for what belongs to the platform as a whole."""
    origin: Span | None
    """Where it is said; None for what a revision of the past wants."""
    patience_seconds: int
    """How long it may take until it is ready."""
    home: str = "default"
    """The namespace that it falls to where it says none."""


class Generated(Struct, frozen=True, kw_only=True):
    """A Secret that is made once, with values that nobody has seen; never updated."""

    key: Key
    labels: dict[str, str]
    keys: tuple[GeneratedKey | TextKey, ...]
    origin: Span | None = None
    """As above."""
    component: str = ""

    @property
    def document(self) -> dict[str, Any]:
        """The Secret without its values."""
        metadata = {"name": self.key.name, "namespace": self.key.namespace, "labels": self.labels}
        return {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": "Opaque"}


class OfDesired(Struct, frozen=True, kw_only=True):
    """What becomes of one of them; each way of it is a class of its own."""

    desired: Desired

    @property
    def key(self) -> Key:
        """What names it."""
        return self.desired.key


Wanted: TypeAlias = Desired | Generated | Release


def made_of(each: Wanted) -> tuple[Key, ...]:
    """Return the objects that are there once it is: itself, or what a release makes."""
    return each.made if isinstance(each, Release) else (each.key,)


PATIENCE_SECONDS = 300
"""For what belongs to no component."""


def desired(each: KubernetesObject, set_id: str, origin: Span, patience_seconds: int) -> Desired:
    """Return an object as a member of our set."""
    document = each.document
    metadata: Any = document["metadata"]
    labels = {**(metadata.get("labels") or {}), MEMBER: set_id}
    return Desired(
        key=key(document),
        document={**document, "metadata": {**metadata, "labels": labels}},
        component=each.component,
        origin=origin,
        patience_seconds=patience_seconds,
    )


def grafted(each: KubernetesObject, origin: Span, patience_seconds: int) -> Desired:
    """Return fields on another's object, as a member of our set that is not the object."""
    return Desired(
        key=graft_key(key(each.document)),
        document=each.document,
        component=each.component,
        origin=origin,
        patience_seconds=patience_seconds,
    )


def generated(
    platform: Platform, set_id: str, origins: Iterable[tuple[str, Span]]
) -> Iterator[Generated]:
    """Yield the Secrets whose values are made in the cluster; `origins` by the Secret's name."""
    spans = dict(origins)
    for secret in platform.secrets:
        if isinstance(secret.origin, tuple):
            yield Generated(
                key=Key("", "Secret", secret.namespace, secret.name),
                labels={**platform_labels(platform), MEMBER: set_id},
                keys=secret.origin,
                origin=spans[secret.name],
            )
