"""Hand-written Markdown without what acts: scripts, handlers, odd links, programs in disguise.

Backstage cleans what it shows; a standalone site does not, and TechDocs' own dialect runs Graphviz
and PlantUML on what a page says. What is let through is a short list; all else stays readable, as
text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from platformgen.pages.markdown import code


class Finding(Struct, frozen=True, kw_only=True):
    """Something about a hand-written page that its author should know, as a diagnostic has it."""

    page: str
    line: int
    reason: str
    column: int = 1
    code: str = "PG060"
    fix: str = ""


# fmt: off
_TAGS = frozenset({
    "abbr", "b", "blockquote", "br", "caption", "cite", "dd", "del", "details", "dfn", "div", "dl",
    "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins",
    "kbd", "li", "mark", "ol", "p", "q", "s", "samp", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul", "var",
})
_ATTRIBUTES = frozenset({
    "align", "alt", "class", "colspan", "dir", "height", "id", "lang", "loading", "markdown",
    "open", "rowspan", "scope", "src", "start", "title", "width",
})
# Elements that do something; a `<name>` that is none of these is a placeholder of the author's.
_ACTIVE = frozenset({
    "a", "applet", "audio", "base", "button", "canvas", "embed", "form", "frame", "iframe",
    "input", "link", "math", "meta", "noscript", "object", "script", "select", "source", "style",
    "svg", "template", "textarea", "video",
})
# fmt: on
_DOING = frozenset({"action", "formaction", "href", "src", "srcdoc", "srcset", "style"})
_VALUE = r"(?:\"[^\"<>]*\"|'[^'<>]*'|[\w.%-]+)"
_TAG = re.compile(rf"</?([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+(?:={_VALUE})?)*)\s*/?>")
_ATTRIBUTE = re.compile(rf"\s+([a-zA-Z-]+)(?:=({_VALUE}))?")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_AUTOLINK = re.compile(r"<(?:https?://[^<>\s\"'`]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# A target between angle brackets, which would be shown as text; or code, which stays as it is.
_ANGLED = re.compile(
    r"(?<![\\`])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<before>\]\(\s*|^ *\[[^\[\]]+\]: *)<(?P<target>[^\s<>]+)>"
)
_COMMENT = re.compile(r"^[ \t]*<!--.*?-->", re.MULTILINE | re.DOTALL)
_TICKS = re.compile(r"`{3,}|~{3,}")
_KEY = re.compile(r"([^\s={}]+)\s*=")
_DESTINATION = re.compile(r"\]([(:])(?=\s*<?([^\s)>]*))")
# A path inside the site, an anchor, a web or a mail address; nothing that a reader decodes first.
_SAFE = re.compile(
    r"(?:https?://|mailto:)[^\s`\\<>\"'*]+|[^\s`\\<>\"'*:&]+(?:[/?#][^\s`\\<>\"'*]*)?|[/?#][^\s`\\<>\"'*]*"
)


def harmless(page: str, first: int, lines: Sequence[str]) -> tuple[list[str], list[Finding]]:
    """Return lines of prose that do nothing, and what was found in them.

    `first` is the number of the first line in the page.
    """
    findings: list[Finding] = []
    text = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), "\n".join(lines))
    made: list[str] = []
    for number, line in enumerate(text.split("\n"), first):
        shown, reasons = _line(line)
        made.append(shown)
        findings.extend(Finding(page=page, line=number, reason=reason) for reason in reasons)
    return made, findings


def _line(line: str) -> tuple[str, list[str]]:
    reasons: list[str] = []
    bare = _ANGLED.sub(_bare, line)
    linked = _DESTINATION.sub(lambda found: _destination(found, reasons), bare)
    made: list[str] = []
    position = 0
    for span in _CODE.finditer(linked):
        made.append(_prose(linked, position, span.start(), reasons))
        made.append(code(span[2]))
        position = span.end()
    made.append(_prose(linked, position, len(linked), reasons))
    return "".join(made), reasons


def _bare(found: re.Match[str]) -> str:
    return found.group() if found["ticks"] else found["before"] + found["target"]


def _destination(found: re.Match[str], reasons: list[str]) -> str:
    opening, target = found.groups()
    if _SAFE.fullmatch(target):
        return found.group()
    if ":" in target:
        reasons.append(f"a link to {target!r} is neither a page nor a web or mail address")
    return f"]&#{ord(opening)};"


def _prose(line: str, start: int, end: int, reasons: list[str]) -> str:
    """Return a part of a line without code, its tags and attributes let through or shown."""
    made: list[str] = []
    position = start
    while position < end:
        character = line[position]
        if character == "<":
            length, shown = _angle(line[position:end], reasons)
        elif character in "`~" and (ticks := _TICKS.match(line, position)):
            # No fence is left but those that we write: a reader could pair others otherwise.
            length, shown = len(ticks.group()), f"&#{ord(character)};" * len(ticks.group())
        elif character == "{" or line.startswith("::uml::", position):
            length, shown = 1, _opening(line[position:], reasons)
        else:
            length, shown = 1, character
        made.append(shown)
        position += length
    return "".join(made)


def _angle(rest: str, reasons: list[str]) -> tuple[int, str]:
    if rest.startswith("<!--") and "-->" in rest:
        return rest.index("-->") + 3, ""
    link = _AUTOLINK.match(rest)
    if link is not None:
        return link.end(), link.group()
    tag = _TAG.match(rest)
    if tag is not None and tag[1].lower() in _TAGS and _is_plain(tag[2]):
        return tag.end(), tag.group()
    name = _NAME.match(rest)
    if name is not None and name[1].lower() in _TAGS | _ACTIVE:
        reasons.append(f"<{name[1]}> with what it has is shown as text: pages hold no active HTML")
    return 1, "&lt;"


def _is_plain(attributes: str) -> bool:
    for name, value in _ATTRIBUTE.findall(attributes):
        if name.lower() not in _ATTRIBUTES:
            return False
        if name.lower() == "src" and not _is_inside(value.strip("\"'")):
            return False
    return True


def _is_inside(target: str) -> bool:
    return bool(_SAFE.fullmatch(target)) and not target.startswith(("http", "mailto", "//"))


def _opening(rest: str, reasons: list[str]) -> str:
    """Return a brace or colon as it is, or shown, if an extension would act on what it opens."""
    if rest.startswith(("::uml::", "{%")):
        return f"&#{ord(rest[0])};"
    keys = [key.lower() for key in _KEY.findall(rest[: rest.rfind("}")])]
    doing = [key for key in keys if key.startswith("on") or key in _DOING]
    reasons.extend(
        f"the attribute {key!r} is shown as text: pages hold no active HTML" for key in doing
    )
    return rest[0] if all(key in _ATTRIBUTES for key in keys) else "&#123;"
