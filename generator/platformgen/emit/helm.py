"""build/helm/<release>.values.yaml: the values that each chart is installed with."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.artifact import Artifact
from platformgen.emit.layout import values_file
from platformgen.model import HelmInstall, Platform
from platformgen.yamltext import yaml_file


def emit(platform: Platform) -> Iterator[Artifact]:
    """Write the values of every chart, as they stand in the spec."""
    for component in platform.components:
        if isinstance(component.origin, HelmInstall):
            yield yaml_file(values_file(platform, component.origin), component.origin.values)
