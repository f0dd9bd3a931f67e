"""One Kubernetes object that we write, and where in the spec it comes from."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

Document: TypeAlias = dict[str, object]
"""A Kubernetes object, or a part of one. Parts may be shared: nobody changes them once made."""

Place: TypeAlias = tuple[str | int, ...]
"""A path of keys and indexes into the spec, such as `("components", "shop", "workload")`."""


class KubernetesObject(Struct, frozen=True):
    """An object, the component it belongs to, its place in the spec, and its file.

    `component` is empty for what belongs to the platform as a whole. `place` may be deeper than
    what the spec says (a default): the nearest parent that the spec has is meant. `file` is
    relative to the folder of the manifests.
    """

    document: Document
    component: str
    place: Place
    file: str
