"""YAML that others read: anchors, tags and all; its syntax, and what stands at its root."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from platformgen.diagnostic import Diagnostic, Span
from platformgen.source.syntax import syntax_error


def not_yaml(text: str, file: str) -> Diagnostic | None:
    """Return what is not YAML in a text, at its place; None where any reader takes it."""
    try:
        # Counts events without making one: a sixth of the time, 25 ms for 1 MB.
        yaml.CSafeLoader(text).raw_parse()
    except yaml.MarkedYAMLError as error:
        return syntax_error(error, text, file)
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")
        what = f"this is not YAML: the character U+{ord(text[len(before)]):04X} may not stand here"
        return Diagnostic(code="PG001", what=what, span=Span.after(before, file), fix="remove it")
    return None


def root_keys(text: str) -> Iterator[str]:
    """Yield the keys of the mapping that YAML begins with; none where it is something else."""
    depth = 0
    is_key = True
    for event in iter(yaml.CSafeLoader(text).get_event, None):
        if isinstance(event, yaml.CollectionStartEvent):
            if depth == 0 and isinstance(event, yaml.SequenceStartEvent):
                return
            depth += 1
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            continue
        elif depth == 1 and is_key and isinstance(event, yaml.ScalarEvent):
            yield event.value
        if depth == 0:
            return
        if depth == 1:
            is_key = not is_key
