"""Whether a run waits for what it wrote to get ready, and how long."""

from __future__ import annotations

from dataclasses import dataclass

from platformgen.apply.release import Release
from platformgen.apply.wanted import Desired


@dataclass(frozen=True, slots=True, kw_only=True)
class Pursuit:
    """Whether to wait for what is written, and how long in place of each one's own patience."""

    waits: bool = True
    timeout_seconds: float | None = None

    def patience_seconds(self, wanted: Desired | Release) -> float:
        """Return how long one thing may take until it is ready."""
        chosen = self.timeout_seconds
        return wanted.patience_seconds if chosen is None else chosen
