"""What `doctor` found out about one thing."""

from __future__ import annotations

from msgspec import Struct

OK, MISSING, WARNING, SKIPPED = "ok", "missing", "warning", "skipped"
"""How it is. `missing` keeps the platform from working here, a `warning` may; `skipped` was not
looked at."""


class Finding(Struct, frozen=True, kw_only=True):
    """A thing that the platform needs of a machine or a cluster, how it is, and how to mend it."""

    name: str
    state: str
    told: str
    fix: str = ""
