"""Markdown out: what a spec says comes out in the page as it was written, never as markup.

Two Markdown dialects read our pages: TechDocs', Python-Markdown with a score of extensions that
nobody can switch off, and the standalone site's. Character references mean the same to both, so
they stand for all that either would read as markup.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit


class Markdown(str):
    """Text that is Markdown already: it is written into a page as it is."""

    __slots__ = ()


NOTHING = Markdown("")

# After the single characters come the markups of several: links and emoji by name, marks, trade
# marks, fractions, "care of", ordinals, the number of a list, whatever may begin a block.
_MARKUP = re.compile(
    r"""(?xi)
    [&<>\\`*_{}\[\]~^|@"\#]
    | :(?=//|[-+\w]+:)
    | (?<=www)\.
    | =(?=[=/]) | (?<=[=/])=
    | \((?=(?:tm|c|r|p)\))
    | (?<=[+\d])/(?=[-\d])
    | (?<=c)/(?=o)
    | (?<=\d)[snrt](?=[tdh])
    | (?<=\d)[.)](?=\s|$)
    | ^[!+:=?-]
    """
)
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Not what inline extensions would read in code: `#!python …`, `:::python …`, `{++…++}`.
_PLAIN_CODE = re.compile(r"(?!\#!|:::)[^`|\\{<]+")
# Fences do not hold these: extensions that run before fences look into them. Some run programs.
_READ_IN_FENCES = re.compile(
    r"^[ ;]*-+8<-|^\s*\{%|```|~~~|::uml::|^>+ *\[!|\{(?:\+\+|--|==|>>|~~)|\t", re.MULTILINE
)
_ENTITY = re.compile(r"&(?=#?\w)")
_LOOKALIKES = str.maketrans({"<": "\u2039", ">": "\u203a", '"': "\u201d"})
_SCHEMES = frozenset({"http", "https", "mailto"})


# The same names stand on many pages, and on each again when a platform is built again.
@lru_cache(maxsize=65_536)
def text(value: str) -> Markdown:
    """Return a text as one line that shows it; each run of white space becomes one space."""
    return Markdown(_MARKUP.sub(_reference, _line(value)))


def code(value: str) -> Markdown:
    """Return a text as code in the line; each run of white space becomes one space."""
    line = _line(value)
    if _PLAIN_CODE.fullmatch(line):
        return Markdown(f"`{line}`")
    return Markdown(f"<code>{text(line)}</code>") if line else NOTHING


def fence(language: str, value: str) -> Markdown:
    """Return lines of code as a block, highlighted as this language of Pygments."""
    lines = _UNPRINTABLE.sub("\ufffd", value).rstrip("\n")
    if _READ_IN_FENCES.search(lines):
        shown = "&#10;".join(_MARKUP.sub(_reference, line) for line in lines.split("\n"))
        return Markdown(f"<pre><code>{shown}</code></pre>")
    return Markdown(f"```{language}\n{lines}\n```")


def link(label: str, target: str) -> Markdown:
    """Return a link; the label alone where the target is neither a web address nor a page."""
    shown = label if isinstance(label, Markdown) else text(label)
    safe = destination(target)
    if label == target and target.startswith(("http://", "https://")) and safe:
        return Markdown(f"<{safe}>")
    return Markdown(f"[{shown}]({safe})") if safe else Markdown(shown)


@lru_cache(maxsize=65_536)  # as above
def destination(target: str) -> str | None:
    """Return what a link can lead to, safe inside its parentheses; None for other schemes."""
    plain = _UNPRINTABLE.sub("", target).strip()
    try:
        scheme = urlsplit(plain).scheme
    except ValueError:
        return None
    if scheme and scheme not in _SCHEMES:
        return None
    return quote(plain, safe="/:?#@!$&'+,;=%-._~").replace("&", "&amp;")


def theme_text(value: str) -> str:
    """Return a text as MkDocs' themes may show it: they write titles into HTML as they stand.

    In one place they even decode what was encoded, so that encoding is no way; what could open or
    close a tag or an attribute becomes a character that looks like it.
    """
    return _ENTITY.sub("&amp;", _line(value)).translate(_LOOKALIKES)


def inset(value: Markdown) -> Markdown:
    """Return Markdown four columns further in, as the body of a note, a tab or a list item."""
    return Markdown("\n".join(f"    {line}" if line else "" for line in value.split("\n")))


def _line(value: str) -> str:
    return " ".join(_UNPRINTABLE.sub("\ufffd", value).split())


def _reference(found: re.Match[str]) -> str:
    character = found.group()
    return _NAMED.get(character) or f"&#{ord(character)};"
