"""Our manifests alone: a spec in; checked manifests out, one file for each component.

python tests/bench/manifests.py PROJECT EMPTY_FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from platformgen.check.outputs import Inspection
from platformgen.emit.manifests import manifests
from platformgen.kubernetes import object_stream
from platformgen.pipeline import compiled
from platformgen.shell.collector import paused
from platformgen.shell.disk import DiskProject


def main(project: str, target: str) -> None:
    """Write the manifests of a project into a folder; end with 2 where something is wrong."""
    compilation, found = compiled(DiskProject(Path(project)))
    if compilation is None:
        sys.exit(2)
    platform = compilation.platform
    inspection = Inspection(platform, compilation.spec)
    artifacts = tuple(manifests(platform, inspection.passing(object_stream(platform))))
    if found or inspection.findings(()):
        sys.exit(2)
    for artifact in artifacts:
        file = f"{target}/{artifact.path}"
        try:
            _write(file, artifact.content)
        except FileNotFoundError:
            Path(file).parent.mkdir(parents=True)
            _write(file, artifact.content)


def _write(path: str, content: bytes) -> None:
    with open(path, "xb") as file:  # noqa: PTH123  # thousands of files
        file.write(content)


if __name__ == "__main__":
    with paused():
        main(*sys.argv[1:])
