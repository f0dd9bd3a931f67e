"""Who cannot log in reads why in a line or two, whichever command it is; no secret is told.

No server is asked here: it ends before. What a real one says is in `test_unreachable.py`.
"""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from platformgen.shell.cluster import program
from platformgen.shell.cluster.connection import unreached
from platformgen.shell.cluster.failure import ClusterError
from running import LIVE, TINY, laid, run

SECRET = "s3cret-token"  # noqa: S105  # nobody's
SPEC = TINY | {
    "specs/secrets.yaml": "secrets: {drawn: {namespace: apps, keys: {password: {generate: 20}}}}\n"
}
COMMANDS = (*LIVE, ("history",), ("credentials", "drawn", "--show"))


def kubeconfig(user: object = None, **cluster: Any) -> str:  # noqa: ANN401  # as the file has it
    return json.dumps(
        {
            "contexts": [{"name": "kind-tiny", "context": {"cluster": "c", "user": "u"}}],
            "clusters": [{"name": "c", "cluster": {"server": "https://127.0.0.1:1", **cluster}}],
            "users": [{"name": "u", "user": user or {}}],
        }
    )


def asked(folder: Path, config: str, *words: str) -> subprocess.CompletedProcess[str]:
    file = folder / "kubeconfig"
    file.write_text(config)
    return run(laid(folder / "tiny", SPEC), *words, env={"KUBECONFIG": str(file)})


def plugin(command: str, *args: str) -> dict[str, object]:
    version = "client.authentication.k8s.io/v1"
    return {"exec": {"apiVersion": version, "command": command, "args": [*args]}}


def echo(text: str) -> dict[str, object]:
    return plugin("printf", "%s", text)


@pytest.mark.parametrize(
    ("config", "told"),
    [
        pytest.param(f'a: 1\nb: "{SECRET}\\q"\n', "is no kubeconfig: see line 2", id="no YAML"),
        pytest.param("[" * 5000, "is no kubeconfig", id="a deep one"),
        pytest.param("contexts: kind-tiny", "its contexts are not as kubectl", id="no list"),
        pytest.param("contexts: [kind-tiny]", "its contexts are not as kubectl", id="no entry"),
        pytest.param(kubeconfig(server="127.0.0.1:6443"), "has no address", id="no scheme"),
        pytest.param(kubeconfig(server="https://h:port"), "has no address", id="no port"),
        pytest.param(
            kubeconfig({"tokenFile": "none"}), "none, with the token of kind-tiny: No such file",
            id="no file of a token",
        ),
        pytest.param(
            kubeconfig({"token": f"{SECRET}\nX-Other: y"}),
            "the token of kind-tiny holds characters",
            id="a token of two lines",
        ),
        pytest.param(
            kubeconfig({"token": f"{SECRET}\u00fc"}), "the token of kind-tiny holds characters",
            id="a token beyond ASCII",
        ),
        pytest.param(
            kubeconfig({"client-certificate": "none", "client-key": "none"}),
            "none, a certificate of kind-tiny, is not there",
            id="no certificate",
        ),
        pytest.param(
            kubeconfig({"client-certificate-data": "eA==", "client-key-data": "eA=="}),
            "the certificates of kind-tiny cannot be read",
            id="no certificate in it",
        ),
        pytest.param(
            kubeconfig({"exec": "gcloud"}), "names no program that logs in", id="no program"
        ),
        pytest.param(
            kubeconfig({"exec": {"command": "log-in-to-it", "installHint": "get it"}}),
            "log-in-to-it, which logs in to kind-tiny, is missing: get it",
            id="a program that is missing",
        ),
        pytest.param(
            kubeconfig({"exec": {"command": "cat", "env": ["A"]}}),
            "calls cat with words that are none",
            id="no words",
        ),
        pytest.param(
            kubeconfig(plugin("false")), "false, which logs in to kind-tiny, ended with 1",
            id="a program that fails",
        ),
        *(
            pytest.param(
                kubeconfig(echo(said)), "printf, which logs in to kind-tiny, gave no login", id=said
            )
            for said in (
                f"{SECRET} expired", "", "[]", '{"status": 1}', '{"status": {}}', "[" * 5000
            )
        ),
        pytest.param(
            kubeconfig({"auth-provider": {"name": "gcp"}}), "dropped in 1.26", id="auth-provider"
        ),
    ],
)  # fmt: skip
def test_a_login_that_is_none_is_told_in_a_line(tmp_path: Path, config: str, told: str) -> None:
    done = asked(tmp_path, config, "apply", "--yes", "--format", "json")

    (end,) = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, end["event"], end["exit"]) == (3, "end", 3), done.stderr
    assert told in done.stderr
    assert told in end["message"]
    assert len(done.stderr.splitlines()) <= 2
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_each_command_ends_with_3_where_nobody_logs_in(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    began = time.monotonic()
    done = asked(tmp_path, kubeconfig(plugin("false")), *words)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: false, which logs in to kind-tiny, ended with 1\n  fix: ")
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_an_unknown_context_is_a_wrong_command(tmp_path: Path, words: tuple[str, ...]) -> None:
    config = kubeconfig().replace("kind-tiny", "staging")
    done = asked(tmp_path, config, *words)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: specs/platform.yaml:5:12: the kubeconfig has no context"
        " 'kind-tiny'; it has: staging\n"
        "  fix: make it, as `platformgen doctor` says; or take another one: --context NAME\n"
    )


@pytest.mark.parametrize("words", LIVE, ids=" ".join)
def test_an_unknown_context_is_one_event(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = asked(tmp_path, kubeconfig(), *words, "--context", "kind-tinny", "--format", "json")

    (end,) = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, end["event"], end["exit"]) == (2, "end", 2)
    said, _, fix = end["message"].partition("\n")
    assert (
        said == "--context: the kubeconfig has no context 'kind-tinny'; did you mean 'kind-tiny'?"
    )
    assert fix.startswith("  fix: name one that is there")


def test_doctor_tells_of_a_login_among_the_rest(tmp_path: Path) -> None:
    done = asked(tmp_path, kubeconfig(plugin("false")), "doctor", "--format", "json")

    found = {each["name"]: each for each in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert found["context"]["state"] == "missing"
    assert "ended with 1" in found["context"]["message"]
    assert "hosts" in found


def test_a_program_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_SECONDS", 0.2)

    with pytest.raises(ClusterError, match=r"sleep, which logs in to x, took more than 0.2 s"):
        program.credentials("x", {"command": "sleep", "args": [60]})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param(
            OSError(111, "Connect call failed ('127.0.0.1', 9)"), "Connection refused", id="one"
        ),
        pytest.param(
            OSError(
                "Multiple exceptions: [Errno 111] Connect call failed ('::1', 9, 0, 0),"
                " [Errno 113] Connect call failed ('127.0.0.1', 9)"
            ),
            "Connection refused, No route to host",
            id="each address",
        ),
        pytest.param(
            OSError(-2, "Name or service not known"), "Name or service not known", id="name"
        ),
    ],
)
def test_why_nobody_is_reached_is_told_without_addresses(said: OSError, told: str) -> None:
    assert unreached(said) == told
