"""YAML out, in one canonical form that YAML 1.1 and 1.2 readers take alike.

A string stays plain only where no reader of either version could take it for something else: the
Go reader behind kubectl turns `y`, `1e3` and `0o17` into booleans and numbers, and YAML 1.2
emitters leave `on` and `no` plain. Everything else is double-quoted, or a literal block where it
has several lines. Keys keep their order; there are no anchors, tags or folded lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from platformgen.artifact import HEADER, Artifact

_PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_./-]*(?:[:@=+][A-Za-z0-9_./-]+)*(?: [A-Za-z0-9_./-]+)*")
_WORDS = frozenset("y n yes no on off true false null none nan inf".split())  # noqa: SIM905
_LITERAL = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]"
    r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*"
)
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def yaml_file(path: str, *documents: Mapping[str, object]) -> Artifact:
    """Return a YAML artifact that says in its first line where it comes from."""
    return Artifact(PurePosixPath(path), (HEADER + stream(documents)).encode())


def stream(documents: Iterable[Mapping[str, object]]) -> str:
    """Return documents as one YAML stream, each after its `---`."""
    lines: list[str] = []
    for document in documents:
        lines.append("---")
        if document:
            _mapping(document, "", "", lines)
        else:
            lines.append("{}")
    lines.append("")
    return "\n".join(lines)


def scalar(value: object) -> str:
    """Return a scalar as it stands in the YAML text."""
    if isinstance(value, str):
        return _string(value)
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    assert isinstance(value, int | float), value  # noqa: S101
    return repr(value)


def _string(text: str) -> str:
    known = _KNOWN.get(text)
    if known is None:
        known = text if _is_plain(text) else _quoted(text)
        if len(_KNOWN) < _KNOWN_MAX:
            _KNOWN[text] = known
    return known


# Names and labels repeat in every object, so the answer for a string is kept.
_KNOWN: dict[str, str] = {}
_KNOWN_MAX = 100_000


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text.lower() not in _WORDS


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)


def _mapping(mapping: Mapping[str, object], first: str, indent: str, lines: list[str]) -> None:
    prefix = first
    for key, value in mapping.items():
        start = f"{prefix}{_string(key)}:"
        if isinstance(value, str):
            _text(start, value, indent, lines)
        elif isinstance(value, Mapping):
            if value:
                lines.append(start)
                deeper = indent + "  "
                _mapping(value, deeper, deeper, lines)
            else:
                lines.append(f"{start} {{}}")
        elif isinstance(value, list | tuple):
            if value:
                lines.append(start)
                _sequence(value, indent, lines)
            else:
                lines.append(f"{start} []")
        else:
            lines.append(f"{start} {scalar(value)}")
        prefix = indent


def _sequence(items: Sequence[object], indent: str, lines: list[str]) -> None:
    deeper = indent + "  "
    for item in items:
        if isinstance(item, Mapping) and item:
            _mapping(item, f"{indent}- ", deeper, lines)
        elif isinstance(item, list | tuple) and item:
            lines.append(f"{indent}-")
            _sequence(item, deeper, lines)
        elif isinstance(item, str):
            _text(f"{indent}-", item, indent, lines)
        else:
            empty = "{}" if isinstance(item, Mapping) else "[]"
            is_empty = isinstance(item, Mapping | list | tuple)
            lines.append(f"{indent}- {empty if is_empty else scalar(item)}")


def _text(start: str, text: str, indent: str, lines: list[str]) -> None:
    if "\n" not in text or not _LITERAL.fullmatch(text):
        lines.append(f"{start} {_string(text)}")
        return
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    chomp = {0: "-", 1: ""}.get(ends, "+")
    lines.append(f"{start} |{chomp}")
    deeper = indent + "  "
    lines.extend(deeper + line if line else "" for line in body.split("\n"))
    lines.extend([""] * (ends - 1))
