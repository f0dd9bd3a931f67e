"""Damage done to text on purpose: UTF-8 read in a one-byte encoding, as old programs do."""

from __future__ import annotations

from collections.abc import Callable


def kept(text: str, codec: str) -> str:
    """Return UTF-8 as a program shows it that keeps the controls of ISO 8859-1."""
    return "".join(_character(byte, codec) or chr(byte) for byte in text.encode())


def dropped(text: str, codec: str) -> str:
    """Return UTF-8 as a program shows it that drops what has no character, and soft hyphens."""
    return "".join(_character(byte, codec) for byte in text.encode()).replace("\xad", "")


def marked(text: str, codec: str) -> str:
    """Return UTF-8 as a program shows it that marks what has no character."""
    return "".join(_character(byte, codec) or "\ufffd" for byte in text.encode())


def twice(damage: Callable[[str, str], str], text: str, codec: str) -> str:
    """Return text that was damaged, saved, and damaged again."""
    return damage(damage(text, codec), codec)


def _character(byte: int, codec: str) -> str:
    return bytes((byte,)).decode(codec, "ignore")
