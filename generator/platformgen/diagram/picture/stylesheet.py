"""The styles of an engine's SVG, cut down to what may and need be there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element

import tinycss2  # type: ignore[import-untyped]  # It has no stubs.
from msgspec import Struct
from tinycss2.ast import (  # type: ignore[import-untyped]
    Declaration,
    ParseError,
    QualifiedRule,
)

PROPERTIES = frozenset(
    {
        *("clip-path", "color", "dominant-baseline", "fill", "fill-opacity", "fill-rule"),
        *("font-size", "font-style", "font-weight", "letter-spacing"),
        *("marker-end", "marker-mid", "marker-start", "opacity", "paint-order", "rx", "ry"),
        *("stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset"),
        *("stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor"),
        *("text-decoration", "visibility"),
    }
)
"""What a style may set: how shapes and text are painted, and nothing that moves or loads."""


def pruned(css: str, root: Element) -> str:
    """Return the rules of a stylesheet that can match something in the drawing."""
    words = frozenset(_words(root))
    rules: list[str] = []
    for rule in _rules(css):
        kept = [selector for selector, needed in rule.selectors.items() if needed <= words]
        is_of_text = any(selector.endswith(("span", "text")) for selector in kept)
        body = rule.body_of_text if is_of_text else rule.body
        if kept and body:
            rules.append(f"{','.join(kept)}{{{body}}}")
    return "".join(rules)


class _Rule(Struct, frozen=True, kw_only=True):
    """What may be kept of a rule: selectors with the words that they need, and the bodies."""

    selectors: Mapping[str, frozenset[str]]
    body: str
    body_of_text: str


# All drawings of one kind have one stylesheet.
@lru_cache(maxsize=64)
def _rules(css: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            selectors={
                selector.strip(): _needed(selector)
                for selector in tinycss2.serialize(rule.prelude).split(",")
            },
            body=";".join(_declared(rule.content, with_important=True)),
            body_of_text=";".join(_declared(rule.content, with_important=False)),
        )
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        # At-rules animate or load; our own media query is added at the end.
        if isinstance(rule, QualifiedRule)
    )


# The same few styles stand on most elements of a drawing.
@lru_cache(maxsize=1024)
def declarations(style: str) -> Mapping[str, str]:
    """Return the allowed declarations of a style attribute; the last of two wins, as in CSS."""
    content = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return {
        item.lower_name: tinycss2.serialize(item.value).strip()
        for item in content
        if isinstance(item, Declaration) and _is_allowed(item)
    }


def attribute(declared: Mapping[str, str]) -> str:
    """Return declarations as the value of a style attribute."""
    return ";".join(f"{name}:{value}" for name, value in declared.items())


def _declared(content: object, *, with_important: bool) -> Iterator[str]:
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if isinstance(item, Declaration) and _is_allowed(item):
            value = tinycss2.serialize(item.value).strip()
            # What is important about text is the user's colour, which stands on the element.
            if with_important or not item.important:
                yield f"{item.lower_name}:{value}" + ("!important" if item.important else "")


def _is_allowed(declaration: Declaration) -> bool:
    value = tinycss2.serialize(declaration.value)
    addresses = re.findall(r"(?i)url\s*\(\s*([^)]*)", value)
    return (
        declaration.lower_name in PROPERTIES
        and all(re.fullmatch(r"""["']?#[\w-]+["']?\s*""", address) for address in addresses)
        and not any(isinstance(token, ParseError) for token in declaration.value)
    )


def _words(root: Element) -> Iterator[str]:
    for element in root.iter():
        yield element.tag
        yield f"#{element.get('id')}"
        yield from (f".{name}" for name in element.get("class", "").split())
        yield from (f'[{name}="{value}"]' for name, value in element.items())


_WORD = re.compile(r"""[.#][\w-]+|\[[\w-]+=["'][^"']*["']\]|(?<![\w.#:-])[a-zA-Z][\w-]*""")
_NEGATION = re.compile(r":not\([^)]*\)|:[\w-]+(?:\([^)]*\))?")


def _needed(selector: str) -> frozenset[str]:
    """Return the words that must be in a drawing for the selector to match something."""
    found = _WORD.findall(_NEGATION.sub("", selector))
    return frozenset(word.replace("'", '"') for word in found)
