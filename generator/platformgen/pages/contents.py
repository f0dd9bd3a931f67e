"""All pages of the site, made and hand-written; a hand-written page stands for a made one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from msgspec import Struct

from platformgen import views
from platformgen.diagram.graph import Graph
from platformgen.language import phrases
from platformgen.memory import Recall, afresh
from platformgen.model import Component, Platform
from platformgen.pages import (
    architecture,
    changing,
    credentials,
    flows,
    glossary,
    home,
    install,
    namespaces,
    troubleshooting,
)
from platformgen.pages.codes import codes_page
from platformgen.pages.component import component_page
from platformgen.pages.fields import fields_page
from platformgen.pages.figure import figure
from platformgen.pages.handwritten import HandwrittenPage, handwritten
from platformgen.pages.harmless import Finding
from platformgen.pages.known import KnownSvg
from platformgen.pages.llms import llms
from platformgen.pages.navigation import Entry, navigation
from platformgen.pages.page import Page
from platformgen.pages.paths import CODES, FIELDS, of_spec, page_of
from platformgen.pages.site import Places, Site, site
from platformgen.pages.system import system_page
from platformgen.sitemap import of_system


class Contents(Struct, frozen=True, kw_only=True):
    """The whole site before it is files: pages, navigation, and what authors should know."""

    site: Site
    pages: tuple[Page, ...]
    navigation: Sequence[Entry]
    findings: tuple[Finding, ...]


def contents(
    platform: Platform, places: Places, known: KnownSvg, recall: Recall = afresh
) -> Contents:
    """Return the site of a platform.

    `known` gives the drawings that need not be drawn again, `recall` other parts of pages.
    """
    written = handwritten(platform, known)
    facts = site(platform, places, {each.path: each.title for each in written}, recall)
    made = [make() for path, make in _makers(facts).items() if path not in facts.handwritten]
    pages = [*made, *map(_page, written)]
    findings = [finding for each in written for finding in each.findings]
    return Contents(
        site=facts,
        pages=(*pages, llms(facts, pages)),
        navigation=navigation(facts),
        findings=tuple(sorted(findings, key=lambda each: (each.page, each.line))),
    )


def made_page(platform: Platform, places: Places, path: str) -> Page:
    """Return the page that is made for a path, whether or not somebody wrote one in its place."""
    return _makers(site(platform, places, {}))[path]()


_Maker: TypeAlias = Callable[[], Page]


def _makers(facts: Site) -> dict[str, _Maker]:
    """Return what makes each page, by path, in the order of the site."""
    makers: dict[str, _Maker] = {
        home.PATH: lambda: _home(facts),
        architecture.PATH: lambda: _architecture(facts),
        **_components(facts),
        **{
            of_system(each.name): partial(system_page, facts, each)
            for each in facts.platform.systems
        },
    }
    if facts.platform.flows:
        makers[flows.PATH] = lambda: _flows(facts)
    return {
        **makers,
        credentials.PATH: lambda: credentials.credentials_page(facts),
        glossary.PATH: lambda: glossary.glossary_page(facts),
        install.PATH: lambda: install.install_page(facts),
        namespaces.PATH: lambda: namespaces.namespaces_page(facts),
        troubleshooting.PATH: lambda: troubleshooting.troubleshooting_page(facts),
        changing.PATH: lambda: changing.changing_page(facts),
        **{of_spec(name): partial(fields_page, facts, name) for name in FIELDS},
        **{of_spec(name): partial(codes_page, facts, name) for name in CODES},
    }


def _home(facts: Site) -> Page:
    platform = facts.platform
    graph = views.architecture(platform)
    return home.home(facts, figure("architecture", platform.title, graph, facts.language))


def _architecture(facts: Site) -> Page:
    platform, language = facts.platform, facts.language
    words = phrases(language)
    layers = figure("layers", words["page.architecture"], views.layers(platform), language)
    network = (
        figure("network", words["page.figure.network"], views.network(platform), language)
        if any(each.routes for each in platform.components)
        else None
    )
    return architecture.architecture_page(facts, layers, network)


def _flows(facts: Site) -> Page:
    platform, language = facts.platform, facts.language
    drawn = {
        each.name: figure(f"flows/{each.name}", each.title, views.flow(platform, each), language)
        for each in platform.flows
    }
    return flows.flows_page(facts, drawn)


def _components(facts: Site) -> dict[str, _Maker]:
    graphs = views.neighbours(facts.platform)
    return {
        page_of(each): partial(_component, facts, each, graphs.get(each.name))
        for each in facts.platform.components
    }


def _component(facts: Site, component: Component, graph: Graph | None) -> Page:
    caption = phrases(facts.language)["page.figure.neighbours"].format(name=component.title)
    name = f"components/{component.name}"
    drawn = facts.recall(figure, name, caption, graph, facts.language) if graph else None
    return component_page(facts, component, drawn)


def _page(written: HandwrittenPage) -> Page:
    return Page(path=written.path, title=written.title, body=written.body, figures=written.figures)
