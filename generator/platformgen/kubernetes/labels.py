"""Labels: what selects an object, and what tells people and Backstage where it belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from platformgen.kubernetes.object import Document
from platformgen.kubernetes.surroundings import Surroundings
from platformgen.model import Component, Platform
from platformgen.release import release
from platformgen.yamltext import Shared

NAME = "app.kubernetes.io/name"
INSTANCE = "app.kubernetes.io/instance"
COMPONENT = "app.kubernetes.io/component"
PART_OF = "app.kubernetes.io/part-of"
MANAGED_BY = "app.kubernetes.io/managed-by"
VERSION = "app.kubernetes.io/version"
BACKSTAGE_ID = "backstage.io/kubernetes-id"
MANAGER = "platformgen"

_VALUE = re.compile(r"[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")


def selector(component: Component) -> Shared[str]:
    """Return the labels that select a component's pods, and no others.

    They hold nothing that may change while the component lives, for selectors are immutable.
    Two labels, because a chart in the same namespace may name its pods as we do. Both are the
    component's name: an Argo CD that tracks by `instance` then writes what is already there.
    """
    return _selector(component.name)


def pod_selector(component: Component) -> Document:
    """Return what selects a component's pods, in the form that all but Services have it in."""
    return _pod_selector(component.name)


# A component is selected by its own objects, and by those of a few others.
@lru_cache(maxsize=1024)
def _selector(name: str) -> Shared[str]:
    return Shared({NAME: name, INSTANCE: name})


@lru_cache(maxsize=1024)
def _pod_selector(name: str) -> Document:
    return Shared({"matchLabels": _selector(name)})


def platform_labels(platform: Platform) -> dict[str, str]:
    """Return the labels of every object that we write."""
    return {PART_OF: platform.name, MANAGED_BY: MANAGER}


def component_labels(around: Surroundings, component: Component) -> Mapping[str, str]:
    """Return the labels of every object of a component.

    What we add to a chart's component carries the release as its instance, as the chart's own
    objects do. The version is not here: a new image changes the workload, and no other object.
    """
    role = {COMPONENT: component.type} if _VALUE.fullmatch(component.type) else {}
    return Shared(
        {
            NAME: component.name,
            INSTANCE: release(component, around.components) or component.name,
            **role,
            PART_OF: around.platform.name,
            MANAGED_BY: MANAGER,
            BACKSTAGE_ID: component.name,
        }
    )


def versioned(labels: Mapping[str, str], image: str) -> Mapping[str, str]:
    """Return a component's labels with the version that its image's tag tells."""
    tag = image_tag(image)
    return Shared({**labels, VERSION: tag}) if tag and _VALUE.fullmatch(tag) else labels


def image_tag(image: str) -> str | None:
    """Return the tag of an image reference; None where it has none.

    >>> image_tag("registry.example:5000/shop:2.4.1@sha256:8d6c")
    '2.4.1'
    """
    last = image.split("@", 1)[0].rsplit("/", 1)[-1]
    return last.split(":", 1)[1] if ":" in last else None
