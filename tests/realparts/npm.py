"""Packages from npm, as a committed lock names them."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from realparts import cache, command, toolchain
from realparts.cache import PROJECT, Part

_TESTS = PROJECT / "tests"


def _install(target: Path, source: Path) -> Mapping[str, str]:
    """Install a lock into a folder and return the environment that it is used in.

    No package's install script runs: those that we need are named by their callers.
    """
    node = cache.get(toolchain.NODE)
    env = toolchain.node_environment(node)
    npm = toolchain.npm_script(toolchain.node_home(node), "bin/npm-cli.js")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(source / name, target)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"]
    result = command.run("node", npm, "ci", *options, cwd=target, env=env, timeout_seconds=1800)
    command.passed(result)
    return env


def _packages(name: str, source: Path, minutes: float) -> Part:
    def make(target: Path) -> None:
        _install(target, source)

    return Part(name=name, sources=_locks(source), recipe="npm ci", make=make, minutes=minutes)


def _with_sqlite(name: str, source: Path, minutes: float) -> Part:
    """Return packages whose ``better-sqlite3`` is compiled against our Node's headers."""

    def make(target: Path) -> None:
        env = {**_install(target, source), "NODE_GYP_FORCE_PYTHON": sys.executable}
        home = toolchain.node_home(cache.get(toolchain.NODE))
        gyp = toolchain.npm_script(home, "node_modules/node-gyp/bin/node-gyp.js")
        options = ("rebuild", "--release", f"--nodedir={home}")
        sqlite = target / "node_modules" / "better-sqlite3"
        command.passed(
            command.run("node", gyp, *options, cwd=sqlite, env=env, timeout_seconds=1800)
        )

    sources = (*_locks(source), PROJECT / "requirements" / "node.txt")
    recipe = "npm ci, sqlite compiled"
    return Part(name=name, sources=sources, recipe=recipe, make=make, minutes=minutes)


def _locks(source: Path) -> tuple[Path, ...]:
    return (source / "package.json", source / "package-lock.json")


CATALOG_MODEL = _packages("catalog-model", _TESTS / "catalog-model", 0.2)
BROWSER = _packages("browser", _TESTS / "browser", 0.2)
LIGHTHOUSE = _packages("lighthouse", _TESTS / "lighthouse", 0.5)
AZURITE = _packages("azurite", _TESTS / "azurite", 1.5)
BACKSTAGE = _with_sqlite("backstage", _TESTS / "backstage", 4)
