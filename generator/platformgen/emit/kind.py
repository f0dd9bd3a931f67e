"""build/kind.yaml: the cluster that `kind create cluster --config` makes."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.artifact import Artifact
from platformgen.emit.layout import build_folder
from platformgen.kubernetes.kind_cluster import PROVIDER, kind_cluster
from platformgen.model import Platform
from platformgen.yamltext import yaml_file


def emit(platform: Platform) -> Iterator[Artifact]:
    """Write the cluster's configuration, where kind provides the cluster."""
    if platform.cluster.provider == PROVIDER:
        yield yaml_file(f"{build_folder(platform)}/kind.yaml", kind_cluster(platform))
