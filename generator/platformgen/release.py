"""The Helm release that a component comes with: its own, or that of the install that brings it."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.model import Companion, Component, HelmInstall


def release(component: Component, components: Mapping[str, Component]) -> str | None:
    """Return the release's name, if there is one; `components` are all of them by name."""
    origin = component.origin
    if isinstance(origin, Companion):
        origin = components[origin.installed_by].origin
    return origin.release if isinstance(origin, HelmInstall) else None
