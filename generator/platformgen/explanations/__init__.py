"""The page of each code: what a diagnostic means, why it is one, and how it is mended.

A page is Markdown in its language: a title with the code, prose, and examples that are the same in
every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_SUFFIX = ".md"


@cache
def codes() -> tuple[str, ...]:
    """Return the codes that have a page, sorted."""
    found = (each.name for each in files(__package__).joinpath("en").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


def page(code: str, language: str = "en") -> str | None:
    """Return the page of a code, as Markdown; None if there is no such code."""
    known = code.upper()
    if known not in codes():
        return None
    return files(__package__).joinpath(language, f"{known}{_SUFFIX}").read_text("utf-8")


def titles(language: str = "en") -> Mapping[str, str]:
    """Return what each code stands for, in a few words."""
    return {code: title(page(code, language) or "") for code in codes()}


def title(text: str) -> str:
    """Return what a page's code stands for, as its first line says."""
    return text.partition("\n")[0].partition(": ")[2]
