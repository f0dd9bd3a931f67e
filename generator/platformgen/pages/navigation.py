"""The site's navigation: groups of few siblings, for every page carries the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from platformgen.language import phrases
from platformgen.model import Component
from platformgen.pages.markdown import theme_text
from platformgen.pages.paths import OPERATION, made_paths, page_of
from platformgen.pages.site import Site
from platformgen.sitemap import of_system

Entry: TypeAlias = Mapping[str, "str | list[Entry]"]
"""A page by its title, or a group of entries by its title, as a theme may show them."""

SIBLINGS = 50
"""Longer lists are cut: at 1,000 siblings, navigation is three quarters of what MkDocs writes."""


def navigation(site: Site) -> list[Entry]:
    """Return MkDocs' `nav`."""
    words = phrases(site.language)
    entries = [_entry(site, "home", "index.md"), _entry(site, "architecture", "architecture.md")]
    if site.platform.flows:
        entries.append(_entry(site, "flows", "flows.md"))
    if site.platform.components or site.platform.systems:
        entries.append({words["page.components"]: list(_systems(site))})
    operation = [_entry(site, name, f"{name}.md") for name in OPERATION]
    entries.append({words["page.operation"]: operation})
    written = guides(site)
    if written:
        entries.append({words["page.guides"]: _folders(written)})
    entries.append(_entry(site, "glossary", "glossary.md"))
    return entries


def guides(site: Site) -> list[tuple[str, str]]:
    """Return path and title of the hand-written pages that stand for no made one, in order."""
    made = made_paths(site.platform)
    return [(path, title) for path, title in site.handwritten.items() if path not in made]


def _entry(site: Site, name: str, path: str) -> Entry:
    title = site.handwritten.get(path) or phrases(site.language)[f"page.{name}"]
    return {theme_text(title): path}


def _systems(site: Site) -> Iterator[Entry]:
    components, words = site.platform.components, phrases(site.language)
    for system in site.platform.systems:
        members = [each for each in components if each.system == system.name]
        title = theme_text(words["page.system"].format(name=system.title))
        about: Entry = {title: of_system(system.name)}
        yield {theme_text(system.title): [about, *_members(members)]}
    rest = [each for each in components if each.system not in site.systems]
    if rest:
        yield {words["page.other"]: list(_members(rest))}


def _members(components: Sequence[Component]) -> Iterator[Entry]:
    entries: list[Entry] = [{theme_text(each.title): page_of(each)} for each in components]
    if len(entries) <= SIBLINGS:
        yield from entries
        return
    for start in range(0, len(entries), SIBLINGS):
        group = components[start : start + SIBLINGS]
        title = theme_text(f"{group[0].title} … {group[-1].title}")
        yield {title: entries[start : start + SIBLINGS]}


def _folders(pages: Sequence[tuple[str, str]]) -> list[Entry]:
    """Return pages, those of a folder as a group that its index.md names, if there is one."""
    titles = dict(pages)
    entries: list[Entry] = []
    folders: dict[str, list[Entry]] = {}
    for path, title in pages:
        folder, _, rest = path.partition("/")
        if not rest:
            entries.append({theme_text(title): path})
            continue
        if folder not in folders:
            folders[folder] = []
            named = titles.get(f"{folder}/index.md") or folder.replace("-", " ").capitalize()
            entries.append({theme_text(named): folders[folder]})
        folders[folder].append({theme_text(title): path})
    return entries
