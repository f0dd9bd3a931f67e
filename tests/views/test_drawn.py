"""The drawings as people see them: each is drawn, and the guide's are narrow enough for a page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from platformgen import views
from platformgen.diagram.graph import Graph
from platformgen.diagram.mermaid import mermaid
from platformgen.diagram.svg import svg
from platformgen.model import Platform
from sample_platforms import awkward, guide, shop

GUIDE = guide()
WIDTH_MAX = 800
DRAWINGS = {
    "architecture": views.architecture(GUIDE),
    "layers": views.layers(GUIDE),
    "network": views.network(GUIDE),
    **{each.name: views.flow(GUIDE, each) for each in GUIDE.flows},
    **views.neighbours(GUIDE),
}


@pytest.mark.parametrize("graph", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_the_guides_drawings_fit_a_page(graph: Graph) -> None:
    drawn = svg(mermaid(graph), title="t", description="d")
    width = re.search(r' width="([\d.]+)"', drawn)

    assert width is not None
    assert float(width.group(1)) <= WIDTH_MAX


@pytest.mark.parametrize("platform", [shop(), awkward()], ids=["shop", "awkward"])
@pytest.mark.parametrize("view", [views.architecture, views.layers, views.dependencies])
def test_every_text_is_drawn(view: Callable[[Platform], Graph], platform: Platform) -> None:
    assert svg(mermaid(view(platform)), title="t", description="d")
