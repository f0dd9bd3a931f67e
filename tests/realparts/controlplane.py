"""A real control plane on loopback: ``python -m realparts.controlplane BIN_FOLDERS…``.

Runs in a network namespace of its own, so that nothing leaves the machine whatever an API
server is told to dial, and as the first process of a process namespace, so that nothing
outlives it. Prints one line of JSON when the cluster is ready (or why it is not), then
waits until its standard input closes.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from realparts import certificates, command, system, world

_ETCD = "http://127.0.0.1:2379"
_SERVER = "https://127.0.0.1:6443"
_PATIENCE_SECONDS = 120
_BUILT_AS = {"etcd": "server"}
"""What Go calls a program that it builds, where that is not its name."""
_CLIENTS = {
    "admin": "/O=system:masters/CN=admin",
    "controllers": "/CN=system:kube-controller-manager",
    "scheduler": "/CN=system:kube-scheduler",
}


class StartError(Exception):
    """A program of the control plane did not get ready; the message holds its log's end."""


@dataclass(slots=True, kw_only=True)
class ControlPlane:
    """The running programs, what they keep on disk, and where their binaries are."""

    state: Path
    programs: Sequence[Path]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, program: str, *flags: str) -> None:
        """Start one program, its output in a log of its own."""
        names = (program, _BUILT_AS.get(program, program))
        path = next(
            folder / each for folder in self.programs for each in names if (folder / each).exists()
        )
        log = (self.state / f"{name}.log").open("wb")
        self.running[name] = subprocess.Popen(
            [path, *flags], cwd=self.state, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )

    def wait(self, name: str, is_ready: Callable[[], bool]) -> None:
        """Wait until a program is ready; one that ended or takes too long is an error."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not is_ready():
            if self.running[name].poll() is not None or time.monotonic() > deadline:
                said = (self.state / f"{name}.log").read_text(errors="replace")[-3000:]
                raise StartError(f"{name} did not get ready:\n{said}")
            time.sleep(0.1)

    def kubectl(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Return how kubectl, as the cluster's administrator, ended."""
        config = f"--kubeconfig={self.state / 'admin.kubeconfig'}"
        return command.run(system.kubectl(), config, *words, stdin=stdin)


def _kubeconfig(state: Path, user: str) -> str:
    cluster = {"server": _SERVER, "certificate-authority": str(state / "ca.crt")}
    identity = {
        "client-certificate": str(state / f"{user}.crt"),
        "client-key": str(state / f"{user}.key"),
    }
    document = {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": world.CONTEXT,
        "clusters": [{"name": "test", "cluster": cluster}],
        "users": [{"name": user, "user": identity}],
        "contexts": [{"name": world.CONTEXT, "context": {"cluster": "test", "user": user}}],
    }
    return json.dumps(document)


def _write_identities(state: Path) -> None:
    certificates.write_authority(state)
    certificates.write_certificate(state, "server", "/CN=kube-apiserver")
    for name, subject in _CLIENTS.items():
        certificates.write_certificate(state, name, subject)
        (state / f"{name}.kubeconfig").write_text(_kubeconfig(state, name))


def _start_servers(plane: ControlPlane) -> None:
    data = ("--data-dir=etcd", "--unsafe-no-fsync")
    clients = (f"--listen-client-urls={_ETCD}", f"--advertise-client-urls={_ETCD}")
    plane.start("etcd", "etcd", *data, *clients, "--listen-peer-urls=http://127.0.0.1:2380")
    plane.start(
        "apiserver",
        "kube-apiserver",
        f"--etcd-servers={_ETCD}",
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--tls-cert-file=server.crt",
        "--tls-private-key-file=server.key",
        "--client-ca-file=ca.crt",
        "--authorization-mode=Node,RBAC",
        "--service-account-key-file=sa.pub",
        "--service-account-signing-key-file=sa.key",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-cluster-ip-range=10.0.0.0/16",
        "--endpoint-reconciler-type=none",
        "--allow-privileged",
    )
    plane.wait("apiserver", lambda: plane.kubectl("get", "--raw=/readyz").returncode == 0)


def _start_controllers(plane: ControlPlane) -> None:
    alone = ("--leader-elect=false", "--bind-address=127.0.0.1")
    plane.start(
        "controllers",
        "kube-controller-manager",
        *alone,
        "--kubeconfig=controllers.kubeconfig",
        "--service-account-private-key-file=sa.key",
        "--root-ca-file=ca.crt",
        "--use-service-account-credentials",
        # Under load the played nodes miss heartbeats, and their pods would turn unready.
        "--node-monitor-grace-period=24h",
    )
    plane.start("scheduler", "kube-scheduler", *alone, "--kubeconfig=scheduler.kubeconfig")
    plane.start(
        "kwok",
        "kwok",
        "--kubeconfig=admin.kubeconfig",
        "--manage-all-nodes=true",
        f"--config={world.STAGES}",
        "--server-address=127.0.0.1:10247",
    )


def _make_world(plane: ControlPlane) -> None:
    command.passed(plane.kubectl("apply", "--server-side", "-f-", stdin=world.manifests()))
    ready = ("wait", "--for=condition=Ready", "nodes", "--all", "--timeout=1s")
    plane.wait("kwok", lambda: plane.kubectl(*ready).returncode == 0)
    account = ("get", "serviceaccount", "default", "--namespace=default")
    plane.wait("controllers", lambda: plane.kubectl(*account).returncode == 0)


@contextmanager
def running(programs: Sequence[Path]) -> Iterator[ControlPlane]:
    """Give a ready cluster; afterwards end its programs and remove what they wrote."""
    plane = ControlPlane(
        state=Path(tempfile.mkdtemp(prefix="platformgen-cluster-")), programs=programs
    )
    try:
        _write_identities(plane.state)
        _start_servers(plane)
        _start_controllers(plane)
        _make_world(plane)
        yield plane
    finally:
        for process in reversed(plane.running.values()):
            process.kill()
            process.wait()
        shutil.rmtree(plane.state, ignore_errors=True)


def _main(programs: Sequence[Path]) -> None:
    command.passed(command.run(system.program("ip"), "link", "set", "lo", "up"))
    try:
        with running(programs) as plane:
            print(json.dumps({"state": str(plane.state)}), flush=True)
            sys.stdin.read()
    except (StartError, command.CommandError) as error:
        print(json.dumps({"error": str(error)}), flush=True)


if __name__ == "__main__":
    _main([Path(word) for word in sys.argv[1:]])
