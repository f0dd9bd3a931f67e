"""The same drawing in other lines: heavy, double, rounded and plain ASCII."""

from __future__ import annotations

LIGHT = "─│┌┐└┘├┤┬┴┼"
STYLES = {
    "heavy": "━┃┏┓┗┛┣┫┳┻╋",
    "double": "═║╔╗╚╝╠╣╦╩╬",
    "rounded": "─│╭╮╰╯├┤┬┴┼",
    "ascii": "-|+++++++++",
}
HEADS = {"▶": ">", "►": ">", "◀": "<", "◄": "<", "▼": "v", "▲": "^"}


def is_light(text: str) -> bool:
    """Tell whether a drawing has light Unicode lines and no others."""
    drawn = {character for character in text if "\u2500" <= character <= "\u257f"}
    plain = not set(text) & set("+|<>^_=*") and "--" not in text
    return bool(drawn) and drawn <= set(LIGHT) and plain and not set(text) & set("→←↑↓⇄")


def redrawn(text: str, style: str) -> str:
    """Return a light drawing in another style."""
    table = dict(zip(LIGHT, STYLES[style], strict=True))
    if style == "ascii":
        table |= HEADS
    return text.translate(str.maketrans(table))
