"""The page of the installation, followed by hand: what it says about its commands is so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from realparts import system
from realparts.apiserver import Session

_STEPS = ("namespaces", "manifests")


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Return the folder of a platform as `init` makes it, built."""
    folder = tmp_path / "begun"
    for words in (("init", folder), ("-C", folder, "build")):
        subprocess.run(
            [sys.executable, "-m", "platformgen", *words], capture_output=True, check=True
        )
    return folder


def commands(page: str, step: str) -> str:
    """Return the first block of commands of a step."""
    found = re.search(rf"\{{ #{step} \}}.*?```bash\n(.*?)```", page, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_steps_with_kubectl_pass_and_change_nothing_the_second_time(
    apiserver: Session, begun: Path
) -> None:
    page = (begun / "build/techdocs/install.md").read_text()
    steps = "set -e\n" + "".join(commands(page, step) for step in _STEPS)
    env = {**os.environ, "PATH": f"{system.kubectl().parent}:{os.environ['PATH']}"}
    kinds = "namespaces,resourcequotas,limitranges,deployments,services,ingresses,networkpolicies"

    def follow() -> tuple[str, set[str]]:
        done = apiserver.run("bash", "-c", steps, cwd=begun, env=env)
        assert done.returncode == 0, done.stderr
        listed = apiserver.output(
            *("get", kinds, "--namespace=demo", "-l", "app.kubernetes.io/part-of=begun"),
            *("-o", "jsonpath={range .items[*]}{.kind} {.metadata.generation}{'\\n'}{end}"),
        )
        return done.stdout, set(listed.splitlines())

    told, first = follow()
    told_again, second = follow()

    assert "resourcequota/quota serverside-applied" in told
    assert told_again == told
    assert len(first) > 4
    assert second == first
