"""Building again whenever a source changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NoReturn

import click

from platformgen.cli import options
from platformgen.cli.main import show, told
from platformgen.cli.wrapping import fitted
from platformgen.shell.disk import DiskProject
from platformgen.shell.failure import WorldError
from platformgen.shell.watching import stamps

_POLL_SECONDS = 0.1


def watch(folder: str, build: Callable[[DiskProject], int]) -> NoReturn:
    """Build now and after every change, until the person ends it."""
    read: set[str] = set()
    while True:
        source = options.project(folder)
        # Before the build: a change that comes while it reads is seen after it.
        seen = stamps(source, read)
        _told_of_failures(build, source)
        if not source.digests.keys() <= seen.keys():
            read = {*source.digests}
            seen |= {
                path: stamp for path, stamp in stamps(source, read).items() if path not in seen
            }
        click.echo("watching the sources; Ctrl-C ends it", err=True)
        while stamps(source, read) == seen:
            time.sleep(_POLL_SECONDS)


def _told_of_failures(build: Callable[[DiskProject], int], source: DiskProject) -> None:
    try:
        build(source)
    except click.ClickException as error:
        show(error)
    except (OSError, WorldError) as error:
        click.echo(fitted(f"error: {told(error)}"), err=True)
