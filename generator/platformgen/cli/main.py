"""The program: its commands, and what becomes of a failure."""

from __future__ import annotations

import io
import os
import sys

import click

from platformgen import __version__
from platformgen.cli.exits import FAILED, INTERRUPTED, OUR_FAULT
from platformgen.cli.group import Commands
from platformgen.cli.printing import printable
from platformgen.cli.wrapping import fitted
from platformgen.shell.failure import WorldError


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
    if os.environ.get("NO_COLOR"):
        context.color = False


def main() -> None:
    """Run the program and end the process with its exit code.

    Where the reader of our output goes away, as `head` does, click ends the process with 1.
    """
    _write_utf8()
    try:
        code = program.main(standalone_mode=False, prog_name="platformgen")
    except click.ClickException as error:
        show(error)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except (OSError, WorldError) as error:
        click.echo(fitted(f"error: {told(error)}"), err=True)
        code = FAILED
    except Exception:  # noqa: BLE001  # the last door: whatever comes here is our bug
        _report_ourselves()
        code = OUR_FAULT
    sys.exit(code if isinstance(code, int) else 0)


def show(error: click.ClickException) -> None:
    """Print what is wrong with the command, as all else that we say."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        click.echo(context.get_usage(), err=True)
        click.echo(f"Try `{context.command_path} --help`.\n", err=True)
    click.echo(fitted(f"error: {printable(_wrong(error))}"), err=True)


def told(error: OSError | WorldError) -> str:
    """Return what the world did to us, in lines that can be printed."""
    if isinstance(error, WorldError):
        fix = f"  fix: {error.fix}" if error.fix else ""
        lines = [*str(error).splitlines(), *filter(None, [fix])]
        return "\n".join(printable(line) for line in lines)
    reason = error.strerror or str(error)
    # Of a file that cannot be moved, people know the place where it belongs.
    file = error.filename2 or error.filename
    return printable(f"{file}: {reason}" if file else reason)


def _wrong(error: click.ClickException) -> str:
    if type(error) is not click.BadParameter:
        return error.format_message().removesuffix(".")
    hint = error.param_hint
    if hint is None and error.param is not None and error.ctx is not None:
        hint = error.param.get_error_hint(error.ctx)
    name = hint if isinstance(hint, str) else " / ".join(hint or ())
    return f"{name}: {error.message}".removesuffix(".")


def _write_utf8() -> None:
    """Make our output the same in every locale; what cannot be written is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _report_ourselves() -> None:
    import platform as machine  # noqa: PLC0415  # nobody should ever need them
    import traceback  # noqa: PLC0415

    for line in traceback.format_exc().splitlines():
        click.echo(printable(line), err=True)
    click.echo(
        f"This is a bug in platformgen {__version__} "
        f"(Python {machine.python_version()}, {machine.system()}): report it with the lines above",
        err=True,
    )
