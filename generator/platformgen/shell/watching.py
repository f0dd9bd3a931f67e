"""What tells that a source changed."""

from __future__ import annotations

from collections.abc import Iterable

from platformgen.shell import record
from platformgen.shell.disk import DiskProject


def stamps(source: DiskProject, read: Iterable[str]) -> dict[str, object]:
    """Return the stamp of each file that a build may read; `read` are those that the last one did.

    A file that is not there has a stamp as well: it may come.
    """
    paths = {*source.specs(), *source.pages(), *read}
    paths |= {f"specs/environments/{name}.yaml" for name in source.environments()}
    return {path: record.stamp(f"{source.root}/{path}") for path in sorted(paths)}
