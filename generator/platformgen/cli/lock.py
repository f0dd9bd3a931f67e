"""`platformgen lock`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from platformgen.cli import options, report
from platformgen.cli.printing import printable
from platformgen.cli.progress import progress

if TYPE_CHECKING:
    from platformgen.model import Lock
    from platformgen.shell.locking import Locked


@click.command("lock")
@click.option("--upgrade", is_flag=True, help="Fetch all anew; nothing is held to what it was.")
@click.option(
    "--from",
    "origin",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="Take charts and manifests from files in DIR; ask no network.",
)
@options.output_format
@click.pass_obj
def command(folder: str, origin: str | None, style: str, *, upgrade: bool) -> None:
    """Fetch charts, manifests and digests; write platform.lock.

    Charts are rendered by helm with the values of the spec, for all
    environments, and the names that they make are written down: a build checks
    the spec against them. What is in the lock already is held to what it was.

    In DIR a chart is CHART-VERSION.tgz, as `helm pull` names it, and a manifest
    is HOST/PATH, as `wget --force-directories` names it.

    \b
      platformgen lock
      platformgen lock --upgrade            take what is there now
      platformgen lock --from /media/usb    on a machine without internet
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.shell.fetching import Fetching  # noqa: PLC0415  # --help needs no compiler
    from platformgen.shell.locking import last_lock, locked  # noqa: PLC0415  # as above
    from platformgen.shell.remote.upstream import Folder, Network  # noqa: PLC0415  # as above

    source = options.project(folder)
    upstream = Folder(Path(origin).resolve()) if origin else Network()
    with progress("fetching and rendering"):
        fetching = Fetching(upstream=upstream, last=last_lock(source), upgrade=upgrade)
        done = locked(source, fetching)
    report.show(done.diagnostics, style)
    if style == "json":
        report.document(
            diagnostics=[report.as_json(each) for each in done.diagnostics],
            changed=done.is_changed,
            loose=list(done.loose),
        )
    elif done.lock is None:
        click.echo(f"{report.summary(done.diagnostics)}; nothing was fetched", err=True)
    else:
        _tell(done, done.lock)
    sys.exit(0 if done.lock else 2)


def _tell(done: Locked, lock: Lock) -> None:
    if done.is_mended:
        click.echo("the lock that was here could not be read: review all of the new one", err=True)
    for image in done.loose:
        click.echo(f"{printable(image)} keeps its tag: no registry was asked", err=True)
    counts = (
        (len(lock.images), "image"),
        (len(lock.releases), "release"),
        (len(lock.manifests), "manifest"),
    )
    told = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)
    state = "written" if done.is_changed else "fresh already"
    click.echo(f"platform.lock: {told}; {state}", err=True)
