"""What users write: strict YAML, every value with its place, several files as one document."""

from platformgen.source.document import Document
from platformgen.source.layers import merged, overlaid
from platformgen.source.reader import hidden_characters, parse, parse_alone, parse_stream

__all__ = [
    "Document",
    "hidden_characters",
    "merged",
    "overlaid",
    "parse",
    "parse_alone",
    "parse_stream",
]
