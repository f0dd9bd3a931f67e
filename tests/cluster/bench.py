"""A project of objects for a test, and what commands do to it in a real cluster."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformgen.apply.inventory import parent_name
from realparts.apiserver import Session

Document = dict[str, Any]
_DRIVE = Path(__file__).with_name("drive.py")
_SPEC = """\
platformgen: 1
platform: {{name: {name}, owner: core}}
cluster:
  context: kind-platform
  kubernetes: "1.35"
  domain: {name}.local
  address: 127.0.0.1
teams: {{core: {{}}}}
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, and what it asked the server: method, path and status of each."""

    code: int
    out: str
    err: str
    seen: Sequence[tuple[str, str, int]]
    seconds: float

    @property
    def writes(self) -> list[tuple[str, str]]:
        """The requests that may change something."""
        return [
            (method, path)
            for method, path, _ in self.seen
            if method != "GET" and "dryRun" not in path
        ]

    def events(self, name: str) -> list[Document]:
        """Return the events of a name that a command with `--format json` told."""
        found = map(json.loads, self.out.splitlines())
        return [each for each in found if each["event"] == name]

    def changes(self) -> dict[str, str]:
        """Return the changes of a plan, by object; what is unchanged is left out."""
        return {
            each["object"]: each["change"]
            for each in self.events("change")
            if each["change"] != "unchanged"
        }


@dataclass(slots=True)
class Bench:
    """A platform of a name of its own, in a folder, and the cluster that it is applied to."""

    cluster: Session
    folder: Path
    name: str
    spec: str = ""
    files: dict[str, str] = field(default_factory=dict)

    def write(self, spec: str, objects: Iterable[Mapping[str, Any]] = ()) -> None:
        """Write the platform: what it says beside its frame, and objects as they are."""
        documents = list(objects)
        text = _SPEC.format(name=self.name) + spec
        if documents:
            text += "objects: [files/objects.yaml]\n"
        for path, content in {
            "specs/platform.yaml": text,
            "files/objects.yaml": "\n---\n".join(json.dumps(each, indent=1) for each in documents),
        }.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)

    def run(self, *words: str, **job: object) -> Outcome:
        """Run a command of the product through the proxy."""
        return self.drive([{"argv": self.argv(*words), **job}])[0]

    def argv(self, *words: str) -> list[str]:
        """Return the command line."""
        return [sys.executable, "-m", "platformgen", "-C", str(self.folder), *words]

    def drive(self, jobs: Sequence[Mapping[str, Any]]) -> list[Outcome]:
        """Run several, one after the other."""
        lines = "".join(f"{json.dumps(job)}\n" for job in jobs)
        done = self.cluster.run(sys.executable, _DRIVE, stdin=lines)
        assert done.returncode == 0, done.stderr
        return [Outcome(**json.loads(line)) for line in done.stdout.splitlines()]

    def apply(self, *words: str, **job: object) -> Outcome:
        """Apply without a question, and tell it as data."""
        return self.run("apply", "--yes", "--format", "json", *words, **job)

    def names(self, kind: str, namespace: str) -> list[str]:
        """Return the names of the objects of a kind in a namespace."""
        words = ("get", kind, f"--namespace={namespace}", "-o", "name")
        return [line.rpartition("/")[2] for line in self.cluster.output(*words).split()]

    def read(self, *words: str) -> Document:
        """Return what `kubectl get` says of an object."""
        found: Document = json.loads(self.cluster.output("get", *words, "-o", "json"))
        return found

    def inventory(self) -> Document:
        """Return what our list in the cluster says."""
        live = self.read("configmap", parent_name(self.name), "--namespace=platformgen")
        found: Document = json.loads(live["data"]["objects"])
        return found


def namespace(name: str) -> Document:
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def config_map(name: str, where: str, **data: str) -> Document:
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": name, "namespace": where},
        "data": data,
    }


def deployment(name: str, where: str, labels: Mapping[str, str] | None = None) -> Document:
    pods = {"app": name, **(labels or {})}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name, "namespace": where},
        "spec": {
            "replicas": 1,
            "selector": {"matchLabels": {"app": name}},
            "template": {
                "metadata": {"labels": pods},
                "spec": {
                    "automountServiceAccountToken": False,
                    "securityContext": {
                        "runAsNonRoot": True,
                        "runAsUser": 10001,
                        "seccompProfile": {"type": "RuntimeDefault"},
                    },
                    "containers": [
                        {
                            "name": "main",
                            "image": "registry.example/app:1.0",
                            "resources": {
                                "requests": {"cpu": "10m", "memory": "16Mi"},
                                "limits": {"memory": "32Mi"},
                            },
                            "securityContext": {
                                "allowPrivilegeEscalation": False,
                                "readOnlyRootFilesystem": True,
                                "capabilities": {"drop": ["ALL"]},
                            },
                        }
                    ],
                },
            },
        },
    }
