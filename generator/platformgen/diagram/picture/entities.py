"""Characters with a meaning to Mermaid, hidden from an engine that would show their entities.

Set as plain SVG text, a label's `&quot;` is shown as it stands and measured at six letters. So
each such character goes through the engine as one of private use, and is put back in the drawing.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

_MEANINGFUL = '&"<>`#;%\\$'
_PRIVATE = {ord(character): chr(0x10FF00 + ord(character)) for character in _MEANINGFUL}
_PUBLIC = {ord(private): chr(public) for public, private in _PRIVATE.items()}

_MERMAID = re.compile(r"#(\d+|[a-zA-Z]\w*);")
_BREAK = re.compile(r"(?i)<br\s*/?>|\\n")


def hidden(label: str) -> list[str]:
    """Return the lines of a quoted label with each character that has a meaning hidden."""
    return [_hidden(line) for line in _BREAK.split(label)]


def reveal(root: Element) -> None:
    """Put back what was hidden, and read entities that were not, in all text of a drawing."""
    for element in root.iter():
        if element.text:
            element.text = unescape(element.text).translate(_PUBLIC)


def _hidden(line: str) -> str:
    return unescape(_MERMAID.sub(_entity, line)).translate(_PRIVATE)


def _entity(found: re.Match[str]) -> str:
    name = found.group(1)
    return f"&#{name};" if name.isdigit() else f"&{name};"
