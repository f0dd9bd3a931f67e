"""Run a program for a test, and say what it said when it fails."""

import subprocess
from collections.abc import Mapping
from pathlib import Path


class CommandError(Exception):
    """A program ended with another code than 0; the message holds what it said last."""


def run(
    *argv: str | Path,
    stdin: str = "",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout_seconds: float = 300,
) -> subprocess.CompletedProcess[str]:
    """Return how a program ended, whatever its exit code, with its output as text."""
    return subprocess.run(
        [str(word) for word in argv],
        input=stdin,
        cwd=cwd,
        env=env,
        timeout=timeout_seconds,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def passed(result: subprocess.CompletedProcess[str]) -> str:
    """Return the standard output of a program that was to end with 0."""
    if result.returncode != 0:
        words = " ".join(result.args)
        said = (result.stdout + result.stderr).strip()[-4000:]
        raise CommandError(f"exit code {result.returncode} of {words}\n{said}")
    return result.stdout
