"""Charts of a test's own, locked from a folder, and the real helm with a count of its runs."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cluster.bench import Bench, Document, Outcome
from lock.archives import packed


def chart(name: str, version: str, *objects: Document, **files: str) -> bytes:
    """Return the archive of a chart that makes these objects; `files` are templates by name."""
    about = {"apiVersion": "v2", "name": name, "version": version}
    texts = {"Chart.yaml": json.dumps(about), "values.yaml": "{}\n"}
    texts |= {f"templates/{index}.yaml": json.dumps(each) for index, each in enumerate(objects)}
    texts |= {f"templates/{stem}.yaml": text for stem, text in files.items()}
    return packed({f"{name}/{path}": text.encode() for path, text in texts.items()})


@dataclass(slots=True)
class Charts:
    """A bench whose platform installs charts; each is fetched from a folder of this test."""

    bench: Bench
    helm: Path
    folder: Path
    log: Path = field(init=False)
    """One line for each time that helm ran against the cluster."""

    def __post_init__(self) -> None:
        self.log = self.folder / "helm.log"
        program = self.folder / "bin" / "helm"
        program.parent.mkdir(parents=True)
        self._program("")
        program.chmod(0o755)
        (self.folder / "charts").mkdir()

    @property
    def env(self) -> dict[str, str]:
        return {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }

    def _program(self, meanwhile: str) -> None:
        lines = ["#!/bin/sh", f'echo "$1" >> {self.log}', meanwhile, f'exec {self.helm} "$@"', ""]
        (self.folder / "bin" / "helm").write_text("\n".join(lines))

    def signalling(self, which: str, whom: str, status: str) -> None:
        """Send a signal to helm (`$$`) or to us (`$PPID`) once a release has this status."""
        where = self.bench.name
        asked = f"kubectl get secret -n {where} -l owner=helm,status={status} -o name"
        wait = f'until [ -n "$({asked})" ]; do sleep 0.1; done'
        self._program(f"({wait}; kill -{which} {whom}) > /dev/null 2>&1 &")

    def refusing(self, verb: str) -> None:
        """Let helm fail at one of its commands."""
        self._program(f'[ "$1" = {verb} ] && {{ echo "Error: refused" >&2; exit 1; }}')

    def plain(self) -> None:
        """Let helm be as it is again."""
        self._program("")

    def carry(self, name: str, version: str, archive: bytes) -> None:
        """Put a chart where `lock --from` finds it."""
        (self.folder / "charts" / f"{name}-{version}.tgz").write_bytes(archive)

    def lock(self, *words: str) -> None:
        """Lock the platform as it is now."""
        argv = self.bench.argv("lock", "--from", str(self.folder / "charts"), *words)
        done = subprocess.run(
            argv, env=os.environ | self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def apply(self, *words: str, **job: object) -> Outcome:
        """Apply with this test's store and helm."""
        return self.run("apply", "--yes", "--format", "json", *words, **job)

    def run(self, *words: str, **job: object) -> Outcome:
        """Run a command with this test's store and helm."""
        settings = [f"{name}={value}" for name, value in self.env.items()]
        argv = ["env", *settings, *self.bench.argv(*words)]
        return self.bench.drive([{"argv": argv, **job}])[0]

    def helms(self) -> list[str]:
        """Return what helm was asked to do in the cluster so far; lock's renderings are none."""
        lines = self.log.read_text().split() if self.log.exists() else []
        return [each for each in lines if each != "template"]


def installing(release: str, where: str, version: str = "1.0.0", **values: Any) -> str:  # noqa: ANN401  # any YAML
    """Return the lines of a spec that install a chart of the release's name."""
    return f"""\
namespaces: {{{where}: {{network: open}}}}
components:
  {release}:
    namespace: {where}
    install:
      helm:
        release: {release}
        repo: https://charts.example/stable
        chart: {release}
        version: {version}
        values: {json.dumps(values)}
    runs: {{kind: Deployment, name: {release}}}
"""
