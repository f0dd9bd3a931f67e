"""Diagnostics for people, for programs and for GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import click

from platformgen.cli.printing import on_one_line, printable
from platformgen.diagnostic import Diagnostic, Severity

FORMATS = ("text", "json", "github")
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
    severity = click.style(diagnostic.severity, fg=_COLOURS[diagnostic.severity], bold=True)
    what = on_one_line(diagnostic.what)
    lines = [f"{printable(str(diagnostic.span))}: {severity}[{diagnostic.code}]: {what}"]
    lines += [
        f"  {label}: {on_one_line(said)}"
        for label, said in (("why", diagnostic.why), ("fix", diagnostic.fix))
        if said
    ]
    return "\n".join(lines)


def github(diagnostic: Diagnostic) -> str:
    """Return a diagnostic as GitHub Actions shows it beside the line (workflow commands)."""
    span = diagnostic.span
    told = "\n".join(part for part in (diagnostic.what, diagnostic.why, diagnostic.fix) if part)
    message = told.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    file = span.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    place = f"file={printable(file)},line={span.line},col={span.column}"
    return f"::{diagnostic.severity} {place},title={diagnostic.code}::{printable(message)}"


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


def document(**fields: object) -> None:
    """Print one JSON document on stdout."""
    click.echo(json.dumps(fields, indent=2, ensure_ascii=False))


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many errors and warnings there are, in words."""
    counts = [
        (sum(each.severity is severity for each in diagnostics), severity)
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n)
