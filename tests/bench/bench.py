"""What a build costs, beside `helm template` of the same components, in one run.

    python tests/bench/bench.py [--runs 3] [--no-build] [N…]

Each figure is a whole process: CPU seconds (user and system, the least of the runs) and the most
memory that it held. The components are those of tests/platforms/generated.py: a Deployment, a
Service, an Ingress, a ConfigMap, a ServiceAccount and a NetworkPolicy each, and no seventh object.
Ours are checked, and written as one file for each component into an empty folder; Helm's are not
checked, and go to one file. Before anything is measured, both have to give the same objects.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "tests")]

import yaml  # noqa: E402  # the paths above lead to what follows

from platforms import generated  # noqa: E402
from realparts import gobuild  # noqa: E402

KINDS = ("Deployment", "Service", "Ingress", "ConfigMap", "ServiceAccount", "NetworkPolicy")
PROGRAM = (sys.executable, "-m", "platformgen")
MANIFESTS = (sys.executable, str(HERE / "manifests.py"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took."""

    cpu_seconds: float
    memory_mib: float


# What a process takes is asked of a small one that starts it: the memory of whoever starts a
# process counts as its own until it runs.
_MEASURED = """
import os, resource, subprocess, sys
code = subprocess.call(sys.argv[2:], stdout=open(sys.argv[1], "wb"), stderr=subprocess.STDOUT)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def cost(runs: int, *command: str, before: Callable[[], object], out: Path) -> Cost:
    """Return the least CPU that a command takes in some runs, and the most memory."""
    costs: list[Cost] = []
    for _ in range(runs):
        before()
        measuring = (sys.executable, "-I", "-S", "-c", _MEASURED, str(out), *command)
        done = subprocess.run(
            measuring, env=ENVIRONMENT, capture_output=True, text=True, check=True
        )
        code, cpu_seconds, memory_mib = done.stdout.split()
        assert code == "0", (command, out.read_text()[-2000:])
        costs.append(Cost(float(cpu_seconds), float(memory_mib)))
    return Cost(min(each.cpu_seconds for each in costs), max(each.memory_mib for each in costs))


def rows(
    count: int, folder: Path, helm: str, *, runs: int, with_build: bool
) -> Iterator[tuple[str, Cost]]:
    """Yield what is measured for so many components, and its cost."""
    project, out, log = folder / "project", folder / "out", folder / "log"
    generated.write(count, project)

    def empty() -> None:
        shutil.rmtree(out, ignore_errors=True)

    def unbuilt() -> None:
        for name in ("build", "catalog"):
            shutil.rmtree(project / name, ignore_errors=True)

    ours = (*MANIFESTS, str(project), str(out))
    yield "manifests, ours", cost(runs, *ours, before=empty, out=log)
    found = {_key(each): each for each in _documents(*sorted(out.rglob("*.yaml")))}
    values = folder / "values.json"
    values.write_text(json.dumps({"components": _values(found)}))
    theirs = (helm, "template", "crowd", str(HERE / "chart"), "--values", str(values))
    yield "manifests, helm template", cost(runs, *theirs, before=empty, out=log)
    _same(found, {_key(each): each for each in _documents(log)})
    build = (*PROGRAM, "-C", str(project), "build", "--no-site")
    if with_build:
        yield "build, all but the site", cost(1, *build, before=unbuilt, out=log)
        yield "nothing changed", cost(runs, *build, before=empty, out=log)


def _documents(*files: Path) -> Iterator[dict[str, Any]]:
    for file in files:
        for document in yaml.load_all(file.read_text(), yaml.CSafeLoader):
            if document and document["kind"] in KINDS and _key(document)[2].startswith("service-"):
                yield document


def _key(document: dict[str, Any]) -> tuple[str, str, str]:
    metadata = document.get("metadata", {})
    return document["kind"], metadata.get("namespace", ""), metadata.get("name", "")


def _values(found: dict[tuple[str, str, str], dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "namespace": namespace,
            "replicas": document["spec"]["replicas"],
            "image": _container(document)["image"],
            "version": document["metadata"]["labels"]["app.kubernetes.io/version"],
            "number": _container(document)["env"][1]["value"],
            **_settings(found["ConfigMap", namespace, name]),
            **_peers(found["NetworkPolicy", namespace, name]["spec"]),
        }
        for (kind, namespace, name), document in found.items()
        if kind == "Deployment"
    ]


def _container(deployment: dict[str, Any]) -> dict[str, Any]:
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    return container


def _settings(config_map: dict[str, Any]) -> dict[str, str]:
    ((file, settings),) = config_map["data"].items()
    return {"file": file, "settings": settings}


def _peers(policy: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    return {
        "callers": [_peer(each) for rule in policy["ingress"] for each in rule["from"][1:]],
        "called": [_peer(each) for rule in policy.get("egress", ()) for each in rule["to"]],
    }


def _peer(peer: dict[str, Any]) -> dict[str, str]:
    labels = {
        name: value
        for selector in peer.values()
        for name, value in selector["matchLabels"].items()
        if name in {"app.kubernetes.io/name", "kubernetes.io/metadata.name"}
    }
    found = {"name": labels["app.kubernetes.io/name"]}
    if "kubernetes.io/metadata.name" in labels:
        found["namespace"] = labels["kubernetes.io/metadata.name"]
    return found


def _same(ours: dict[Any, Any], theirs: dict[Any, Any]) -> None:
    assert ours.keys() == theirs.keys(), sorted(ours.keys() ^ theirs.keys())[:4]
    for key, document in ours.items():
        assert document == theirs[key], f"{key}\n{json.dumps(document)}\n{json.dumps(theirs[key])}"


def _line(count: str, what: str, took: Cost) -> str:
    return f"{count:>6}  {what:<26}{took.cpu_seconds:>8.3f}{took.memory_mib:>8.0f}"


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--no-build", action="store_true", help="leave out the whole builds")
    arguments.add_argument("counts", nargs="*", type=int, default=[100, 1000, 5000])
    chosen = arguments.parse_args()
    helm = str(gobuild.program(gobuild.HELM, "helm"))
    # As installing does it: otherwise, where Python may not write its caches, each run compiles us.
    compileall.compile_dir(ROOT / "generator", quiet=1)
    print(f"{'N':>6}  {'what':<26}{'CPU s':>8}{'MiB':>8}")
    with tempfile.TemporaryDirectory() as temporary:
        log = Path(temporary) / "log"
        said = cost(chosen.runs, *PROGRAM, "--help", before=dict, out=log)
        print(_line("", "--help", said), flush=True)
        for count in chosen.counts:
            folder = Path(temporary) / str(count)
            folder.mkdir()
            measured = rows(count, folder, helm, runs=chosen.runs, with_build=not chosen.no_build)
            for what, took in measured:
                print(_line(str(count), what, took), flush=True)
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
