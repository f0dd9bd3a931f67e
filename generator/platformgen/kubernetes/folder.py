"""Where manifests stand in the project."""

from __future__ import annotations

from platformgen.model import Platform


def build_folder(platform: Platform) -> str:
    """Return the folder of everything that is built and not committed, from the project's root."""
    return f"build/env/{platform.environment}" if platform.environment else "build"


def manifests_folder(platform: Platform) -> str:
    """Return the folder of the manifests: one that is committed, where GitOps reads it."""
    if platform.gitops is None:
        return f"{build_folder(platform)}/manifests"
    folder = platform.gitops.path.strip("/")
    return f"{folder}/{platform.environment}" if platform.environment else folder
