"""A cluster that somebody has, such as one of kind, to run the tests in: ``PLATFORMGEN_CLUSTER``.

The variable names a kubeconfig; its current context is used. Nodes are added whose pods KWOK plays,
as in a cluster of ours, for the images of the tests are nowhere. So that every pod comes to
them, the cluster's own nodes take no new ones meanwhile. All that is undone at the end; what
tests leave behind is not. Use a cluster that may be thrown away.
"""

import base64
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realparts import cache, command, gobuild, system, world

VARIABLE = "PLATFORMGEN_CLUSTER"

_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Given:
    """The cluster, by a kubeconfig of ours."""

    kubeconfig: Path

    def kubectl(self, *words: str, stdin: str = "") -> str:
        """Return what kubectl said, where it has to succeed."""
        config = f"--kubeconfig={self.kubeconfig}"
        return command.passed(command.run(system.kubectl(), config, *words, stdin=stdin))

    def nodes(self) -> list[dict[str, Any]]:
        """Return the nodes there are."""
        items: list[dict[str, Any]] = json.loads(self.kubectl("get", "nodes", "-ojson"))["items"]
        return items


@contextmanager
def prepared(kubeconfig: Path) -> Iterator[Path]:
    """Give a kubeconfig of a given cluster in which tests can run."""
    with tempfile.TemporaryDirectory(prefix="platformgen-given-") as name:
        folder = Path(name)
        cluster = Given(_renamed(kubeconfig, folder))
        own = [
            node["metadata"]["name"]
            for node in cluster.nodes()
            if not node.get("spec", {}).get("unschedulable")
        ]
        try:
            if own:
                cluster.kubectl("cordon", *own)
            with _playing(cluster, folder):
                yield cluster.kubeconfig
        finally:
            if own:
                cluster.kubectl("uncordon", *own)


def _renamed(kubeconfig: Path, folder: Path) -> Path:
    """Return a copy of the current context alone, under the name that the tests know."""
    words = ("config", "view", "--raw", "--minify", "--flatten", "-ojson")
    said = command.run(system.kubectl(), f"--kubeconfig={kubeconfig}", *words)
    document = json.loads(command.passed(said))
    document["contexts"][0]["name"] = document["current-context"] = world.CONTEXT
    for held in (document["clusters"][0]["cluster"], document["users"][0]["user"]):
        _in_files(held, folder)
    copy = folder / "kubeconfig"
    copy.touch(mode=0o600)
    copy.write_text(json.dumps(document))
    return copy


def _in_files(held: dict[str, str], folder: Path) -> None:
    """Put what is held as data into files, as the kubeconfigs of our own clusters name them."""
    for name in [each.removesuffix("-data") for each in held if each.endswith("-data")]:
        file = folder / name
        file.touch(mode=0o600)
        file.write_bytes(base64.b64decode(held.pop(f"{name}-data")))
        held[name] = str(file)


@contextmanager
def _playing(cluster: Given, folder: Path) -> Iterator[None]:
    """Add the nodes and volumes that a cluster of ours has, and a KWOK that plays these nodes."""
    classes = cluster.kubectl("get", "storageclasses", "-oname").split()
    items = [*world.nodes(world.PLAYED), *world.volumes()]
    if f"storageclass.storage.k8s.io/{world.STORAGE_CLASS}" not in classes:
        items.append(world.storage_class())
    cluster.kubectl("apply", "--server-side", "-f-", stdin=world.listed(items))
    with (folder / "kwok.log").open("wb") as log:
        kwok = subprocess.Popen(_kwok(cluster), cwd=folder, stdout=log, stderr=log)
    try:
        _wait(cluster, kwok)
        yield
    finally:
        kwok.terminate()
        kwok.wait()
        cluster.kubectl("delete", "nodes", f"--selector={world.PLAYED}", "--wait=false")


def _kwok(cluster: Given) -> Sequence[str]:
    return (
        str(cache.folder(gobuild.KWOK) / "kwok"),
        f"--kubeconfig={cluster.kubeconfig}",
        "--manage-all-nodes=false",
        f"--manage-nodes-with-label-selector={world.PLAYED}",
        f"--config={world.STAGES}",
        "--server-address=127.0.0.1:10248",
    )


def _wait(cluster: Given, kwok: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not all(map(_is_ready, cluster.nodes())):
        if kwok.poll() is not None or time.monotonic() > deadline:
            raise command.CommandError("the played nodes of the given cluster are not ready")
        time.sleep(0.2)


def _is_ready(node: dict[str, Any]) -> bool:
    return any(
        each["type"] == "Ready" and each["status"] == "True"
        for each in node.get("status", {}).get("conditions", ())
    )
