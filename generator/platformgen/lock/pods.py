"""What can be asked of an object of others, whatever stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from platformgen.lock.documents import Object

_NOTHING: Mapping[str, Any] = {}


def mapping(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the mapping under a key; an empty one where there is something else."""
    found = holder.get(key)
    return found if isinstance(found, dict) else _NOTHING


def listed(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the mappings that are listed under a key."""
    found = holder.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def labels(each: Object) -> Mapping[str, Any]:
    """Return the labels of an object."""
    return mapping(mapping(each, "metadata"), "labels")


def pod_spec(each: Object) -> Mapping[str, Any]:
    """Return the spec of the pods that a workload makes; an empty one of what makes none."""
    spec = mapping(each, "spec")
    if each.get("kind") == "CronJob":
        spec = mapping(mapping(spec, "jobTemplate"), "spec")
    return mapping(mapping(spec, "template"), "spec")


def arguments(each: Object) -> Iterator[str]:
    """Yield the words that the containers of a workload are started with."""
    pod = pod_spec(each)
    for container in (*listed(pod, "initContainers"), *listed(pod, "containers")):
        for key in ("command", "args"):
            words = container.get(key)
            yield from (map(str, words) if isinstance(words, list) else ())
