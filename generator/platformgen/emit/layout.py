"""Where each family of outputs stands, by paths from the project's root."""

from __future__ import annotations

from platformgen.kubernetes.folder import build_folder, manifests_folder

__all__ = ["build_folder", "manifests_folder"]
