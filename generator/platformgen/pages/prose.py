"""The prose of the pages: one template for each page and language, compiled once.

Templates are ours alone; a spec's text is never one. What a template shows is escaped unless it is
`Markdown` already, so that a forgotten filter cannot let markup in.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from platformgen.pages import markdown
from platformgen.pages.markdown import Markdown

PAGES: tuple[str, ...] = (
    "architecture",
    "component",
    "credentials",
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
    made.filters = {**made.filters, "inset": markdown.inset, "codes": codes}
    return made


def shown(value: object) -> Markdown:
    """Return a value as a template writes it."""
    if isinstance(value, Markdown):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Markdown(str(value))
    assert isinstance(value, str), value  # noqa: S101
    return markdown.text(value)


def codes(values: Iterator[str]) -> Markdown:
    """Return texts as code, separated by commas."""
    return Markdown(", ".join(markdown.code(value) for value in values))
