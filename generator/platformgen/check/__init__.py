"""Checks that need the whole platform; each reports all that it finds.

What a platform becomes is checked by `check.outputs`, which loads what makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from platformgen.check import (
    age,
    alerts,
    capacity,
    clear,
    cycles,
    effect,
    flows,
    hosts,
    lock,
    made,
    names,
    places,
    portal,
    ports,
    secrets,
    shape,
)
from platformgen.check.subject import Subject
from platformgen.diagnostic import Diagnostic
from platformgen.model import Platform
from platformgen.source import Document

Check = Callable[[Subject], Iterator[Diagnostic]]

_SHAPE: tuple[Check, ...] = (
    shape.components,
    shape.secrets,
    shape.routing,
    portal.without_pods,
    hosts.no_addresses,
)
_MEANING: tuple[Check, ...] = (
    names.unknown_components,
    names.unknown_places,
    names.unknown_owners,
    names.doubled_names,
    names.reserved_names,
    cycles.dependency_cycles,
    cycles.team_cycles,
    hosts.claimed_twice,
    hosts.outside_the_domain,
    hosts.without_router,
    hosts.without_address,
    hosts.open_to_all,
    hosts.inherited_address,
    ports.services_without_pods,
    ports.doubled_numbers,
    ports.unknown_ports,
    effect.components,
    capacity.quotas,
    capacity.limit_ranges,
    capacity.requests_over_limits,
    capacity.blocked_drains,
    capacity.shared_claims,
    secrets.unmade,
    clear.in_the_clear,
    flows.unknown_ends,
    flows.without_traffic,
    flows.doubled_ends,
    alerts.expressions,
    alerts.runbooks,
    places.misplaced_manifests,
    age.retired_controller,
    age.moving_targets,
    age.missing_lock,
    lock.unlocked,
    lock.outdated,
    made.unmade_names,
    portal.without_container,
    portal.unread_configuration,
    portal.handed_over_mount,
)


def findings(
    platform: Platform, spec: Document, environments: Sequence[str] = ()
) -> list[Diagnostic]:
    """Return what every check finds; what a spec means is asked only where its shape holds.

    `environments` are the names of those that there are.
    """
    subject = Subject.of(platform, spec)
    found = [each for check in _SHAPE for each in check(subject)]
    if found:
        return found
    found = [each for check in _MEANING for each in check(subject)]
    return [*found, *places.clashing_environments(subject, environments)]
