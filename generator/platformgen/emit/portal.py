"""The portal's configuration: build/backstage/app-config.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.artifact import Artifact
from platformgen.catalog.app_config import app_config
from platformgen.emit.layout import build_folder
from platformgen.model import Platform
from platformgen.yamltext import yaml_file


def emit(platform: Platform) -> Iterator[Artifact]:
    """Write Backstage's app-config.yaml for the environment."""
    yield yaml_file(f"{build_folder(platform)}/backstage/app-config.yaml", app_config(platform))
