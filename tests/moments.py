"""The moments at which a process changes the disk, and what happens to it there.

strace makes it happen: at the entry of a system call it kills the process, or lets the call fail.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from running import run

CHANGING = (
    *("openat", "write", "pwrite64", "rename", "renameat", "renameat2", "unlink", "unlinkat"),
    *("mkdir", "mkdirat", "rmdir", "ftruncate", "copy_file_range", "sendfile"),
)
_LINE = re.compile(r"^(?P<process>\d+) +(?P<call>\w+)\((?P<arguments>.*)$")
# Every number of a run is the same in the next one.
_STEADY = {"PYTHONHASHSEED": "0"}


@dataclass(frozen=True, slots=True)
class Moment:
    """The number-th call of its kind in a process."""

    call: str
    number: int

    def __str__(self) -> str:
        return f"{self.call} {self.number}"


def moments(folder: Path, touching: Path, *arguments: str) -> list[Moment]:
    """Run a command to its end, and return when its own process changed what is under a folder."""
    log = folder.parent / "calls"
    tracing = ("strace", "-f", "-y", "-e", f"trace={','.join(CHANGING)}", "-o", str(log))
    done = run(folder, *arguments, env=_STEADY, before=tracing)
    assert done.returncode == 0, done.stderr
    found: list[Moment] = []
    counts: Counter[str] = Counter()
    first = ""
    for line in log.read_text(errors="replace").splitlines():
        match = _LINE.match(line)
        if match is None or match["process"] != (first or match["process"]):
            continue
        first = match["process"]
        call, said = match["call"], match["arguments"]
        counts[call] += 1
        changes = call != "openat" or "O_CREAT" in said or "O_WRONLY" in said or "O_TRUNC" in said
        if changes and str(touching) in said:
            found.append(Moment(call, counts[call]))
    return found


def sampled(found: Sequence[Moment], at_most: int) -> list[Moment]:
    """Return some of the moments, the first and the last among them; all if PLATFORMGEN_MOMENTS."""
    if len(found) <= at_most or os.environ.get("PLATFORMGEN_MOMENTS") == "all":
        return [*found]
    step = (len(found) - 1) / (at_most - 1)
    return [found[round(index * step)] for index in range(at_most)]


def happening(
    folder: Path, moment: Moment, what: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to which something happens at a moment: `signal=SIGKILL`, `error=ENOSPC`."""
    inject = f"inject={moment.call}:{what}:when={moment.number}"
    tracing = ("strace", "-qq", "-o", os.devnull, "-e", f"trace={moment.call}", "-e", inject)
    return run(folder, *arguments, env=_STEADY, before=tracing)


def missing() -> str:
    """Return why this cannot be done here; nothing where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed: apt-get install strace"
    done = subprocess.run(
        ["strace", "-o", os.devnull, "true"], capture_output=True, text=True, check=False
    )
    return done.stderr.strip() if done.returncode else ""
