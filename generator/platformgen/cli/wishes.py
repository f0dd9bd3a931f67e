"""The options of `apply`, as they were given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person asks of `apply`; objects and components by their names."""

    environment: str | None = None
    context: str | None = None
    yes: bool = False
    dry_run: bool = False
    prune: bool = False
    prune_many: bool = False
    recover_releases: bool = False
    force: tuple[str, ...] = ()
    recreate: tuple[str, ...] = ()
    delete: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    timeout: float | None = None
    no_wait: bool = False
    hosts: bool = False
    plan_out: str | None = None
    plan: str | None = None
    agreed: str = ""
    """The digest of the plan that was read from a file: that one, or none, is carried out."""
