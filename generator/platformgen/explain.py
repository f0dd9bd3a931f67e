"""What can be asked about: the codes of diagnostics, the fields of the spec, and things by name."""

from __future__ import annotations

from importlib.resources import files

from platformgen.facts import Facts
from platformgen.model import Platform
from platformgen.schema.field import field

__all__ = ["codes", "facts", "field", "page"]

_PAGES = "explanations"
_SUFFIX = ".md"


def codes() -> tuple[str, ...]:
    """Return the codes that have a page, sorted."""
    folder = files(__package__).joinpath(_PAGES)
    names = (each.name for each in folder.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def page(code: str) -> str | None:
    """Return the page of a code, as Markdown; None if there is no such code."""
    known = code.upper()
    if known not in codes():
        return None
    return files(__package__).joinpath(_PAGES, f"{known}{_SUFFIX}").read_text("utf-8")


def facts(platform: Platform, name: str) -> str | None:
    """Return what can be said of a thing by reference, a line for each fact; None of nothing."""
    found = Facts(platform).of(name)
    if not found:
        return None
    width = max(map(len, found))
    return "".join(
        f"{{{{ {name}.{fact} }}}}{' ' * (width - len(fact))}  {found[fact]}\n" for fact in found
    )
