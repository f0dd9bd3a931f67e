"""MkDocs, run on copies of files that we wrote, in a process that knows nothing of ours.

MkDocs follows links out of its folder, reads the environment where a configuration asks it to, and
imports what it finds: so it gets a folder with copies only, a bare environment, and no current
folder to import from.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from platformgen.shell import regular
from platformgen.shell.engines import Engine
from platformgen.shell.failure import WorldError

_PROCESS = Path(__file__).with_name("engine_process.py")
_TIME = 315_532_800  # 1980-01-01: the site does not tell when it was built.


class SiteError(WorldError):
    """The site cannot be built; the message is for the person."""


def digest(root: Path, paths: Iterable[str], engine: Engine) -> str:
    """Return what changes when the site would: the files, by their bytes, and the engine."""
    made = hashlib.sha256()
    for name in engine.packages:
        made.update(f"{name} {version(name)}\0".encode())
    for path in sorted(paths):
        content = read(root, path)
        made.update(f"{path}\0{len(content)}\0".encode() + content)
    return made.hexdigest()


@contextmanager
def staged(stage: Path) -> Iterator[Path]:
    """Give a folder that is empty before and gone after; trouble with the disk is a SiteError."""
    try:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(parents=True)
        yield stage
    except OSError as error:
        raise SiteError(f"{error.filename or stage}: {error.strerror}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def build(root: Path, paths: Iterable[str], configuration: str, stage: Path) -> Path:
    """Build the site of copies of these files in `stage`, and return the folder it is in.

    Paths are relative to root; the configuration, one of them, says `site_dir`.
    """
    copy(root, paths, stage)
    output = stage / "site"
    # Not --quiet: MkDocs would not count the warnings that --strict refuses.
    options = ("--strict", "--config-file", configuration, "--site-dir", str(output))
    done = run(("mkdocs", "build", *options), stage)
    if done.returncode:
        raise SiteError(f"mkdocs could not build the site:\n{_told(done.stdout + done.stderr)}")
    return output


def copy(root: Path, paths: Iterable[str], stage: Path) -> None:
    """Put copies of files of ours at the same paths in another folder."""
    for path in paths:
        file = stage / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(read(root, path))


def run(arguments: Iterable[str], stage: Path) -> subprocess.CompletedProcess[str]:
    """Run an engine, the first argument, in a folder, with nothing of our environment."""
    reading, writing = os.pipe()
    try:
        return subprocess.run(  # noqa: S603  # nothing of a spec is an argument
            [sys.executable, "-I", str(_PROCESS), *arguments],
            cwd=stage,
            env=environment(stage),
            stdin=reading,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    finally:
        os.close(reading)
        os.close(writing)


def _told(output: str) -> str:
    """Return what MkDocs says is wrong, without what it says of its progress."""
    lines = [line for line in output.splitlines() if line.strip() and "INFO" not in line[:8]]
    return "\n".join(lines)


def read(root: Path, path: str) -> bytes:
    """Return what a file of ours holds; SiteError where something else stands there."""
    real = os.path.realpath(root / path)
    if real != os.path.join(os.path.realpath(root), *path.split("/")):  # noqa: PTH118  # as text
        raise SiteError(f"{path} is a link: run `platformgen build`")
    content = regular.content(real)
    if not isinstance(content, bytes):
        raise SiteError(f"{path} {content.reason}: run `platformgen build`")
    return content


def environment(home: Path) -> dict[str, str]:
    """Return all that MkDocs is told of this machine."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {
        **kept,
        "PATH": os.defpath,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(_TIME),
        # The theme warns of MkDocs 2 in every build; the versions are pinned below it.
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
