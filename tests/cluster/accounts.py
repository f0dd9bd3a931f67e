"""Users of a cluster other than the one that the tests are, and kubeconfigs that are another."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from cluster.bench import Bench


def kubeconfig(bench: Bench, **changes: Any) -> Path:  # noqa: ANN401  # as the file has it
    """Write a kubeconfig whose cluster, user, or whole is another, and return its path."""
    config = json.loads(bench.cluster.kubeconfig.read_text())
    config["clusters"][0]["cluster"] |= changes.pop("cluster", {})
    config["users"][0]["user"] = changes.pop("user", config["users"][0]["user"])
    path = bench.folder / "kubeconfig"
    path.write_text(json.dumps(config | changes))
    return path


def run(bench: Bench, config: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return bench.cluster.run("env", f"KUBECONFIG={config}", *bench.argv(*words))


def account(bench: Bench, name: str, *, reads_only: bool = False) -> str:
    """Make an account that may do, or read, everything; return a token of it."""
    where = "kube-system"
    role = "cluster-admin"
    if reads_only:
        role = f"{name}-reads"
        words = ("--verb=get,list,watch", "--resource=*.*")
        bench.cluster.output("create", "clusterrole", role, *words)
    bench.cluster.output("create", "serviceaccount", name, f"--namespace={where}")
    bench.cluster.output(
        "create",
        "clusterrolebinding",
        name,
        f"--clusterrole={role}",
        f"--serviceaccount={where}:{name}",
    )
    return bench.cluster.output("create", "token", name, f"--namespace={where}").strip()


def revoke(bench: Bench, name: str) -> None:
    bench.cluster.output("delete", "serviceaccount", name, "--namespace=kube-system")


def program(bench: Bench, token: str) -> dict[str, object]:
    """Have a program give a token from now on; return the user that logs in by it."""
    kind = {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential"}
    status = bench.folder / "status"
    status.write_text(json.dumps({**kind, "status": {"token": token}}))
    return {"exec": {"apiVersion": kind["apiVersion"], "command": "cat", "args": [str(status)]}}
