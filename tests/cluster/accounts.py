"""Users of a cluster other than the one that the tests are, and kubeconfigs that are another."""

from __future__ import annotations

import json
import subprocess
import time
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


_AUTHORITY = """\
[ca]
default_ca = it
[it]
database = $ENV::HERE/index
serial = $ENV::HERE/serial
new_certs_dir = $ENV::HERE
default_md = sha256
policy = any
[any]
organizationName = optional
commonName = optional
"""


def certificate(bench: Bench, end: float) -> dict[str, object]:
    """Sign a certificate of an administrator that holds until a moment; return the user."""
    folder = bench.folder / "signed"
    folder.mkdir()
    for name, text in {"conf": _AUTHORITY, "index": "", "serial": "7001"}.items():
        (folder / name).write_text(text)
    begin, until = (time.strftime("%Y%m%d%H%M%SZ", time.gmtime(each)) for each in (end - 3600, end))
    signer = bench.cluster.kubeconfig.parent / "ca"
    request = "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out csr"
    signing = f"ca -batch -notext -config conf -in csr -out crt -startdate {begin} -enddate {until}"
    for words in (
        [*request.split(), "-subj", "/O=system:masters/CN=me"],
        [*signing.split(), "-cert", f"{signer}.crt", "-keyfile", f"{signer}.key"],
    ):
        env = {"PATH": "/usr/bin:/bin", "HERE": str(folder)}
        subprocess.run(["openssl", *words], check=True, capture_output=True, env=env, cwd=folder)
    return {"client-certificate": str(folder / "crt"), "client-key": str(folder / "key")}
