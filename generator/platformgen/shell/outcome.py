"""What a build found and did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from platformgen.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from platformgen.artifact import ArtifactSet


class Changes(Struct, frozen=True):
    """The paths that a build writes and removes, sorted."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


class Outcome(Struct, frozen=True):
    """Findings and changes; `artifacts` are None where they were not made or not needed."""

    diagnostics: tuple[Diagnostic, ...]
    changes: Changes = Changes()
    artifacts: ArtifactSet | None = None
    platform: str = ""
    """The platform's name, where it was compiled."""


def is_failure(found: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Tell whether these findings end a command with an error."""
    return any(strict or each.severity is Severity.ERROR for each in found)
