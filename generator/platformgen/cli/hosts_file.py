"""What is said and done when a platform's names go into a hosts file, or out of it."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import click

from platformgen import hosts, marked
from platformgen.cli.exits import DONE, FAILED, WRONG
from platformgen.cli.printing import on_one_line
from platformgen.cli.wrapping import fitted
from platformgen.marked import Damaged
from platformgen.model import Platform
from platformgen.shell import hostsfile


def applied(
    platform: Platform, name: str | None, folder: str, *, is_rehearsal: bool = False
) -> int:
    """Put the platform's block into a hosts file; return the exit code.

    A rehearsal shows what would change there, and writes nothing.
    """
    lines = hosts.lines(platform)
    if not lines:
        click.echo("the platform has no names for a hosts file", err=True)
        return removed(platform, name, folder, is_rehearsal=is_rehearsal)
    if not hosts.is_local(platform):
        told = ", ".join(platform.cluster.addresses) or "not said"
        why = f"the cluster's address ({told}) is neither loopback nor private"
        click.echo(fitted(f"error: {why}: its names are for DNS to answer"), err=True)
        return WRONG
    file = name or hostsfile.machines()
    before = hostsfile.read(file)
    after = marked.with_block(before, lines, hostsfile.marks(platform))
    command = _command("apply", platform, name, folder)
    code = _done(file, before, after, command, is_rehearsal=is_rehearsal)
    if code == DONE:
        for told in _notes(platform, file, name, after):
            click.echo(fitted(f"note: {told}"), err=True)
    return code


def removed(
    platform: Platform, name: str | None, folder: str, *, is_rehearsal: bool = False
) -> int:
    """Take the platform's block out of a hosts file; return the exit code."""
    file = name or hostsfile.machines()
    before = hostsfile.read(file)
    after = marked.without(before, hostsfile.marks(platform))
    command = _command("remove", platform, name, folder)
    return _done(file, before, after, command, is_rehearsal=is_rehearsal)


def _done(
    file: str, before: bytes, after: bytes | Damaged, command: str, *, is_rehearsal: bool
) -> int:
    shown = on_one_line(file)
    if isinstance(after, Damaged):
        told = f"error: {shown}:{after.line}: {after.why}; nothing was written"
        click.echo(fitted(told), err=True)
        click.echo("  fix: take away the lines between the marks, and the marks", err=True)
        return FAILED
    if before == after:
        click.echo(f"{shown} is as it should be", err=True)
        return DONE
    if is_rehearsal:
        click.echo(f"{shown} would change; nothing was written there", err=True)
        for line in _changes(before, after):
            click.echo(f"  {on_one_line(line)}", err=True)
        return DONE
    try:
        hostsfile.replace(file, before, after)
    except hostsfile.RightsError as error:
        click.echo(fitted(f"error: {on_one_line(str(error))}"), err=True)
        click.echo(f"  fix: {on_one_line(command)}", err=True)
        return FAILED
    kept = on_one_line(hostsfile.backup(file))
    click.echo(f"{shown} is written; {kept} has it as it was before", err=True)
    return DONE


def _changes(before: bytes, after: bytes) -> Iterator[str]:
    """Yield each line that would come or go, as a difference has it."""
    old, new = (each.decode("utf-8", "replace").splitlines() for each in (before, after))
    # The first two lines name the files, and what is in between tells line numbers.
    for line in islice(unified_diff(old, new, n=0, lineterm=""), 2, None):
        if not line.startswith("@@"):
            yield line


def _command(word: str, platform: Platform, name: str | None, folder: str) -> str:
    """Return the command that does the same with the rights that it takes."""
    words = [*_program(), "-C", str(Path(folder).resolve()), "hosts", word]
    if name is not None:
        words += ["--hosts-file", str(Path(name).absolute())]
    if platform.environment is not None:
        words += ["--env", platform.environment]
    if os.name == "nt":
        return f"run it in a terminal of the administrator: {' '.join(words)}"
    return f"run it as root: sudo {shlex.join(words)}"


def _program() -> list[str]:
    """Return how we are called, by a path: sudo looks for programs in places of its own."""
    found = shutil.which(sys.argv[0])
    if found is not None and Path(found).stem == "platformgen":
        return [str(Path(found).absolute())]
    return [sys.executable, "-m", "platformgen"]


def _notes(
    platform: Platform, file: str, name: str | None, content: bytes | Damaged
) -> Iterator[str]:
    """Yield why the names may lead elsewhere all the same."""
    assert isinstance(content, bytes)  # noqa: S101  # it was written
    for line, host in hosts.others(platform, content):
        where = f"{on_one_line(file)}:{line}"
        yield f"{where} leads {host} elsewhere; of two lines the first is believed"
    if name is None and _is_in_windows():
        yield (
            "a browser of Windows reads its own file: put the lines of `platformgen hosts show` "
            r"into C:\Windows\System32\drivers\etc\hosts as well; and WSL writes its own file anew "
            "at each start, unless /etc/wsl.conf says generateHosts=false under [network]"
        )


def _is_in_windows() -> bool:
    """Tell whether this is Linux inside of Windows (WSL)."""
    try:
        return "microsoft" in Path("/proc/version").read_text(encoding="utf-8").lower()
    except (OSError, UnicodeDecodeError):
        return False
