"""What a machine lacks, with programs of the tests in place of the real ones."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from platformgen.shell.machine import machine
from running import PLATFORM, SHELF, TINY, laid, run
from sample_platforms import component, platform

SAID = {
    "kind": "kind v0.33.0 go1.26 linux/amd64",
    "docker": "Server Version: 29",
    "kubectl": "Client Version: v1.34.1",
}


def project(folder: Path, cluster: str = "", **changes: str) -> Path:
    said = f"cluster:\n  provider: kind\n  routing: {{ingress: nginx}}\n{cluster}"
    text = PLATFORM.replace("cluster:\n", said)
    for old, new in changes.items():
        text = text.replace(old, new)
    routed = SHELF + "    routes: [{host: shelf}]\n"
    return laid(folder, TINY | {"specs/platform.yaml": text, "specs/shelf.yaml": routed})


def programs(folder: Path, *names: str, fails: str = "") -> Path:
    """Make programs that say what the real ones say, or fail."""
    folder.mkdir()
    for name in names:
        file = folder / name
        code = 1 if name == fails else 0
        file.write_text(f"#!/bin/sh\necho '{SAID[name]}'\nexit {code}\n")
        file.chmod(0o755)
    return folder


def examined(folder: Path, path: Path, *words: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """Run doctor with nothing but these programs; return its code and findings by name."""
    env = {"PATH": f"{path}", "KUBECONFIG": str(folder / "none")}
    done = run(folder, "doctor", "--format", "json", *words, env=env)
    found = json.loads(done.stdout)["findings"]
    return done.returncode, {each["name"]: each for each in found}


@pytest.fixture
def port() -> Iterator[socket.socket]:
    """A port of the loopback that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_programs_that_are_there_are_told_with_their_version(tmp_path: Path) -> None:
    path = programs(tmp_path / "bin", "kind", "docker", "kubectl")

    _, found = examined(project(tmp_path / "p"), path)

    told = {name: (found[name]["state"], found[name]["message"]) for name in SAID if name in found}
    assert told == {"kind": ("ok", "0.33.0"), "kubectl": ("ok", "1.34.1")}
    assert found["containers"]["message"] == "docker answers"
    assert "helm" not in found


def test_what_is_missing_ends_with_1_and_says_how_to_get_it(tmp_path: Path) -> None:
    code, found = examined(project(tmp_path / "p"), programs(tmp_path / "bin"))

    states = {name: found[name]["state"] for name in ("kind", "containers", "kubectl", "context")}
    assert code == 1
    assert states == {
        "kind": "missing",
        "containers": "missing",
        "kubectl": "warning",
        "context": "missing",
    }
    assert all(each["fix"] for each in found.values() if each["state"] in {"missing", "warning"})
    assert "kind create cluster --name tiny" in found["context"]["fix"]


def test_a_runtime_that_does_not_answer_is_told_apart_from_none(tmp_path: Path) -> None:
    path = programs(tmp_path / "bin", "docker", fails="docker")

    _, found = examined(project(tmp_path / "p"), path)

    assert found["containers"]["message"] == "docker is there, and does not answer"


def test_kubectl_of_another_age_is_a_warning(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", **{'"1.34"': '"1.36"'})

    _, found = examined(folder, programs(tmp_path / "bin", "kubectl"))

    assert found["kubectl"]["state"] == "warning"
    assert "1.34.1, for Kubernetes 1.36" in found["kubectl"]["message"]


def test_the_hosts_file_is_compared_with_the_platforms_names(tmp_path: Path) -> None:
    folder, file = project(tmp_path / "p"), tmp_path / "hosts"
    path = programs(tmp_path / "bin")
    file.write_bytes(b"127.0.0.1 localhost\n")

    _, before = examined(folder, path, "--hosts-file", str(file))
    assert run(folder, "hosts", "apply", "--hosts-file", str(file)).returncode == 0
    _, after = examined(folder, path, "--hosts-file", str(file))

    assert (before["hosts"]["state"], after["hosts"]["state"]) == ("missing", "ok")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a whole network of loopbacks")
def test_a_port_that_somebody_has_is_told(tmp_path: Path, port: socket.socket) -> None:
    number = port.getsockname()[1]
    router = (
        f"  router: {{namespace: apps, type: ingress-controller, ports: {{http: {number}}},"
        " runs: {kind: Deployment, name: router}}\n"
    )
    folder = project(tmp_path / "p")
    laid(folder, {"specs/router.yaml": f"components:\n{router}"})

    _, found = examined(folder, programs(tmp_path / "bin"))

    assert found[f"port {number}"]["state"] == "missing"
    assert f"127.0.0.1:{number}" in found[f"port {number}"]["message"]


@pytest.mark.parametrize(
    ("is_up", "is_taken", "state", "told"),
    [
        (True, True, "ok", "something listens at"),
        (True, False, "missing", "nothing listens at"),
        (False, True, "missing", "something else listens at"),
        (False, False, "ok", "is free"),
    ],
)
def test_a_port_is_looked_at_whether_the_cluster_is_up_or_not(
    port: socket.socket, *, is_up: bool, is_taken: bool, state: str, told: str
) -> None:
    number = port.getsockname()[1]
    if not is_taken:
        port.close()
    entry = component("router", type="ingress-controller", ports={"http": number})
    each = platform(entry)

    found = {each.name: each for each in machine(each, is_up=is_up, hosts_file=None)}

    assert found[f"port {number}"].state == state
    assert told in found[f"port {number}"].told


def test_the_table_fits_eighty_columns(tmp_path: Path) -> None:
    env = {"PATH": str(programs(tmp_path / "bin")), "KUBECONFIG": "/none"}

    done = run(project(tmp_path / "p"), "doctor", env=env)

    assert done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
