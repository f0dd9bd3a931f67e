"""`platformgen docs`."""

from __future__ import annotations

import sys
import webbrowser
from typing import TYPE_CHECKING

import click

from platformgen.cli import options, report
from platformgen.cli.main import told
from platformgen.cli.printing import printable
from platformgen.cli.progress import progress
from platformgen.cli.wrapping import fitted
from platformgen.diagnostic import Diagnostic
from platformgen.shell import building, finishing
from platformgen.shell.disk import DiskProject
from platformgen.shell.engines import ENGINES, MKDOCS, Engine
from platformgen.shell.failure import WorldError
from platformgen.shell.kept import Kept
from platformgen.shell.outcome import is_failure

if TYPE_CHECKING:
    from platformgen.shell.preview.opening import Preview


@click.group("docs")
def command() -> None:
    """Show the site while you write it.

    \b
      platformgen docs serve --open
    """  # noqa: D301  # \b is click's mark for lines to keep


@command.command("serve", short_help="Show the site in a browser, each change at once.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Where it listens; 0 is any port that is free.",
)
@click.option("--open", "opens", is_flag=True, help="Open it in your browser.")
@options.environment
@options.engine
@click.pass_obj
def serve(folder: str, environment: str | None, engine: str, port: int, *, opens: bool) -> None:
    """Show the site in a browser, and each change of spec or page at once.

    All outputs are built, as by `platformgen build`, whenever a source changes.
    Where there is an error, the pages show it over the last good site. Only this
    machine can read them. Ctrl-C ends it. MkDocs makes the pages that changed;
    zensical makes the whole site each time.

    \b
      platformgen docs serve
      platformgen docs serve --open --env prod
    """  # noqa: D301  # as above
    from platformgen.cli.watch import watch  # noqa: PLC0415  # only this command waits
    from platformgen.shell.preview.opening import preview  # noqa: PLC0415  # as above

    source = options.project(folder)
    environment = options.known_environment(source, environment)
    try:
        with preview(source.root, environment, port) as opened:
            click.echo(f"serving {opened.url}", err=True)
            watch(folder, _Builder(opened, environment, ENGINES[engine], opens=opens))
    except KeyboardInterrupt:
        sys.exit(0)


class _Builder:
    """A build after each change; the first one that goes well makes the site as well."""

    def __init__(
        self, preview: Preview, environment: str | None, engine: Engine, *, opens: bool
    ) -> None:
        self._preview = preview
        self._environment = environment
        self._engine = engine
        self._opens = opens
        self._kept = Kept()
        self._has_begun = False

    def __call__(self, source: DiskProject) -> int:
        """Build, and show what came of it; return the exit code of such a build."""
        try:
            return self._build(source)
        except (OSError, WorldError, click.ClickException) as error:
            wrong = (
                error.format_message() if isinstance(error, click.ClickException) else told(error)
            )
            self._preview.board.show((printable(wrong),))
            raise
        finally:
            self._open()

    def _build(self, source: DiskProject) -> int:
        environment = options.known_environment(source, self._environment)
        with progress("compiling"):
            outcome = building.build(source, environment, strict=False, kept=self._kept)
        report.show(outcome.diagnostics, "text")
        if is_failure(outcome.diagnostics, strict=False):
            click.echo(f"{report.summary(outcome.diagnostics)}; the last good site stays", err=True)
            self._preview.board.show(tuple(map(_plain, outcome.diagnostics)))
            return 2
        if self._has_begun:
            for wrong in self._preview.update():
                click.echo(fitted(f"warning: {printable(wrong)}"), err=True)
            return 0
        with progress("building the site"):
            finishing.build_site(source, environment, self._engine)
            if self._engine is not MKDOCS:
                self._preview.board.renew()
                return 0
            self._preview.begin()
        self._has_begun = True
        return 0

    def _open(self) -> None:
        if self._opens:
            self._opens = False
            webbrowser.open(self._preview.url)


def _plain(found: Diagnostic) -> str:
    return click.unstyle(report.text(found))
