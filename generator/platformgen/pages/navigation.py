"""The site's navigation: groups of few siblings, for every page carries the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from platformgen.language import phrases
from platformgen.model import Component
from platformgen.pages.markdown import theme_text
from platformgen.pages.paths import (
    CHANGELOG,
    CODES,
    FIELDS,
    OPERATION,
    made_paths,
    of_spec,
    page_of,
)
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
    written = list(_shelves(site))
    if written:
        entries.append({words["page.guides"]: written})
    entries.append({words["page.spec"]: _spec(site)})
    entries.append(_entry(site, "glossary", "glossary.md"))
    changes = changelog(site)
    if changes is not None:
        entries.append(_entry(site, "changelog", changes))
    return entries


def _spec(site: Site) -> list[Entry]:
    words = phrases(site.language)
    return [
        _entry(site, "spec.index", of_spec("index")),
        *(
            {
                words[f"page.spec.{group}"]: [
                    _entry(site, f"spec.{each}", of_spec(each)) for each in pages
                ]
            }
            for group, pages in (("fields", FIELDS), ("codes", CODES))
        ),
    ]


def changelog(site: Site) -> str | None:
    """Return the path of the hand-written page of what changed in the platform, if there is one."""
    return next((path for path in site.handwritten if path.lower() == CHANGELOG), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Hand-written pages of one folder, as paths and titles; a page of none stands alone.

    A folder is named by its index.md, if there is one, and else by its name; `page` is that page.
    """

    title: str | None
    page: str | None
    pages: tuple[tuple[str, str], ...]


def shelves(site: Site) -> list[Shelf]:
    """Return the hand-written pages that have no other place, in their order, by folder."""
    elsewhere = {*made_paths(site.platform), changelog(site)}
    folders: dict[str, list[tuple[str, str]]] = {}
    for path, title in site.handwritten.items():
        if path not in elsewhere:
            folder, slash, _ = path.partition("/")
            folders.setdefault(folder + slash, []).append((path, title))
    return [_shelf(site, folder, pages) for folder, pages in folders.items()]


def _shelf(site: Site, folder: str, pages: Sequence[tuple[str, str]]) -> Shelf:
    if not folder.endswith("/"):
        return Shelf(title=None, page=None, pages=tuple(pages))
    index = f"{folder}index.md"
    title = site.handwritten.get(index) or folder[:-1].replace("-", " ").capitalize()
    page = index if index in site.handwritten else None
    return Shelf(title=title, page=page, pages=tuple(pages))


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


def _shelves(site: Site) -> Iterator[Entry]:
    for shelf in shelves(site):
        pages: list[Entry] = [{theme_text(title): path} for path, title in shelf.pages]
        if shelf.title is None:
            yield from pages
        else:
            yield {theme_text(shelf.title): pages}
