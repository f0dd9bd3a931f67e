"""The page about how the platform is changed: where its facts are, and the ways to every field."""

from __future__ import annotations

from platformgen.language import phrases
from platformgen.pages import codes, fields
from platformgen.pages.page import Page, way_from
from platformgen.pages.paths import of_spec
from platformgen.pages.prose import prose
from platformgen.pages.site import Site

PATH = of_spec("index")


def changing_page(site: Site) -> Page:
    """Return the page."""
    platform, language = site.platform, site.language
    to = way_from(PATH, site.sections)
    gitops = platform.gitops
    body = prose(
        language,
        "changing",
        platform=platform,
        to=to,
        fields=fields.sections(language, to),
        codes=codes.listed(language, to),
        handed_to=gitops if gitops is not None and gitops.mode == "handover" else None,
    )
    return Page(path=PATH, title=phrases(language)["page.spec"], body=body)
