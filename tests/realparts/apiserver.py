"""A real Kubernetes API server for the tests, with its controllers and two played nodes.

It lives in a network namespace where there is loopback and nothing else. Commands that are
to reach it run through ``Session``, inside that namespace. By hand:
``python -m realparts.apiserver COMMAND…`` runs a command with KUBECONFIG set.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from realparts import cache, command, given, gobuild, namespace, system
from realparts.cache import PROJECT
from realparts.controlplane import StartError

_END_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A running cluster. ``enter`` is the command that runs another one inside it."""

    kubeconfig: Path
    enter: Sequence[str]

    def run(
        self,
        *argv: str | Path,
        stdin: str = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Return how a program ended that ran inside, with KUBECONFIG set."""
        settings = {**(env or os.environ), "KUBECONFIG": str(self.kubeconfig)}
        return command.run(*self.enter, *argv, stdin=stdin, cwd=cwd, env=settings)

    def kubectl(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Return how kubectl ended."""
        return self.run(system.kubectl(), *words, stdin=stdin)

    def output(self, *words: str, stdin: str = "") -> str:
        """Return what kubectl said, where it has to succeed."""
        return command.passed(self.kubectl(*words, stdin=stdin))


@contextmanager
def session(version: str | None = None) -> Iterator[Session]:
    """Give a cluster of its own, of the usual version or of another that was built.

    It ends with the block, and also when the process that opened it is killed. Where somebody
    gave a cluster of theirs, it is that one, and the network is theirs too.
    """
    kubeconfig = os.environ.get(given.VARIABLE)
    if kubeconfig and version is None:
        with given.prepared(Path(kubeconfig)) as copy:
            yield Session(kubeconfig=copy, enter=())
        return
    with _own(version) as own:
        yield own


def _programs(version: str | None) -> list[Path]:
    """Return the folders of the programs; those of envtest come first, where somebody has them."""
    parts = (gobuild.control_plane(version), gobuild.KWOK)
    assets = os.environ.get("KUBEBUILDER_ASSETS")
    first = Path(assets) if assets and version is None else cache.folder(gobuild.ETCD)
    return [first, *(cache.folder(part) for part in parts)]


@contextmanager
def _own(version: str | None) -> Iterator[Session]:
    programs = map(str, _programs(version))
    argv = [*namespace.unshare(), sys.executable, "-m", "realparts.controlplane", *programs]
    env = {**os.environ, "PYTHONPATH": str(PROJECT / "tests")}
    process = subprocess.Popen(
        argv, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        kubeconfig = _state(process) / "admin.kubeconfig"
        yield Session(kubeconfig=kubeconfig, enter=namespace.enter(process.pid))
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """Close its standard input, which it takes as the end; kill it if it does not."""
    try:
        process.communicate(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def _state(process: subprocess.Popen[str]) -> Path:
    """Return the folder of a cluster that is coming up, when it is ready."""
    assert process.stdout is not None
    line = process.stdout.readline()
    answer = json.loads(line) if line else {"error": "it ended before it said a word"}
    if "error" in answer:
        raise StartError(answer["error"])
    return Path(answer["state"])


def _main(words: Sequence[str]) -> int:
    """Run a command inside a new cluster, with this terminal as its own."""
    with session() as cluster:
        env = {**os.environ, "KUBECONFIG": str(cluster.kubeconfig)}
        return subprocess.run([*cluster.enter, *words], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
