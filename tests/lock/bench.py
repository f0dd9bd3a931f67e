"""A project, a played server and the real helm: each command runs as a person runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from lock.archives import chart, manifest
from lock.played import Played, Reply

ROOT = Path(__file__).resolve().parents[2]
PLAIN = chart("plain")
SPEC = """platform: {name: tiny, owner: core}
cluster:
  context: kind-tiny
  kubernetes: "1.34"
  domain: tiny.local
  address: 127.0.0.1
  routing: {ingress: nginx}
teams: {core: {}}
namespaces: {apps: {network: open}, argocd: {network: open}}
components:
  plain:
    namespace: apps
    install:
      helm:
        release: plain
        repo: URL/charts
        chart: plain
        version: 1.2.3+build.7
        values: {port: 8080}
    runs: {kind: Deployment, name: plain}
    service: {name: plain-svc, port: 8080}
  argocd:
    namespace: argocd
    install: {manifests: [{url: "URL/v3/install.yaml"}]}
    runs: {kind: Deployment, name: argocd-server}
    service: {name: argocd-server, port: 443}
  shop:
    namespace: apps
    workload:
      image: HOST/shop:1.0.0
      ports: {http: 8080}
      probes: {readiness: /ready}
      resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 64Mi}}
"""
Run = subprocess.CompletedProcess[str]


class Bench:
    """A project and a played server; each command runs as a person runs it."""

    def __init__(self, folder: Path, server: Played, helm: Path) -> None:
        self.project = folder / "project"
        self.server = server
        self.env = {
            "PATH": f"{helm.parent}:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT / "generator"),
            "HOME": str(folder / "home"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        server.repository("/charts", ("plain", "1.2.3+build.7", PLAIN))
        server.replies["/v3/install.yaml"] = Reply(body=manifest("argocd.yaml"))
        self.digest = server.image("shop", "1.0.0")
        self.write("specs/platform.yaml", SPEC)

    def write(self, path: str, text: str) -> None:
        file = self.project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("URL", self.server.url).replace("HOST", self.server.host))

    def change(self, old: str, new: str) -> None:
        file = self.project / "specs/platform.yaml"
        text = file.read_text()
        assert old in text
        self.write("specs/platform.yaml", text.replace(old, new, 1))

    def run(self, *words: str, before: Sequence[str] = ()) -> Run:
        argv = [*before, sys.executable, "-m", "platformgen", "-C", str(self.project), *words]
        return subprocess.run(argv, env=self.env, capture_output=True, text=True, check=False)

    def lock(self, *words: str) -> Run:
        return self.run("lock", *words)

    @property
    def text(self) -> str:
        return (self.project / "platform.lock").read_text()

    @property
    def written(self) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = yaml.safe_load(self.text)
        return found

    def asked(self) -> list[str]:
        return [path.partition("?")[0] for _, path, _ in self.server.asked]
