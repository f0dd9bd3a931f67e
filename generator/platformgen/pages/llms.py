"""`llms.txt`: what is where, for readers that are programs (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Sequence

from platformgen.pages.page import Page
from platformgen.pages.paths import LLMS, page_of
from platformgen.pages.prose import prose
from platformgen.pages.site import Site


def llms(site: Site, pages: Sequence[Page]) -> Page:
    """Return the list of all pages."""
    body = prose(
        site.language,
        "llms",
        platform=site.platform,
        components=[
            (each.title, page_of(each), each.description) for each in site.platform.components
        ],
        others=[
            (each.title, each.path) for each in pages if not each.path.startswith("components/")
        ],
    )
    return Page(path=LLMS, title=LLMS, body=body)
