"""Dependencies that come back to where they began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen.check.subject import Path, Subject
from platformgen.diagnostic import Diagnostic
from platformgen.model import Companion, Component

_WHY = "none of them could be installed first"


def dependency_cycles(subject: Subject) -> Iterator[Diagnostic]:
    """Report each knot of dependsOn once; edges inside one install order nothing.

    What comes with one install comes at once, so the knots are those of installs.
    """
    edges: dict[str, dict[str, Path]] = {each.name: {} for each in subject.platform.components}
    for component in subject.platform.components:
        source = _install(component)
        for index, name in enumerate(component.depends_on):
            target = _install(subject.components[name]) if name in subject.components else source
            if target != source and source in edges:
                at: Path = ("components", component.name, "dependsOn", index)
                edges[source].setdefault(target, at)
    for cycle in _cycles({source: tuple(targets) for source, targets in edges.items()}):
        places = [edges[name][cycle[(at + 1) % len(cycle)]] for at, name in enumerate(cycle)]
        steps = [_step(name, str(place[1])) for name, place in zip(cycle, places, strict=True)]
        shown = " → ".join([*steps, cycle[0]])
        fix = "remove one of these, or say it as `connects` if it is only traffic"
        what = f"these depend on each other: {shown}"
        yield subject.error("PG021", places[0], what, _WHY, fix)


def _step(install: str, component: str) -> str:
    return install if component == install else f"{install} (for {component})"


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
