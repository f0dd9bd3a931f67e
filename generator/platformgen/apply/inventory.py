"""What we have put into a cluster: a ConfigMap there, which kubectl can read as an ApplySet.

The labels and annotations are those of KEP-3659. Beside them stands our own list, by which alone
anything is ever deleted: each object with its UID and with the fingerprint of what we applied.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct

from platformgen.apply.graft import is_graft
from platformgen.apply.key import Key
from platformgen.apply.release import is_release

NAMESPACE = "platformgen"
MEMBER = "applyset.kubernetes.io/part-of"
SET_ID = "applyset.kubernetes.io/id"
_TOOLING = "applyset.kubernetes.io/tooling"
_KINDS = "applyset.kubernetes.io/contains-group-kinds"
_NAMESPACES = "applyset.kubernetes.io/additional-namespaces"
_LIST = "objects"


class Entry(Struct, frozen=True):
    """One object of ours.

    From when we mean to make or change it until we did, there is no fingerprint; the UID is
    empty where it was not there before.
    """

    uid: str = ""
    fingerprint: str = ""


Entries = Mapping[Key, Entry]


class Inventory(Struct, frozen=True, kw_only=True):
    """What the cluster says that we put there."""

    entries: Entries
    stranger: str = ""
    """The tool that an object of our name belongs to, where that is not us."""


class UnreadableError(ValueError):
    """The list is not as we write it; what is in it is told by the message."""


def label(live: Mapping[str, Any]) -> str:
    """Return the set that an object says it belongs to; empty where it says none."""
    return str((live["metadata"].get("labels") or {}).get(MEMBER, ""))


def parent_name(platform: str) -> str:
    """Return the name of a platform's inventory, and of the lease beside it."""
    return f"platformgen-{platform}"


def set_id(platform: str) -> str:
    """Return the id that members of the set carry, as KEP-3659 computes it."""
    text = f"{parent_name(platform)}.{NAMESPACE}.ConfigMap."
    digest = urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=")
    return f"applyset-{digest.decode()}-v1"


def document(platform: str, version: str, entries: Entries) -> dict[str, Any]:
    """Return the ConfigMap that says these are ours."""
    # A release, or fields on another's object, is no object that kubectl could ask for.
    objects = [each for each in entries if not (is_release(each) or is_graft(each))]
    kinds = sorted({each.group_kind for each in objects})
    namespaces = sorted({each.namespace for each in objects} - {"", NAMESPACE})
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {
            "name": parent_name(platform),
            "namespace": NAMESPACE,
            "labels": {SET_ID: set_id(platform)},
            "annotations": {
                _TOOLING: f"platformgen/v{version}",
                _KINDS: ",".join(kinds),
                _NAMESPACES: ",".join(namespaces),
            },
        },
        "data": {_LIST: _written(entries)},
    }


def _written(entries: Entries) -> str:
    """Return the list: by kind, namespace and name; one line for each namespace's objects."""
    grouped: dict[str, dict[str, dict[str, list[str]]]] = {}
    for each, entry in sorted(entries.items()):
        names = grouped.setdefault(each.group_kind, {}).setdefault(each.namespace, {})
        names[each.name] = [entry.uid, entry.fingerprint]
    lines = [
        f"{json.dumps(f'{kind}/{namespace}')}:{json.dumps(names, separators=(',', ':'))}"
        for kind, namespaces in grouped.items()
        for namespace, names in namespaces.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def read(live: Mapping[str, Any] | None) -> Inventory:
    """Return what a ConfigMap of the cluster says; `UnreadableError` if we did not write it."""
    if live is None:
        return Inventory(entries={})
    annotations = live["metadata"].get("annotations") or {}
    tool = str(annotations.get(_TOOLING, "another tool, which does not say its name"))
    if not tool.startswith("platformgen/"):
        return Inventory(entries={}, stranger=tool)
    try:
        grouped = json.loads(live["data"][_LIST])
        entries = {
            _key(where, name): Entry(*map(str, entry))
            for where, names in grouped.items()
            for name, entry in names.items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError(str(error)) from error
    return Inventory(entries=entries)


def _key(where: str, name: str) -> Key:
    group_kind, _, namespace = where.partition("/")
    kind, _, group = group_kind.partition(".")
    return Key(group, kind, namespace, name)


def ahead(before: Entries, meant: Iterable[Key]) -> dict[Key, Entry]:
    """Return the list to write before the first change: what was there, and what is meant.

    A run that ends anywhere then leaves nothing that the list does not name.
    """
    return {**before, **unsure(before, meant)}


def unsure(before: Entries, keys: Iterable[Key]) -> dict[Key, Entry]:
    """Return the entries of what may have been made or changed, and may not.

    They have no fingerprint: what there is, only a look tells, also for who wants it as it was.
    """
    return {key: Entry(before.get(key, Entry()).uid) for key in keys}
