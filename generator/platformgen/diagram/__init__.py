"""Diagrams: a drawing or a platform becomes a graph, a graph becomes Mermaid, SVG and sentences."""

from __future__ import annotations

from platformgen.diagram.answer import Drawing, Refusal

__all__ = ["Drawing", "Refusal", "read", "to_mermaid"]


def read(text: str) -> Drawing | Refusal:
    """Read a drawing; what is not surely a diagram is refused."""
    from platformgen.diagram import drawing  # noqa: PLC0415  # who needs a graph pays for no reader

    return drawing.read(text)


def to_mermaid(text: str) -> str | None:
    """Return the Mermaid source of a drawing, None if it is not one."""
    from platformgen.diagram.mermaid import mermaid  # noqa: PLC0415  # as above

    found = read(text)
    return mermaid(found.graph) if isinstance(found, Drawing) else None
