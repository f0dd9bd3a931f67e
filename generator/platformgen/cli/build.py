"""`platformgen build`."""

from __future__ import annotations

import sys
import time

import click

from platformgen.cli import options, report
from platformgen.shell import building, tree
from platformgen.shell.building import Outcome
from platformgen.shell.collector import paused


@click.command("build")
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a file is stale.")
@click.option("--watch", is_flag=True, help="Build again whenever a source changes.")
@click.option("--no-site", is_flag=True, help="Leave out build/site.")
@options.strict
@options.environment
@options.output_format
@click.pass_obj
def command(  # noqa: PLR0913  # click passes each option by name
    folder: str,
    environment: str | None,
    style: str,
    *,
    check: bool,
    watch: bool,
    no_site: bool,
    strict: bool,
) -> None:
    """Make all outputs from the spec.

    What is stale is written, what no longer follows from the spec is removed,
    and all else is left alone. Where there is an error, nothing is written.

    \b
      platformgen build
      platformgen build --check        in CI: are the committed outputs fresh?
      platformgen build --env prod     with specs/environments/prod.yaml
      platformgen build --watch        while you write
    """  # noqa: D301  # \b is click's mark for lines to keep
    if check and watch:
        raise click.UsageError("--check and --watch exclude each other")
    if check:
        sys.exit(_check(folder, environment, style, strict=strict))
    code = _build(folder, environment, style, strict=strict, with_site=not no_site)
    if not watch:
        sys.exit(code)
    _watch(folder, environment, style, strict=strict, with_site=not no_site)


def _build(
    folder: str, environment: str | None, style: str, *, strict: bool, with_site: bool
) -> int:
    source = options.project(folder)
    environment = options.known_environment(source, environment)
    outcome = building.build(source, environment, strict=strict)
    failed = building.is_failure(outcome.diagnostics, strict=strict)
    site_files = building.build_site(source, environment) if with_site and not failed else 0
    _tell(outcome, style, site_files, failed=failed)
    return 2 if failed else 0


def _tell(outcome: Outcome, style: str, site_files: int, *, failed: bool) -> None:
    report.show(outcome.diagnostics, style)
    if style == "json":
        report.document(
            diagnostics=[report.as_json(each) for each in outcome.diagnostics],
            written=[] if failed else list(outcome.changes.written),
            removed=[] if failed else list(outcome.changes.removed),
            site=site_files,
        )
        return
    if failed:
        told = f"{report.summary(outcome.diagnostics)}; nothing was written"
    else:
        counts = (
            (len(outcome.changes.written), "files written"),
            (len(outcome.changes.removed), "removed"),
            (site_files, "files of the site changed"),
        )
        parts = [f"{count} {what}" for count, what in counts if count]
        told = ", ".join(parts) or "nothing changed"
    click.echo(told, err=True)


def _check(folder: str, environment: str | None, style: str, *, strict: bool) -> int:
    source = options.project(folder)
    environment = options.known_environment(source, environment)
    with paused():
        outcome = building.compared(source, environment, only_built=True)
    failed = building.is_failure(outcome.diagnostics, strict=strict)
    report.show(outcome.diagnostics, style)
    stale = [*outcome.changes.written, *outcome.changes.removed]
    if style == "json":
        report.document(
            diagnostics=[report.as_json(each) for each in outcome.diagnostics], stale=stale
        )
    if failed:
        if style != "json":
            click.echo(report.summary(outcome.diagnostics), err=True)
        return 2
    if not outcome.changes:
        if style == "text":
            click.echo("all outputs are fresh", err=True)
        return 0
    if style != "json":
        assert outcome.artifacts is not None  # noqa: S101
        click.echo(tree.difference(outcome.artifacts, source.root, outcome.changes), nl=False)
        for path in sorted(stale):
            click.echo(f"stale: {path}", err=True)
        click.echo("run `platformgen build` and commit what it writes", err=True)
    return 1


_POLL_SECONDS = 0.3


def _watch(
    folder: str, environment: str | None, style: str, *, strict: bool, with_site: bool
) -> None:
    click.echo("watching the sources; Ctrl-C ends it", err=True)
    seen = _sources(folder)
    while True:
        time.sleep(_POLL_SECONDS)
        now = _sources(folder)
        if now != seen:
            seen = now
            _build(folder, environment, style, strict=strict, with_site=with_site)


def _sources(folder: str) -> dict[str, object]:
    """Return what would tell of a change: the stamps of all that the last build read, and lists."""
    return building.source_stamps(options.project(folder))
