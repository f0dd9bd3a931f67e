"""What names an object in a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct


class Key(Struct, frozen=True, order=True):
    """An object's group, kind, namespace and name; they stay the same through versions.

    `group` is empty for the core's, `namespace` for what stands in none.
    """

    group: str
    kind: str
    namespace: str
    name: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.kind, self.namespace, self.name) if part)

    @property
    def group_kind(self) -> str:
        """The kind as ApplySets write it: `Deployment.apps`, `Service`."""
        return f"{self.kind}.{self.group}" if self.group else self.kind

    @property
    def kubectl(self) -> str:
        """The words that name it to kubectl: with its namespace, where it has one."""
        where = f"--namespace={self.namespace} " if self.namespace else ""
        return f"{where}{self.group_kind.lower()}/{self.name}"


def key(document: Mapping[str, Any]) -> Key:
    """Return what names an object."""
    metadata = document["metadata"]
    return Key(
        group(str(document["apiVersion"])),
        str(document["kind"]),
        str(metadata.get("namespace") or ""),
        str(metadata["name"]),
    )


def space(name: str) -> Key:
    """Return what names a namespace."""
    return Key("", "Namespace", "", name)


def group(api_version: str) -> str:
    """Return the group of an `apiVersion`, empty for the core's."""
    return api_version.rpartition("/")[0]


def named(text: str, keys: Iterable[Key]) -> tuple[Key, ...]:
    """Return the keys that `Kind/namespace/name` or `Kind/name` names.

    A kind may carry its group (`Widget.example.com/shop/blue`) where two groups have it.
    """
    kind, _, rest = text.partition("/")
    namespace, _, name = rest.rpartition("/")
    return tuple(
        each
        for each in keys
        if kind in (each.kind, each.group_kind) and (namespace, name) == (each.namespace, each.name)
    )
