"""Diagrams: a drawing becomes a graph; a graph becomes Mermaid, SVG, DOT, JSON and sentences."""

from platformgen.diagram.drawing import Drawing, Refusal, read, to_mermaid

__all__ = ["Drawing", "Refusal", "read", "to_mermaid"]
