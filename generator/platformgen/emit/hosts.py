"""The hosts file's block: build/hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from platformgen import hosts
from platformgen.artifact import HEADER, Artifact
from platformgen.emit.layout import build_folder
from platformgen.model import Platform


def emit(platform: Platform) -> Iterator[Artifact]:
    """Write the block where the cluster's addresses are loopback or private.

    The names of any other cluster are for DNS to answer.
    """
    block = hosts.block(platform)
    if block and hosts.is_local(platform):
        yield Artifact(PurePosixPath(f"{build_folder(platform)}/hosts"), (HEADER + block).encode())
