"""Manifests that others publish at a URL, as members of the platform's set like our own objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from platformgen.apply.inventory import MEMBER, set_id
from platformgen.apply.key import Key, key
from platformgen.apply.wanted import Desired
from platformgen.diagnostic import Span
from platformgen.lock import Unparsed, objects
from platformgen.model import Component, ManifestInstall
from platformgen.pipeline.membership import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One manifest that a component is installed from, and where the spec says so."""

    component: Component
    url: str
    origin: Span


def manifests(members: Membership) -> Iterator[Manifest]:
    """Yield the manifests that we apply, where there is a lock.

    Those of a component that is handed over too: Argo CD reads repositories and charts, no URLs.
    """
    for each in members.platform.components:
        if members.platform.lock is None or not isinstance(each.origin, ManifestInstall):
            continue
        for index, url in enumerate(each.origin.urls):
            at = ("components", each.name, "install", "manifests", index, "url")
            yield Manifest(component=each, url=url, origin=members.subject.spec.span(at))


def with_published(members: Membership, contents: Mapping[str, bytes]) -> Membership:
    """Return the same with the objects of these manifests; what the spec says itself goes first.

    A manifest without content adds nothing.
    """
    known = {each.key for each in members.wanted} | set(members.handed)
    added: dict[Key, Desired] = {}
    for manifest in manifests(members):
        found = objects(contents.get(manifest.url, b""))
        for document in () if isinstance(found, Unparsed) else found:
            if not (document.get("metadata") or {}).get("name"):
                continue
            each = _desired(document, manifest, set_id(members.platform.name))
            at_home = replace(each.key, namespace=each.key.namespace or each.home)
            if not {each.key, at_home} & known:
                added[at_home] = each
    return replace(members, wanted=(*members.wanted, *added.values()))


def _desired(document: Mapping[str, Any], manifest: Manifest, identity: str) -> Desired:
    metadata = document["metadata"]
    labels = {**(metadata.get("labels") or {}), MEMBER: identity}
    return Desired(
        key=key(document),
        document={**document, "metadata": {**metadata, "labels": labels}},
        component=manifest.component.name,
        origin=manifest.origin,
        patience_seconds=manifest.component.ready_seconds,
        home=manifest.component.namespace or "default",
    )
