"""All pages of the site, made and hand-written; a hand-written page stands for a made one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from platformgen import views
from platformgen.language import phrases
from platformgen.model import Platform
from platformgen.pages import (
    architecture,
    credentials,
    flows,
    glossary,
    home,
    install,
    namespaces,
    troubleshooting,
)
from platformgen.pages import (
    llms as llms_page,
)
from platformgen.pages.component import component_page
from platformgen.pages.figure import figure
from platformgen.pages.handwritten import HandwrittenPage, handwritten
from platformgen.pages.harmless import Finding
from platformgen.pages.known import KnownSvg
from platformgen.pages.navigation import Entry, navigation
from platformgen.pages.page import Page
from platformgen.pages.references import broken_links
from platformgen.pages.site import Places, Site, site
from platformgen.pages.system import system_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The whole site before it is files: pages, navigation, and what authors should know."""

    site: Site
    pages: tuple[Page, ...]
    navigation: Sequence[Entry]
    findings: tuple[Finding, ...]


def contents(platform: Platform, places: Places, known: KnownSvg) -> Contents:
    """Return the site of a platform; `known` gives the drawings that need not be drawn again."""
    written = handwritten(platform, known)
    facts = site(platform, places, {each.path: each.title for each in written})
    made = [each for each in _made(facts) if each.path not in facts.handwritten]
    pages = [*made, *map(_page, written)]
    drawings = [each.path for page in pages for each in page.figures]
    findings = [finding for each in written for finding in each.findings]
    findings += broken_links(platform.pages, pages, [*drawings, llms_page.PATH])
    return Contents(
        site=facts,
        pages=(*pages, llms_page.llms(facts, pages)),
        navigation=navigation(facts),
        findings=tuple(sorted(findings, key=lambda each: (each.page, each.line))),
    )


def _made(facts: Site) -> Iterator[Page]:
    platform, language = facts.platform, facts.language
    words = phrases(language)
    layers = figure("layers", words["page.architecture"], views.layers(platform), language)
    whole = figure("architecture", platform.title, views.architecture(platform), language)
    has_routes = any(each.routes for each in platform.components)
    yield home.home(facts, whole)
    yield architecture.architecture_page(
        facts,
        layers,
        figure("network", words["page.figure.network"], views.network(platform), language)
        if has_routes
        else None,
    )
    yield from _components(facts)
    for system in platform.systems:
        yield system_page(facts, system)
    if platform.flows:
        drawn = {
            each.name: figure(
                f"flows/{each.name}", each.title, views.flow(platform, each), language
            )
            for each in platform.flows
        }
        yield flows.flows_page(facts, drawn)
    for page in (credentials.credentials_page, glossary.glossary_page, install.install_page):
        yield page(facts)
    yield namespaces.namespaces_page(facts)
    yield troubleshooting.troubleshooting_page(facts)


def _components(facts: Site) -> Iterator[Page]:
    graphs = views.neighbours(facts.platform)
    caption = phrases(facts.language)["page.figure.neighbours"]
    for component in facts.platform.components:
        graph = graphs.get(component.name)
        title = caption.format(name=component.title)
        drawn = (
            figure(f"components/{component.name}", title, graph, facts.language) if graph else None
        )
        yield component_page(facts, component, drawn)


def _page(written: HandwrittenPage) -> Page:
    return Page(path=written.path, title=written.title, body=written.body, figures=written.figures)
