"""The prose of the pages: one template for each page and language, compiled once.

Templates are ours alone; a spec's text is never one. What a template shows is escaped unless it is
`Markdown` already, so that a forgotten filter cannot let markup in.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from platformgen.pages import markdown
from platformgen.pages.lookups import Titled
from platformgen.pages.markdown import Markdown
from platformgen.pages.page import Way

PAGES: tuple[str, ...] = (
    "architecture",
    "changing",
    "codes",
    "component",
    "credentials",
    "fields",
    "flows",
    "glossary",
    "home",
    "install",
    "llms",
    "namespaces",
    "system",
    "troubleshooting",
)
"""The names of the templates, the same in every language."""


def prose(language: str, page: str, **facts: object) -> str:
    """Return the page in this language with the facts filled in."""
    return environment().get_template(f"{language}/{page}.md").render(facts)


def asset(name: str) -> str:
    """Return a file of ours that goes into the site as it is."""
    return files("platformgen.pages").joinpath("assets", name).read_text("utf-8")


@cache
def environment() -> Environment:
    """Return the environment that knows our templates and nothing else."""
    made = Environment(  # noqa: S701  # `finalize` escapes for Markdown, not for HTML
        loader=PackageLoader("platformgen.pages", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=shown,
    )
    made.globals = {
        "code": markdown.code,
        "fence": markdown.fence,
        "link": markdown.link,
        "zip": zip,
    }
    made.filters = {**made.filters, "inset": markdown.inset, "codes": codes, "linked": linked}
    return made


def shown(value: object) -> Markdown:
    """Return a value as a template writes it."""
    if isinstance(value, Markdown):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Markdown(str(value))
    assert isinstance(value, str), value  # noqa: S101
    return markdown.text(value)


def codes(values: Iterable[str]) -> Markdown:
    """Return texts as code, separated by commas."""
    return Markdown(", ".join(markdown.code(value) for value in values))


def linked(things: Iterable[Titled], to: Way) -> Markdown:
    """Return titles, linked to their pages where they have one, separated by commas."""
    shown = [
        markdown.link(each.title, to(each.page)) if each.page else markdown.text(each.title)
        for each in things
    ]
    return Markdown(", ".join(shown) or "—")
