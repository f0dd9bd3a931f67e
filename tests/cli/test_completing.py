"""What a shell completes, and who cannot be reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from running import PLATFORM, TINY, laid, run

KUBECONFIG = {
    "contexts": [
        {"name": name, "context": {"cluster": name, "user": "me"}}
        for name in ("kind-tiny", "kind-other", "production")
    ],
    "clusters": [
        {
            "name": "kind-tiny",
            "cluster": {"server": "https://127.0.0.1:1", "proxy-url": "http://127.0.0.1:2"},
        }
    ],
    "users": [{"name": "me", "user": {}}],
}
SECRETS = "secrets:\n  drawn: {namespace: apps, keys: {user: {text: a}, word: {generate: 20}}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "specs/platform.yaml": PLATFORM + SECRETS,
        "specs/environments/prod.yaml": "platform: {title: Prod}\n",
        "kubeconfig": json.dumps(KUBECONFIG),
    }
    return laid(tmp_path, TINY | files)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["build", "--env", ""], ["prod"]),
        (["status", "--context", "kind-"], ["kind-other", "kind-tiny"]),
        (["credentials", "dr"], ["drawn", "drawn/user", "drawn/word"]),
        (["credentials", "x"], []),
    ],
)
def test_names_are_completed(folder: Path, words: list[str], expected: list[str]) -> None:
    line = ["platformgen", "-C", str(folder), *words]
    env = {
        "_PLATFORMGEN_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(line),
        "COMP_CWORD": str(len(line) - 1),
        "KUBECONFIG": str(folder / "kubeconfig"),
    }

    done = run(folder, env=env)

    assert done.stdout.split() == [f"plain,{each}" for each in expected], done.stderr


def test_a_cluster_behind_a_proxy_is_refused_with_a_way_out(folder: Path) -> None:
    done = run(folder, "status", env={"KUBECONFIG": str(folder / "kubeconfig")})

    assert done.returncode == 3
    assert "kind-tiny is reached through a proxy (proxy-url): that is not supported" in done.stderr
    assert "  fix: " in done.stderr
