"""The portal's configuration, and its mount: build/backstage/*.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from platformgen.artifact import HEADER, Artifact
from platformgen.catalog.app_config import app_config
from platformgen.emit.layout import build_folder, mount_file
from platformgen.kubernetes import FIELD_MANAGER, KubernetesObject
from platformgen.model import Platform
from platformgen.yamltext import stream, yaml_file

_HOW = f"""\
# `platformgen apply` puts these fields on what the install makes. Without it, once that is there:
#   kubectl apply --server-side --field-manager={FIELD_MANAGER} -f FILE
"""


def emit(platform: Platform) -> Iterator[Artifact]:
    """Write Backstage's app-config.yaml for the environment."""
    yield yaml_file(f"{build_folder(platform)}/backstage/app-config.yaml", app_config(platform))


def emit_mount(platform: Platform, mount: KubernetesObject) -> Artifact:
    """Return the fields that the portal's workload gets, for those who apply without us.

    It cannot stand in the kustomization: kubectl would take it for a whole Deployment.
    """
    text = HEADER + _HOW + stream([mount.document])
    return Artifact(PurePosixPath(mount_file(platform)), text.encode())
