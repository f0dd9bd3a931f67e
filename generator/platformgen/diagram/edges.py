"""Edges: what the ends of a line say about who points at whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from platformgen.diagram.nets import End, Joint, Net
from platformgen.diagram.strokes import Arm, Arms

_FROM_ABOVE: Final = (Arm.N, Arm.NW, Arm.NE, Arm.W, Arm.E, Arm.SW, Arm.SE, Arm.S)
"""Where a line without heads is taken to come from, the likeliest first."""


_PAIR: Final = 2
_MOST_PORTS: Final = 60
"""Things that one line may join; more than that is a lattice, not a line."""


class Port(Struct, frozen=True, kw_only=True):
    """One thing that a line connects: its key, where, and whether a head points at it."""

    key: int
    joints: tuple[Joint, ...]
    arm: Arms
    headed: bool


class Connection(Struct, frozen=True, kw_only=True):
    """An edge between two ports of a line."""

    source: Port
    target: Port
    head_at_source: bool = False
    head_at_target: bool = True


def ports(ends: Sequence[tuple[int, End]]) -> tuple[Port, ...]:
    """Put together the ends of a line that are at the same thing; two at most stay a loop."""
    keys = {key for key, _ in ends}
    if len(keys) == 1 and len(ends) == _PAIR:
        return tuple(_port(key, [end]) for key, end in ends)
    by_key: dict[int, list[End]] = defaultdict(list)
    for key, end in ends:
        by_key[key].append(end)
    return tuple(_port(key, at) for key, at in by_key.items())


def _port(key: int, ends: Sequence[End]) -> Port:
    return Port(
        key=key,
        joints=tuple(end.joint for end in ends),
        arm=ends[0].arm,
        headed=any(end.headed for end in ends),
    )


def connections(of: Sequence[Port]) -> tuple[Connection, ...]:
    """Return an edge from each source to each target; without heads, from a hub to the others."""
    if not _PAIR <= len(of) <= _MOST_PORTS:
        return ()
    sources = [port for port in of if not port.headed]
    targets = [port for port in of if port.headed]
    if sources and targets:
        return tuple(Connection(source=s, target=t) for s in sources for t in targets)
    hubs, others = _hubs(of)
    headed = bool(targets)
    return tuple(
        Connection(source=hub, target=other, head_at_source=headed, head_at_target=headed)
        for hub in hubs
        for other in others
    )


def _hubs(of: Sequence[Port]) -> tuple[Sequence[Port], Sequence[Port]]:
    """Split ports that are all alike into those on one side of the line and the rest."""
    if len(of) > _PAIR:
        for arm in (Arm.N, Arm.W, Arm.S, Arm.E):
            hubs = [port for port in of if port.arm == arm]
            if len(hubs) == 1:
                return hubs, [port for port in of if port.arm != arm]
    first = min(of, key=lambda port: _FROM_ABOVE.index(port.arm))
    return [first], [port for port in of if port is not first]


def cut(net: Net, joint: Joint) -> Mapping[Joint, int]:
    """Return the part that each joint is in once one is taken away, numbered from zero."""
    part: dict[Joint, int] = {}
    for number, start in enumerate(net.links.get(joint, ())):
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if here in part or here == joint:
                continue
            part[here] = number
            waiting.extend(net.links[here])
    return part


def passes(connection: Connection, joint: Joint, parts: Mapping[Joint, int]) -> bool:
    """Tell whether an edge leads through a joint of its line."""
    ends = (*connection.source.joints, *connection.target.joints)
    if joint in ends:
        return True
    sources = {parts.get(end, -1) for end in connection.source.joints}
    targets = {parts.get(end, -1) for end in connection.target.joints}
    return not sources & targets
