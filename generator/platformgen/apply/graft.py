"""Fields of ours on an object that another makes, such as a chart: a graft, and not the object.

The server keeps apart who owns which field. A graft is applied by a field manager of its own: it
comes and goes without the object, and the object can never be taken for one of ours to delete.
Helm, which owns fields of its own in the same object, leaves it alone when it upgrades.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from platformgen.apply import fingerprint
from platformgen.apply.fingerprint import managers
from platformgen.apply.key import Key
from platformgen.kubernetes import FIELD_MANAGER

MANAGER: Final = FIELD_MANAGER
"""The field manager of grafts; the one there is mounts the portal's files."""
_MARK: Final = "fields@"
"""Stands before the group of a graft's key. No group of an API has an @."""

Live = Mapping[str, Any]


def graft_key(host: Key) -> Key:
    """Return what names the fields on an object, in plans and in our list; it reads like it."""
    return replace(host, group=f"{_MARK}{host.group}")


def is_graft(key: Key) -> bool:
    """Tell whether a key names fields on an object, and not the object."""
    return key.group.startswith(_MARK)


def host(key: Key) -> Key:
    """Return the object that fields stand on; any other key is its own."""
    return replace(key, group=key.group.removeprefix(_MARK))


def manager_of(key: Key) -> str:
    """Return the field manager that applies what a key names."""
    return MANAGER if is_graft(key) else fingerprint.MANAGER


def is_grafted(live: Live) -> bool:
    """Tell whether an object has fields of ours."""
    return any(entry.get("manager") == MANAGER for entry in managers(live))


def missing_containers(document: Live, live: Live) -> tuple[str, ...]:
    """Return the containers that fields are for and an object does not have.

    The server would take such a container for a new one, and ask for its image.
    """
    there = _containers(live)
    return tuple(name for name in _containers(document) if name not in there)


def _containers(document: Live) -> tuple[str, ...]:
    pod = document["spec"]["template"]["spec"]
    return tuple(str(each["name"]) for each in pod["containers"])


def pinned(document: Live, live: Live) -> dict[str, Any]:
    """Return fields for this very object: the server makes no other one of them."""
    return {**document, "metadata": {**document["metadata"], "uid": live["metadata"]["uid"]}}


def withdrawn(live: Live) -> dict[str, Any]:
    """Return what takes all fields of a graft away again: no field, for this very object."""
    metadata = {name: live["metadata"][name] for name in ("name", "namespace", "uid")}
    return {"apiVersion": live["apiVersion"], "kind": live["kind"], "metadata": metadata}
