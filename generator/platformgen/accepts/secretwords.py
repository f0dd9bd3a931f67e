"""The words that names of secret values end in, as variables, keys and arguments have them."""

from __future__ import annotations

ENDINGS = (
    "password|passwd|passphrase|secret|token"
    "|api[_-]?key|private[_-]?key|access[_-]?key|credentials?"
)
"""Alternatives of a regular expression, to be matched in any case."""
