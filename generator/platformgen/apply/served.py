"""The kinds that an API server serves, and the paths of their objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from platformgen.apply.key import Key, group

_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
DEFINITION = "CustomResourceDefinition"
DEFINITION_GROUP = "apiextensions.k8s.io"


class Served(Struct, frozen=True, kw_only=True):
    """A kind in one version, and how its objects are reached."""

    api_version: str
    kind: str
    plural: str
    is_namespaced: bool
    is_listed: bool = True

    def path(self, namespace: str = "", name: str = "") -> str:
        """Return the path of an object, or of all of a namespace, or of all."""
        root = "/apis" if "/" in self.api_version else "/api"
        parts = [root, self.api_version]
        if self.is_namespaced and namespace:
            parts += ["namespaces", _quoted(namespace)]
        parts.append(self.plural)
        if name:
            parts.append(_quoted(name))
        return "/".join(parts)


def _quoted(name: str) -> str:
    # Nearly all need nothing, and there are thousands.
    return name if _PLAIN.fullmatch(name) else quote(name, safe="")


SECRETS = Served(api_version="v1", kind="Secret", plural="secrets", is_namespaced=True)
"""What every server has: our revisions and Helm's are kept so."""


class Catalogue(Struct, frozen=True):
    """All kinds that are served, by group and kind; the preferred version of each comes first."""

    kinds: Mapping[tuple[str, str], tuple[Served, ...]]

    def of(self, api_version: str, kind: str) -> Served | None:
        """Return a kind in just this version; None where it is not served."""
        for each in self.kinds.get((group(api_version), kind), ()):
            if each.api_version == api_version:
                return each
        return None

    def preferred(self, key: Key) -> Served | None:
        """Return an object's kind in the version that the server prefers; None for none."""
        found = self.kinds.get((key.group, key.kind))
        return found[0] if found else None

    def namespaced(self) -> Iterator[Served]:
        """Yield the kinds that stand in namespaces and can be listed, in their best version."""
        for each in self.kinds.values():
            if each[0].is_namespaced and each[0].is_listed:
                yield each[0]

    def with_defined(self, documents: Iterable[Mapping[str, Any]]) -> Catalogue:
        """Return the same with the kinds that these definitions bring."""
        found = dict(self.kinds)
        for document in documents:
            brought = tuple(defined(document))
            if brought:
                found.setdefault((group(brought[0].api_version), brought[0].kind), brought)
        return Catalogue(found)


def catalogue(*discovered: Mapping[str, Any]) -> Catalogue:
    """Return what aggregated discovery documents (`APIGroupDiscoveryList`) tell."""
    found: dict[tuple[str, str], list[Served]] = {}
    for document in discovered:
        for item in document.get("items", ()):
            name = item.get("metadata", {}).get("name", "")
            for version in item.get("versions", ()):
                for each in _resources(name, version):
                    found.setdefault((name, each.kind), []).append(each)
    return Catalogue({kind: tuple(versions) for kind, versions in found.items()})


def _resources(group_name: str, version: Mapping[str, Any]) -> Iterator[Served]:
    api_version = f"{group_name}/{version['version']}" if group_name else version["version"]
    for resource in version.get("resources", ()):
        kind = resource.get("responseKind", {}).get("kind")
        verbs = resource.get("verbs", ())
        # Reviews and the like can only be created: there is nothing of them to keep.
        if kind and "get" in verbs:
            yield Served(
                api_version=api_version,
                kind=kind,
                plural=resource["resource"],
                is_namespaced=resource.get("scope") == "Namespaced",
                is_listed="list" in verbs and "delete" in verbs,
            )


def defined(document: Mapping[str, Any]) -> Iterator[Served]:
    """Yield the kind that a CustomResourceDefinition brings, in each version that it serves."""
    spec = document["spec"]
    for version in spec.get("versions", ()):
        if version.get("served"):
            yield Served(
                api_version=f"{spec['group']}/{version['name']}",
                kind=spec["names"]["kind"],
                plural=spec["names"]["plural"],
                is_namespaced=spec.get("scope") == "Namespaced",
            )


def is_definition(key: Key) -> bool:
    """Tell whether an object defines a kind."""
    return key.kind == DEFINITION and key.group == DEFINITION_GROUP
