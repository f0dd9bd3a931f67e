"""Dependencies that come back to where they began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen.check.subject import Path, Subject
from platformgen.diagnostic import Diagnostic
from platformgen.model import Companion, Component

_WHY = "none of them could be installed first"


def dependency_cycles(subject: Subject) -> Iterator[Diagnostic]:
    """Report each knot of dependsOn once; edges inside one install order nothing."""
    edges = {
        component.name: tuple(
            target
            for target in component.depends_on
            if target in subject.components
            and _install(component) != _install(subject.components[target])
        )
        for component in subject.platform.components
    }
    for cycle in _cycles(edges):
        index = subject.components[cycle[0]].depends_on.index(cycle[1])
        shown = " → ".join([*cycle, cycle[0]])
        at: Path = ("components", cycle[0], "dependsOn", index)
        fix = "remove one of these, or say it as `connects` if it is only traffic"
        yield subject.error("PG021", at, f"these depend on each other: {shown}", _WHY, fix)


def team_cycles(subject: Subject) -> Iterator[Diagnostic]:
    """Report teams that are their own ancestors."""
    edges = {team.name: (team.parent,) if team.parent else () for team in subject.platform.teams}
    for cycle in _cycles(edges):
        shown = " → ".join([*cycle, cycle[0]])
        at: Path = ("teams", cycle[0], "parent")
        fix = "make one of them a team without a parent"
        yield subject.error("PG021", at, f"these teams are each other's parents: {shown}", fix=fix)


def _install(component: Component) -> str:
    origin = component.origin
    return origin.installed_by if isinstance(origin, Companion) else component.name


def _cycles(edges: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield one cycle of each knot: what is left when all that ends somewhere is taken away."""
    left = {
        name: [target for target in targets if target in edges] for name, targets in edges.items()
    }
    users: dict[str, list[str]] = {name: [] for name in left}
    for name, targets in left.items():
        for target in targets:
            users[target].append(name)
    open_targets = {name: len(targets) for name, targets in left.items()}
    ready = [name for name, count in open_targets.items() if count == 0]
    while ready:
        for user in users[ready.pop()]:
            open_targets[user] -= 1
            if open_targets[user] == 0:
                ready.append(user)
    knotted = {name for name, count in open_targets.items() if count > 0}
    while knotted:
        cycle = _walk(min(knotted), left, knotted)
        yield cycle
        knotted -= _reaching(set(cycle), users, knotted)


def _walk(start: str, edges: Mapping[str, list[str]], knotted: set[str]) -> list[str]:
    """Follow the first edge inside the knot until a name comes again."""
    order: dict[str, int] = {}
    name = start
    while name not in order:
        order[name] = len(order)
        name = next(target for target in edges[name] if target in knotted)
    cycle = list(order)[order[name] :]
    smallest = cycle.index(min(cycle))
    return cycle[smallest:] + cycle[:smallest]


def _reaching(names: set[str], users: Mapping[str, list[str]], knotted: set[str]) -> set[str]:
    """Return the names of the knot that lead into these, and these."""
    found = set(names)
    waiting = list(names)
    while waiting:
        for user in users[waiting.pop()]:
            if user in knotted and user not in found:
                found.add(user)
                waiting.append(user)
    return found
