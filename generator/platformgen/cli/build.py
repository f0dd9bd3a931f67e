"""`platformgen build`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial

import click

from platformgen.cli import options, report
from platformgen.cli.printing import printable
from platformgen.cli.progress import progress
from platformgen.shell import building, finishing
from platformgen.shell.disk import DiskProject
from platformgen.shell.engines import ENGINES, Engine
from platformgen.shell.outcome import is_failure


@click.command("build")
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a file is stale.")
@click.option("--watch", is_flag=True, help="Build again whenever a source changes.")
@click.option("--no-site", is_flag=True, help="Leave out build/site.")
@options.engine
@options.strict
@options.environment
@options.output_format
@click.pass_obj
def command(  # noqa: PLR0913  # click passes each option by name
    folder: str,
    environment: str | None,
    engine: str,
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
      platformgen build --engine zensical
    """  # noqa: D301  # \b is click's mark for lines to keep
    if check and watch:
        raise click.UsageError("--check and --watch exclude each other")
    if check:
        sys.exit(_check(folder, environment, style, strict=strict))
    made_by = None if no_site else ENGINES[engine]
    build = partial(_build, environment, style, strict=strict, engine=made_by)
    if not watch:
        sys.exit(build(options.project(folder)))
    from platformgen.cli.watch import watch as build_again_and_again  # noqa: PLC0415  # if asked

    build_again_and_again(folder, build)


def _build(
    environment: str | None,
    style: str,
    source: DiskProject,
    *,
    strict: bool,
    engine: Engine | None,
) -> int:
    environment = options.known_environment(source, environment)
    with progress("compiling"):
        outcome = building.build(source, environment, strict=strict)
    failed = is_failure(outcome.diagnostics, strict=strict)
    site_files = 0
    if engine is not None and not failed:
        with progress("building the site"):
            site_files = finishing.build_site(source, environment, engine)
    report.show(outcome.diagnostics, style)
    if style == "json":
        report.document(
            diagnostics=[report.as_json(each) for each in outcome.diagnostics],
            written=[] if failed else list(outcome.changes.written),
            removed=[] if failed else list(outcome.changes.removed),
            site=site_files,
        )
    elif failed:
        click.echo(f"{report.summary(outcome.diagnostics)}; nothing was written", err=True)
    else:
        changes = outcome.changes
        told = report.changes(len(changes.written), len(changes.removed), site_files)
        click.echo(told, err=True)
        where = _where(changes.written, environment, has_site=site_files > 0)
        if where:
            click.echo(f"look at {printable(where)}", err=True)
    return 2 if failed else 0


def _where(written: Iterable[str], environment: str | None, *, has_site: bool) -> str:
    """Return where to look at what was made: the site first, then the folders written to."""
    base = f"build/env/{environment}/" if environment else "build/"
    folders = set()
    for path in written:
        head = base if path.startswith(base) else ""
        first, slash, _ = path.removeprefix(head).partition("/")
        folders |= {f"{head}{first}/"} if slash else set()
    site = [f"{base}site/index.html"] if has_site else []
    return ", ".join([*site, *sorted(folders)])


def _check(folder: str, environment: str | None, style: str, *, strict: bool) -> int:
    from platformgen.cli import comparison  # noqa: PLC0415  # it brings the compiler
    from platformgen.shell.comparing import compared  # noqa: PLC0415  # as above

    source = options.project(folder)
    environment = options.known_environment(source, environment)
    with progress("compiling"):
        outcome = compared(source, environment, only_built=True)
    failed = is_failure(outcome.diagnostics, strict=strict)
    stale = sorted({*outcome.changes.written, *outcome.changes.removed})
    report.show(outcome.diagnostics, style)
    if style == "json":
        found = [report.as_json(each) for each in outcome.diagnostics]
        report.document(diagnostics=found, stale=stale)
    elif failed:
        click.echo(report.summary(outcome.diagnostics), err=True)
    elif stale:
        comparison.show(source, outcome)
        report.stale(stale, style)
        click.echo("run `platformgen build` and commit what it writes", err=True)
    else:
        click.echo("all outputs are fresh", err=True)
    if failed:
        return 2
    return 1 if stale else 0
