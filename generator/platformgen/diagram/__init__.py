"""Diagrams: a drawing or a platform becomes a graph, a graph becomes Mermaid, SVG and sentences."""
