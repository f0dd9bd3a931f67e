"""Dashboards are JSON objects: Grafana leaves out what is none, and says so in its log alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from platformgen.diagnostic import Diagnostic, Span
from platformgen.lower import file_references

_WHY = "Grafana would leave it out, and say so in its log alone"


class _NotJson(ValueError):  # noqa: N818  # what the word is
    """A word that Python's reader takes and JSON does not have."""


def not_dashboards(spec: Mapping[str, object], files: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield an error for each dashboard that is no JSON object, at what is wrong in its file."""
    paths = {path for path, at in file_references(spec) if "dashboards" in at}
    for path in sorted(paths & files.keys()):
        found = _objection(files[path])
        if found is not None:
            what, line, column = found
            yield Diagnostic(code="PG048", what=what, span=Span(path, line, column), why=_WHY)


def _objection(text: str) -> tuple[str, int, int] | None:
    """Return why a text is no JSON object, with line and column, from 1."""
    try:
        value = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        return f"this is not JSON: {reason}", error.lineno, error.colno
    except _NotJson as error:
        before = text[: text.index(str(error))]
        column = len(before) - before.rfind("\n")
        return f"this is not JSON: {error} is no number", before.count("\n") + 1, column
    except (RecursionError, ValueError):
        return "this dashboard is nested too deep, or has a number too long", 1, 1
    if not isinstance(value, dict):
        return "a dashboard is a JSON object, and this is none", 1, 1
    return None


def _refuse(word: str) -> float:
    raise _NotJson(word)
