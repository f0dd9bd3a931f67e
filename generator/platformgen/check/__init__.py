"""Checks that need the whole platform; each reports all that it finds."""

from __future__ import annotations

from platformgen.diagnostic import Diagnostic
from platformgen.model import Platform
from platformgen.source import Document


def findings(platform: Platform, spec: Document) -> list[Diagnostic]:
    """Return what every check finds."""
    del platform, spec
    return []
