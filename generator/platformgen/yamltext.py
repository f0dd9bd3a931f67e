"""YAML out, in one canonical form that YAML 1.1 and 1.2 readers take alike.

A string stays plain only where no reader of either version could take it for something else: the
Go reader behind kubectl turns `y`, `1e3` and `0o17` into booleans and numbers, and YAML 1.2
emitters leave `on` and `no` plain. Everything else is double-quoted, or a literal block where it
has several lines. Keys keep their order; there are no anchors, tags or folded lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring
from pathlib import PurePosixPath
from typing import Any, TypeVar

from platformgen.artifact import HEADER, Artifact

_PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_./-]*(?:[:@=+][A-Za-z0-9_./-]+)*(?: [A-Za-z0-9_./-]+)*")
_WORDS = frozenset("y n yes no on off true false null none nan inf".split())  # noqa: SIM905
_LITERAL = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]"
    r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*"
)
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


_Value = TypeVar("_Value")


class Shared(dict[str, _Value]):
    """A mapping that stands in many places: its text is made once for each indentation.

    Nobody changes it once it was written.
    """

    __slots__ = ("texts",)

    def __init__(self, mapping: Mapping[str, _Value]) -> None:
        super().__init__(mapping)
        self.texts: dict[str, str] = {}
        """By what stands before the first key."""


def yaml_file(path: str, *documents: Mapping[str, object]) -> Artifact:
    """Return a YAML artifact that says in its first line where it comes from."""
    return Artifact(PurePosixPath(path), (HEADER + stream(documents)).encode())


def stream(documents: Iterable[Mapping[str, object]]) -> str:
    """Return documents as one YAML stream, each after its `---`."""
    lines: list[str] = []
    for document in documents:
        lines.append("---")
        if document:
            _mapping(document, "", lines)
        else:
            lines.append("{}")
    lines.append("")
    return "\n".join(lines)


def _string(text: str) -> str:
    known = _KNOWN.get(text)
    if known is not None:
        return known
    known = text if _is_plain(text) else _quoted(text)
    if len(_KNOWN) < _KNOWN_MAX and "\n" not in text:
        _KNOWN[text] = known
    return known


# Names and labels repeat in every object, so what a string of one line becomes is kept.
_KNOWN: dict[str, str] = {}
_KNOWN_MAX = 100_000


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text.lower() not in _WORDS


def _quoted(text: str) -> str:
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", encode_basestring(text))


def _mapping(mapping: Mapping[str, Any], prefix: str, lines: list[str]) -> None:
    """Write a mapping; `prefix` stands before its first key, and blanks before the others."""
    if type(mapping) is Shared:
        lines.append(_shared(mapping, prefix))
        return
    indent = " " * len(prefix)
    for key, value in mapping.items():
        name = _KNOWN.get(key) or _string(key)
        # A platform of 5,000 components has a million texts: the common case is first. And types
        # are compared, for `isinstance` costs ten times as much where the answer is no.
        kind = type(value)
        if kind is str:
            known = _KNOWN.get(value)
            if known is None:
                _text(f"{prefix}{name}:", value, indent, lines)
            else:
                lines.append(f"{prefix}{name}: {known}")
        elif not value or kind in _SCALARS:
            lines.append(f"{prefix}{name}: {_flat(value)}")
        else:
            lines.append(f"{prefix}{name}:")
            if kind in _LISTS:
                _sequence(value, indent, lines)
            else:
                _mapping(value, f"{indent}  ", lines)
        prefix = indent


def _shared(mapping: Shared[object], prefix: str) -> str:
    known = mapping.texts.get(prefix)
    if known is None:
        lines: list[str] = []
        _mapping(dict(mapping), prefix, lines)
        known = mapping.texts[prefix] = "\n".join(lines)
    return known


_LISTS = frozenset({list, tuple})
_SCALARS = frozenset({bool, int, float, type(None)})


def _flat(value: object) -> str:
    """Return what stands on one line: a scalar that is no text, or an empty collection."""
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if type(value) in _SCALARS:
        return repr(value)
    return "[]" if type(value) in _LISTS else "{}"


def _sequence(items: Sequence[Any], indent: str, lines: list[str]) -> None:
    for item in items:
        kind = type(item)
        if kind is str:
            _text(f"{indent}-", item, indent, lines)
        elif not item or kind in _SCALARS:
            lines.append(f"{indent}- {_flat(item)}")
        elif kind in _LISTS:
            lines.append(f"{indent}-")
            _sequence(item, f"{indent}  ", lines)
        else:
            _mapping(item, f"{indent}- ", lines)


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
