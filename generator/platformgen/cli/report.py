"""Diagnostics for people, for programs and for GitHub's annotations."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from platformgen.cli.printing import on_one_line, printable
from platformgen.cli.wrapping import after, fitted
from platformgen.diagnostic import Diagnostic, Severity, Span

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def show(diagnostics: Iterable[Diagnostic], style: str) -> None:
    """Print diagnostics; those of `json` belong to the document that the command prints."""
    for each in diagnostics:
        if style == "github":
            click.echo(github(each))
        elif style == "text":
            click.echo(text(each), err=True)


def text(diagnostic: Diagnostic) -> str:
    """Return a diagnostic for a person: where and what, then why and how to mend it."""
    severity, code = diagnostic.severity, f"[{diagnostic.code}]: "
    where = f"{printable(str(diagnostic.span))}: "
    what = on_one_line(diagnostic.what)
    if sys.stderr.isatty():
        what = after(f"{where}{severity}{code}", what)
    lines = [f"{where}{click.style(severity, fg=_COLOURS[severity], bold=True)}{code}{what}"]
    lines += [
        fitted(f"  {label}: {on_one_line(said)}")
        for label, said in (("why", diagnostic.why), ("fix", diagnostic.fix))
        if said
    ]
    return "\n".join(lines)


def github(diagnostic: Diagnostic) -> str:
    """Return a diagnostic as GitHub Actions shows it beside the line (workflow commands)."""
    told = "\n".join(part for part in (diagnostic.what, diagnostic.why, diagnostic.fix) if part)
    return annotation(diagnostic.severity, diagnostic.span, diagnostic.code, told)


def annotation(level: str, span: Span | None, title: str, told: str) -> str:
    """Return a workflow command of GitHub Actions: `error`, `warning` or `notice`, at a line."""
    place = f"file={_property(span.file)},line={span.line},col={span.column}," if span else ""
    return f"::{level} {place}title={_property(title)}::{_message(told)}"


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as data."""
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "file": diagnostic.span.file,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "what": diagnostic.what,
        "why": diagnostic.why,
        "fix": diagnostic.fix,
    }


def stale(paths: Iterable[str], style: str) -> None:
    """Print the names of files that are not as the spec says."""
    for path in paths:
        if style == "github":
            message = f"{path} is stale: run `platformgen build`"
            click.echo(f"::error file={_property(path)},title=stale::{_message(message)}")
        click.echo(f"stale: {printable(path)}", err=True)


def document(**fields: object) -> None:
    """Print one JSON document on stdout."""
    # What acts on a terminal is spelled out in the way of JSON, so that it reads back the same.
    click.echo(printable(json.dumps(fields, indent=2, ensure_ascii=False)))


def changes(written: int, removed: int, of_the_site: int = 0) -> str:
    """Return what became of files, in words."""
    counts = (
        (written, "written"),
        (removed, "removed"),
        (of_the_site, "of the site changed"),
    )
    parts = [f"{_counted(count, 'file')} {what}" for count, what in counts if count]
    return ", ".join(parts) or "nothing changed"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many errors and warnings there are, in words."""
    counts = [
        (sum(each.severity is severity for each in diagnostics), severity)
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return ", ".join(_counted(count, word) for count, word in counts if count)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _message(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _message(text).replace(",", "%2C").replace(":", "%3A")
