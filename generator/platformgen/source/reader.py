"""YAML text to plain values with places, from libyaml's events; every trap refused on the way.

Aliases, anchors, tags and merge keys are refused as events, before anything is expanded, so that
no bomb can go off. Limits: 6 MiB of text, 1 MiB in one value, 64 levels, one million values,
65,536 files.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from platformgen.diagnostic import Diagnostic, Span
from platformgen.source.document import (
    COLUMN_BITS,
    LINE_BITS,
    Document,
    Places,
    Position,
    Positions,
    Value,
)
from platformgen.source.scalars import Ambiguous, resolved, spelled_otherwise
from platformgen.source.syntax import syntax_error

BYTES_MAX = 6 * 1024 * 1024
TEXT_MAX = 1024 * 1024  # characters; no Kubernetes object holds more
DEPTH_MAX = 64
VALUES_MAX = 1_000_000
FILES_MAX = 1 << 64 - LINE_BITS - COLUMN_BITS

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_WHY_ALIAS = "one fact would be written in two places, and a cycle could never be built"
_FIX_ALIAS = "write it out, or quote it if it is a text"
_WHY_AMBIGUOUS = "readers of YAML 1.1 and of YAML 1.2 take it for different things"


def parse(content: bytes, places: Places, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read the one document of a file; None where nothing can be built on it."""
    documents, found = parse_stream(content, places, file)
    if found:
        return None, found
    if not documents:
        start = Span(file, 1, 1)
        what, fix = "there is nothing in this file", "write what it is to say, or remove it"
        return None, [Diagnostic(code="PG002", what=what, span=start, fix=fix)]
    if len(documents) > 1:
        extra = places.span(documents[1].start)
        what = "a second document begins here, and a spec file holds one"
        return None, [
            Diagnostic(code="PG017", what=what, span=extra, fix="move it to its own file")
        ]
    return documents[0], []


def parse_alone(content: bytes, file: str, number: int) -> tuple[Document | None, list[Diagnostic]]:
    """Read the one document of a file as `parse` does where so many files were read before it.

    Its places are its own, so that it can be kept and taken over again and again.
    """
    return parse(content, Places(files=[""] * number), file)


def parse_stream(
    content: bytes, places: Places, file: str
) -> tuple[list[Document], list[Diagnostic]]:
    """Read all documents of a file; each must be a mapping."""
    text, found = _text(content, file)
    if text is None:
        return [], found
    if len(places.files) == FILES_MAX:
        what = f"this is one file more than the {FILES_MAX:,} that are read together"
        start = Span(file, 1, 1)
        return [], [Diagnostic(code="PG007", what=what, span=start, fix="make one of several")]
    places.files.append(file)
    reader = _Reader(places, len(places.files) - 1)
    try:
        documents = list(reader.documents(text))
    except _StopError as stop:
        return [], [*reader.found, stop.diagnostic]
    except yaml.MarkedYAMLError as error:
        return [], [*reader.found, syntax_error(error, text, file)]
    return documents, reader.found


def _text(content: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    start = Span(file, 1, 1)
    if len(content) > BYTES_MAX:
        what = f"the file has more than {BYTES_MAX // 2**20} MiB"
        fix = "split it over several files"
        return None, [Diagnostic(code="PG007", what=what, span=start, fix=fix)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        what = f"the byte 0x{content[error.start]:02x} is not UTF-8"
        return None, [
            Diagnostic(
                code="PG009", what=what, span=Span.after(before, file), fix="save it as UTF-8"
            )
        ]
    hidden = hidden_characters(text, file)
    return (None, hidden) if hidden else (text, [])


def hidden_characters(text: str, file: str) -> list[Diagnostic]:
    """Report the first character of a text that hides what it says, if there is one."""
    match = _FORBIDDEN.search(text)
    if match is None:
        return []
    return [_forbidden(match.group(), Span.after(text[: match.start()], file))]


def _forbidden(character: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code="PG008",
        what=f"the character U+{ord(character):04X} may not stand here",
        span=span,
        why="control characters and marks of writing direction hide what a text says",
        fix="remove it",
    )


class _StopError(Exception):
    """Reading cannot go on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.what)
        self.diagnostic = diagnostic


class _Open:
    """A container that is being read, its start, and where what is in it stands.

    `key` waits for its value.
    """

    __slots__ = ("at", "is_mapping", "key", "positions", "value")

    def __init__(self, value: dict[str, Value] | list[Value], at: Position) -> None:
        self.value = value
        self.at = at
        self.is_mapping = type(value) is dict
        self.key: str | None = None
        self.positions: Positions = array("Q")


class _Reader:
    """Builds values from events, noting what it had to refuse."""

    def __init__(self, places: Places, file: int) -> None:
        self.places = places
        self.file = file
        self.found: list[Diagnostic] = []
        self.top: _Open | None = None
        self.outer: list[_Open | None] = []
        """What `top` stands in; the outermost of all is None."""
        self.count = 0
        self.texts: set[str] = set()
        """Plain scalars that mean themselves: the same few come again and again."""

    def documents(self, text: str) -> Iterator[Document]:
        start = self.file << LINE_BITS + COLUMN_BITS
        scalar = self.scalar
        # `yaml.parse` does the same, with two more calls for each of a million events.
        for event in iter(yaml.CSafeLoader(text).get_event, None):
            mark: Any = event.start_mark
            at = start | mark.line << COLUMN_BITS | mark.column
            kind = type(event)
            if kind is yaml.ScalarEvent:
                scalar(event, at)  # type: ignore[arg-type]  # as just asked
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self.open(event, at)  # type: ignore[arg-type]  # as just asked
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                closed = self.close()
                if self.top is None:
                    yield Document(closed.value, self.places, closed.at)  # type: ignore[arg-type]  # lists stand within
            elif kind is yaml.AliasEvent:
                what = "aliases (*name) are not read here"
                self.stop("PG005", what, at, _WHY_ALIAS, _FIX_ALIAS)

    def open(self, event: yaml.CollectionStartEvent, at: Position) -> None:
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, at)
        container: dict[str, Value] | list[Value]
        container = {} if type(event) is yaml.MappingStartEvent else []
        if self.top is not None:
            self.add(self.top, container, at)
        elif isinstance(container, list):
            self.stop("PG010", "a mapping of keys to values is expected here, this is a list", at)
        if len(self.outer) >= DEPTH_MAX:
            what = f"values are nested deeper than {DEPTH_MAX} levels"
            self.stop("PG007", what, at, "nobody means such a depth, and readers break on it")
        self.outer.append(self.top)
        self.top = _Open(container, at)

    def close(self) -> _Open:
        closed = self.top
        assert closed is not None  # noqa: S101
        self.places.containers[id(closed.value)] = (closed.value, closed.positions)
        self.top = self.outer.pop()
        return closed

    def scalar(self, event: yaml.ScalarEvent, at: Position) -> None:
        text: str = event.value
        style = event.style
        top = self.top
        if top is None:
            if text or style:
                what = "a mapping of keys to values is expected here, this is a single value"
                self.stop("PG010", what, at)
            return
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, at)
        if len(text) > TEXT_MAX:
            what = f"one value has more than {TEXT_MAX:,} characters"
            self.stop("PG007", what, at, "no object of Kubernetes can hold it")
        if style == '"':
            self.refuse_hidden(text, at)
        value = text if style or text in self.texts else self.meaning(text)
        if top.key is None and top.is_mapping:
            self.key(text, value, top, at)
            return
        if value is Ambiguous.TEXT:
            what = f"{text} has no one meaning"
            self.refuse("PG004", what, at, _WHY_AMBIGUOUS, spelled_otherwise(text))
            value = text
        self.add(top, value, at)

    def meaning(self, text: str) -> Value | Ambiguous:
        value = resolved(text)
        if value == text:
            self.texts.add(text)
        elif isinstance(value, float) and value.is_integer():
            self.places.has_whole_floats = True
        return value

    def key(self, key: str, value: Value | Ambiguous, top: _Open, at: Position) -> None:
        if value is not key:
            what = f"the key {key} is not read as text"
            self.refuse("PG004", what, at, _WHY_AMBIGUOUS, f'quote it: "{key}"')
        if key in top.value:
            what = f"the key {key!r} is written twice"
            why = "YAML keeps only the last one, so the first would be lost in silence"
            index = 2 * list(top.value).index(key)
            fix = f"remove one; the first is at {self.places.span(top.positions[index])}"
            self.refuse("PG003", what, at, why, fix)
            del top.positions[index : index + 2]
            del top.value[key]  # type: ignore[arg-type]  # it is a mapping that has keys
        top.key = key
        top.positions.append(at)

    def add(self, top: _Open, value: Value, at: Position) -> None:
        self.count += 1
        if self.count > VALUES_MAX:
            self.stop("PG007", f"there are more than {VALUES_MAX:,} values", at)
        top.positions.append(at)
        if not top.is_mapping:
            top.value.append(value)  # type: ignore[union-attr]  # a list, as just asked
        elif top.key is None:
            self.stop("PG004", "a list or a mapping cannot be a key", at, "", "quote it")
        else:
            top.value[top.key] = value  # type: ignore[call-overload]  # a mapping, as just asked
            top.key = None

    def refuse_hidden(self, text: str, at: Position) -> None:
        match = _FORBIDDEN.search(text)
        if match:
            self.found.append(_forbidden(match.group(), self.places.span(at)))

    def refuse_properties(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, at: Position
    ) -> None:
        if event.anchor is not None:
            what = "anchors (&name) are not read here"
            self.stop("PG005", what, at, _WHY_ALIAS, _FIX_ALIAS)
        if event.tag is not None and event.tag != "!":
            why = "a value is what it says; tags would make it something else"
            what = f"tags ({event.tag!r}) are not read here"
            self.stop("PG006", what, at, why, "remove it, or quote it if it is a text")

    def refuse(self, code: str, what: str, at: Position, why: str, fix: str) -> None:
        span = self.places.span(at)
        self.found.append(Diagnostic(code=code, what=what, span=span, why=why, fix=fix))

    def stop(self, code: str, what: str, at: Position, why: str = "", fix: str = "") -> NoReturn:
        span = self.places.span(at)
        raise _StopError(Diagnostic(code=code, what=what, span=span, why=why, fix=fix))
