"""Where each family of outputs stands, by paths from the project's root."""

from __future__ import annotations

from platformgen.kubernetes.folder import build_folder, manifests_folder
from platformgen.model import HelmInstall, Platform

__all__ = ["build_folder", "manifests_folder", "mount_file", "values_file"]


def values_file(platform: Platform, install: HelmInstall) -> str:
    """Return the path of the values that a chart is installed with."""
    return f"{build_folder(platform)}/helm/{install.release}.values.yaml"


def mount_file(platform: Platform) -> str:
    """Return the path of the fields that are put on the portal's workload of an install."""
    return f"{build_folder(platform)}/backstage/mount.yaml"
