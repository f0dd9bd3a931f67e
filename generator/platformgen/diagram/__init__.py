"""Diagrams: a drawing or a platform becomes a graph, a graph becomes Mermaid, SVG and sentences."""

from platformgen.diagram.drawing import Drawing, Refusal, read, to_mermaid

__all__ = ["Drawing", "Refusal", "read", "to_mermaid"]
