"""Every `$ platformgen …` in the README prints what the README says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
COMMANDS = [
    match.groups()
    for block in BLOCKS
    for match in re.finditer(r"\$ platformgen (.*)\n((?:(?!\$ ).*\n)*)", block)
]


@pytest.mark.parametrize(("arguments", "expected"), COMMANDS)
def test_a_command_of_the_readme_prints_what_it_shows(arguments: str, expected: str) -> None:
    command = [sys.executable, "-m", "platformgen", *shlex.split(arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=None)

    assert done.stdout + done.stderr == expected


def test_the_readme_shows_a_command() -> None:
    assert COMMANDS
