"""The front matter of a hand-written page: its title, its component and its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from platformgen.source.document import Places
from platformgen.source.frontmatter import front

_KEYS = ("title", "component", "order")
UNORDERED = 1000
"""The `order` of a page that says none: after those that do."""


class FrontMatter(Struct, frozen=True, kw_only=True):
    """What a page says of itself; `lines` counts its lines, the two `---` among them.

    Findings are line numbers, from 1, with a reason. What is no YAML was found before.
    """

    title: str
    order: int
    lines: int
    findings: tuple[tuple[int, str], ...]


def front_matter(content: str) -> FrontMatter:
    """Return the front matter of a page; one without says nothing of itself."""
    head, _ = front(content, Places(), "")
    values = head.document.value if head.document and head.document.value else {}
    title, order = values.get("title"), values.get("order")
    return FrontMatter(
        title=title if isinstance(title, str) else "",
        order=order if isinstance(order, int) else UNORDERED,
        lines=head.lines,
        findings=tuple(_findings(values, content.split("\n"))),
    )


def _findings(values: Mapping[str, object], lines: list[str]) -> Iterator[tuple[int, str]]:
    for key, value in values.items():
        line = next((at for at, each in enumerate(lines, 1) if each.startswith(key)), 1)
        if key not in _KEYS:
            yield line, f"the front matter has no {key!r}; it knows {', '.join(_KEYS)}"
        elif isinstance(value, bool) or not isinstance(value, int if key == "order" else str):
            yield line, f"{key} is {'a whole number' if key == 'order' else 'text'}"
