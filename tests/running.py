"""The program as a process, small projects to run it in, and what stands on disk afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHOP = Path(__file__).resolve().parent / "platforms" / "shop"
PROGRAM = (sys.executable, "-m", "platformgen")

PLATFORM = """\
platform:
  name: tiny
  owner: core
cluster:
  context: kind-tiny
  kubernetes: "1.34"
  domain: tiny.local
  address: 127.0.0.1
gitops:
  repository: https://github.com/tiny/platform
  path: deploy
teams:
  core: {}
namespaces:
  apps: {}
"""
SHELF = """\
components:
  shelf:
    namespace: apps
    workload:
      image: registry.example/shelf:1.0.0
      ports: {http: 8080}
      probes: {readiness: /ready, liveness: /ready}
      resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}
"""
LAMP = SHELF.replace("shelf", "lamp")
WELCOME = "---\ntitle: Welcome\n---\n# Welcome\n\nThe shelf is {{ shelf.name }}.\n"
LIVE = (
    ("apply", "--yes"),
    ("apply", "--dry-run"),
    ("diff", "--live"),
    ("status",),
    ("destroy", "--yes"),
    ("rollback", "--yes"),
)
"""What asks a cluster, and tells events where it is asked to."""

TINY = {
    "specs/platform.yaml": PLATFORM,
    "specs/shelf.yaml": SHELF,
    "specs/lamp.yaml": LAMP,
    "docs/welcome.md": WELCOME,
}


def laid(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files by their paths, and return the folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
    return folder


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment that a process of ours gets: little of the tests' own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT / "generator"),
        "PYTHONDONTWRITEBYTECODE": "1",
        **(extra or {}),
    }


def run(
    folder: Path | str,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
    program: Sequence[str] = PROGRAM,
) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder; `before` are programs that run it."""
    return subprocess.run(
        [*before, *program, "-C", str(folder), *arguments],
        env=environment(env),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def built(folder: Path, *arguments: str) -> Path:
    """Build, which has to go well, and return the folder."""
    done = run(folder, "build", "--no-site", *arguments)
    assert done.returncode == 0, done.stderr
    return folder


def copied(source: Path, target: Path) -> Path:
    """Copy a project with the times of its files, by which its record knows them."""
    shutil.copytree(source, target, symlinks=True)
    return target


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder by its path, but the record: it holds times."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != ".record.json"
    }


def states(folder: Path) -> dict[str, tuple[int, int]]:
    """Return inode and time of modification of all that stands under a folder."""
    found = {file: file.lstat() for file in (folder, *folder.rglob("*"))}
    return {str(file): (state.st_ino, state.st_mtime_ns) for file, state in found.items()}
