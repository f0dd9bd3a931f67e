"""The pages of the codes: what each message means, why it is one, and how it is mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from platformgen import explanations
from platformgen.fences import Fence, blocks
from platformgen.language import phrases
from platformgen.pages.markdown import Markdown, code, fence, link, text
from platformgen.pages.page import Page, Way, way_from
from platformgen.pages.paths import CODES, of_spec
from platformgen.pages.prose import prose
from platformgen.pages.site import Site


def codes_page(site: Site, name: str) -> Page:
    """Return one of the pages, by its name in CODES."""
    path, language = of_spec(name), site.language
    shown = [each for each in explanations.codes() if _page_of(each) == name]
    to = way_from(path, {})
    title = phrases(language)[f"page.spec.{name}"]
    body = prose(
        language,
        "codes",
        title=title,
        first=shown[0],
        last=shown[-1],
        to=to,
        codes=[_section(each, language, to) for each in shown],
    )
    return Page(path=path, title=title, body=body)


def listed(language: str, to: Way) -> Iterator[tuple[Markdown, Markdown]]:
    """Yield each code, linked to what is said of it, and what it stands for."""
    for each, title in explanations.titles(language).items():
        yield link(code(each), to(place(each))), text(title)


def place(known: str) -> str:
    """Return where a code is explained: a page of the site, with its anchor."""
    return f"{of_spec(_page_of(known))}#{known.lower()}"


def _page_of(known: str) -> str:
    return [*takewhile(lambda name: CODES[name] <= known, CODES)][-1]


def _section(known: str, language: str, to: Way) -> Markdown:
    """Return what is said of a code as a section of a page: its title, prose and examples."""
    written = explanations.page(known, language) or ""
    lines = [f"## {known}: {explanations.title(written)} {{ #{known.lower()} }}"]
    for part in blocks(written.splitlines()[1:]):
        if isinstance(part, Fence):
            lines.append(fence(part.info, part.code))
        else:
            lines += (_linked(line, known, to) for line in part.lines)
    return Markdown("\n".join(lines))


_CODE = re.compile(r"(?<![\w`])PG\d{3}(?![\w`])")


def _linked(line: str, known: str, to: Way) -> str:
    """Return a line of prose with links to the other codes that it speaks of."""

    def linked(found: re.Match[str]) -> str:
        other = found.group()
        return other if other == known else link(other, to(place(other)))

    return _CODE.sub(linked, line)
