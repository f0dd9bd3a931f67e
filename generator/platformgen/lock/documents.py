"""Kubernetes objects from the YAML of others: charts' renderings, published manifests.

They are not a spec: aliases, tags and doubled keys are taken as kubectl takes them. They come from
elsewhere all the same, so depth and number of values are bounded, and nothing is built on the way
that an alias could blow up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from msgspec import Struct

from platformgen.source.scalars import Ambiguous, resolved

DEPTH_MAX = 200
VALUES_MAX = 4_000_000
Object = Mapping[str, Any]


class Unparsed(Struct, frozen=True):
    """Why a text cannot be read, in words that finish the sentence `FILE …`."""

    reason: str


def objects(content: bytes) -> list[Object] | Unparsed:
    """Return the objects of a stream of YAML; the items of a List stand for themselves."""
    try:
        text = content.decode("utf-8-sig")
        documents = list(_Reader().documents(text))
    except UnicodeDecodeError:
        return Unparsed("is not UTF-8 text")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Unparsed(f"is not YAML at line {line}: {error.problem}")
    except (yaml.YAMLError, _RefusedError):
        return Unparsed("is no YAML that kubectl would read")
    return [each for document in documents for each in _flat(document)]


def _flat(document: object) -> Iterator[Object]:
    if not isinstance(document, dict):
        return
    items = document.get("items")
    if str(document.get("kind", "")).endswith("List") and isinstance(items, list):
        yield from (each for each in items if isinstance(each, dict))
    else:
        yield document


class _RefusedError(Exception):
    """More than anybody could mean, or less."""


class _Reader:
    """Builds plain values from events; no recursion, so no depth can break it."""

    def __init__(self) -> None:
        self.stack: list[tuple[dict[str, Any] | list[Any], list[str]]] = []
        """Open containers; of a mapping with the key that waits for its value, if one does."""
        self.anchors: dict[str, object] = {}
        self.count = 0

    def documents(self, text: str) -> Iterator[object]:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            match event:
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self.open(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    done, _ = self.stack.pop()
                    if not self.stack:
                        yield done
                case yaml.ScalarEvent():
                    self.add(_scalar(event), event.anchor)
                case yaml.AliasEvent():
                    self.add(self.anchored(event.anchor), None)
                case _:
                    pass

    def anchored(self, name: str | None) -> object:
        if name not in self.anchors:
            raise _RefusedError
        return self.anchors[name]

    def open(self, event: yaml.CollectionStartEvent) -> None:
        container: dict[str, Any] | list[Any]
        container = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.add(container, event.anchor)
        self.stack.append((container, []))
        if len(self.stack) > DEPTH_MAX:
            raise _RefusedError

    def add(self, value: object, anchor: str | None) -> None:
        self.count += 1
        if self.count > VALUES_MAX:
            raise _RefusedError
        if anchor:
            self.anchors[anchor] = value
        if not self.stack:
            return
        container, keys = self.stack[-1]
        if isinstance(container, list):
            container.append(value)
        elif not keys:
            keys.append("?" if isinstance(value, dict | list) else str(value))
        elif (key := keys.pop()) == "<<" and isinstance(value, dict):
            self.count += len(value)
            container.update({name: each for name, each in value.items() if name not in container})
        else:
            container[key] = value


def _scalar(event: yaml.ScalarEvent) -> object:
    if event.style or event.tag:
        return event.value
    value = resolved(event.value)
    return event.value if value is Ambiguous.TEXT else value
