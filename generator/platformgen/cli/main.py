"""The program: its commands, and what becomes of a failure."""

from __future__ import annotations

import os
import platform as machine
import sys
import traceback

import click

from platformgen import __version__
from platformgen.cli.group import Commands
from platformgen.cli.printing import printable
from platformgen.shell.failure import WorldError

OUR_FAULT = 70
INTERRUPTED = 130
WORLD_FAILED = 3


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, message="platformgen %(version)s")
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    default=".",
    type=click.Path(exists=True, file_okay=False),
    help="Work in another folder.",
)
@click.pass_context
def program(context: click.Context, folder: str) -> None:
    """Compile a developer platform from its spec.

    From the YAML under specs/ it makes the Backstage catalog, the Kubernetes
    manifests, the hosts file and the TechDocs site, and proves that they agree.

    \b
      platformgen init shop        a platform to start from
      platformgen -C shop build    make everything
      platformgen -C shop diff     what a build would change
    """  # noqa: D301  # \b is click's mark for lines to keep
    context.obj = folder


def main() -> None:
    """Run the program and end the process with its exit code."""
    try:
        code = program.main(standalone_mode=False, prog_name="platformgen")
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader went away, as `head` does: what it wanted it has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (OSError, WorldError) as error:
        click.echo(f"error: {_told(error)}", err=True)
        code = WORLD_FAILED
    except Exception:  # noqa: BLE001  # the last door: whatever comes here is our bug
        click.echo(traceback.format_exc(), err=True)
        click.echo(
            f"This is a bug in platformgen {__version__} "
            f"(Python {machine.python_version()}, {machine.system()}). "
            "Please report it with the lines above.",
            err=True,
        )
        code = OUR_FAULT
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: OSError | WorldError) -> str:
    if isinstance(error, WorldError):
        return "\n".join(printable(line) for line in str(error).splitlines())
    reason = error.strerror or str(error)
    return printable(f"{error.filename}: {reason}" if error.filename else reason)
