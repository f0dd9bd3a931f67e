"""The page of the flows: each as a drawing and as steps in order."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.language import phrases
from platformgen.pages.figure import Figure, block
from platformgen.pages.lookups import titled
from platformgen.pages.page import Page, way_from
from platformgen.pages.prose import prose
from platformgen.pages.site import Site

PATH = "flows.md"


def flows_page(site: Site, figures: Mapping[str, Figure]) -> Page:
    """Return the page; `figures` are the flows' drawings by the flow's name."""
    to = way_from(PATH, site.sections)
    body = prose(
        site.language,
        "flows",
        to=to,
        flows=[
            {
                "flow": flow,
                "figure": block(figures[flow.name], to, site.language),
                "steps": [
                    (titled(site, step.source), titled(site, step.target), step.label)
                    for step in flow.steps
                ],
            }
            for flow in site.platform.flows
        ],
    )
    return Page(
        path=PATH,
        title=phrases(site.language)["page.flows"],
        body=body,
        figures=tuple(figures.values()),
    )
