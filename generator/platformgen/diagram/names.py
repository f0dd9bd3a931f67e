"""Names of nodes, without what only stands for their outline."""

from __future__ import annotations


def unbracketed(text: str) -> str:
    """Return a text without the brackets that stand for its box."""
    inner = text[1:-1].strip()
    boxed = text[:1] == "[" and text[-1:] == "]" and "[" not in inner and "]" not in inner
    return inner if boxed and inner else text
