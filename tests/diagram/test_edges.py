from __future__ import annotations

import pytest

from platformgen.diagram.edges import connections, ports
from platformgen.diagram.nets import End
from platformgen.diagram.strokes import Arm

Ends = list[tuple[int, int, bool]]


def _edges(ends: Ends) -> list[tuple[int, int, bool, bool]]:
    keyed = [
        (key, End(joint=(at, 0, 0), arm=arm, headed=head))
        for at, (key, arm, head) in enumerate(ends)
    ]
    return [
        (c.source.key, c.target.key, c.head_at_source, c.head_at_target)
        for c in connections(ports(keyed))
    ]


@pytest.mark.parametrize(
    ("ends", "edges"),
    [
        pytest.param([(0, Arm.N, False), (1, Arm.S, True)], [(0, 1, False, True)], id="arrow"),
        pytest.param([(0, Arm.N, True), (1, Arm.S, True)], [(0, 1, True, True)], id="both ways"),
        pytest.param(
            [(0, Arm.S, False), (1, Arm.N, False)],
            [(1, 0, False, False)],
            id="no heads: from above",
        ),
        pytest.param(
            [(0, Arm.N, False), (1, Arm.S, True), (2, Arm.S, True)],
            [(0, 1, False, True), (0, 2, False, True)],
            id="fan-out",
        ),
        pytest.param(
            [(0, Arm.N, False), (1, Arm.N, False), (2, Arm.S, True)],
            [(0, 2, False, True), (1, 2, False, True)],
            id="fan-in",
        ),
        pytest.param(
            [(0, Arm.S, False), (1, Arm.S, False), (2, Arm.N, False)],
            [(2, 0, False, False), (2, 1, False, False)],
            id="no heads: the one on its side is the hub",
        ),
        pytest.param(
            [(0, Arm.S, False), (1, Arm.S, False), (2, Arm.S, False)],
            [(0, 1, False, False), (0, 2, False, False)],
            id="no heads and no hub: the first",
        ),
        pytest.param([(0, Arm.E, False), (0, Arm.S, True)], [(0, 0, False, True)], id="loop"),
        pytest.param([(0, Arm.E, False)], [], id="one end"),
        pytest.param([], [], id="no end"),
        pytest.param([(key, Arm.S, False) for key in range(61)], [], id="a lattice"),
    ],
)
def test_ends_of_a_line_make_edges(ends: Ends, edges: list[tuple[int, int, bool, bool]]) -> None:
    assert _edges(ends) == edges
