"""The commit that a project's folder is at, as git tells it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

_SECONDS = 5
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
# A repository's own settings may name programs: these would run where it is only looked at.
_QUIET = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


def commit(folder: Path) -> tuple[str, bool]:
    """Return the commit, and whether files under the folder are others than in it.

    The commit is empty where there is no git, no repository or no commit, or git takes too long.
    """
    found = _said(folder, "rev-parse", "--verify", "--end-of-options", "HEAD").strip()
    if not _COMMIT.fullmatch(found):
        return "", False
    return found, bool(_said(folder, "status", "--porcelain", "--ignore-submodules=all", "--", "."))


def _said(folder: Path, *words: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    # A hook of git names its own repository by these; ours is the folder's.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603  # words of ours, and a folder
            [git, "-C", str(folder), *_QUIET, *words],
            env={**kept, "GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
