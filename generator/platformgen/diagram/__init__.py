"""Diagrams: a drawing or a platform becomes a graph, a graph becomes Mermaid, SVG and sentences."""

from platformgen.diagram.drawing import Drawing, Refusal, read, to_mermaid
from platformgen.diagram.explain import explain

__all__ = ["Drawing", "Refusal", "explain", "read", "to_mermaid"]
