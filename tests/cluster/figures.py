"""How fast `apply` is, beside the server's own floor and beside kubectl; run by hand.

`PYTHONPATH=generator:tests python -m cluster.figures [OBJECTS…]`; each number a multiple of 6.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from cluster.bench import Bench, Document, config_map, deployment, namespace
from realparts import apiserver, system

_FLOOR = Path(__file__).with_name("floor.py")


def six_kinds(where: str, count: int) -> list[Document]:
    """Return objects of six kinds, as a component has them; Deployments without pods."""
    found: list[Document] = [namespace(where)]
    for number in range(count // 6):
        name = f"part-{number}"
        metadata = {"name": name, "namespace": where}
        run = deployment(name, where)
        run["spec"]["replicas"] = 0
        backend = {"service": {"name": name, "port": {"number": 80}}}
        paths = [{"path": "/", "pathType": "Prefix", "backend": backend}]
        peers = [{"podSelector": {"matchLabels": {"app": name}}}]
        found += [
            run,
            config_map(name, where, a="1", b="two"),
            {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata},
            {
                "apiVersion": "v1",
                "kind": "Service",
                "metadata": metadata,
                "spec": {"selector": {"app": name}, "ports": [{"port": 80, "targetPort": 8080}]},
            },
            {
                "apiVersion": "networking.k8s.io/v1",
                "kind": "Ingress",
                "metadata": metadata,
                "spec": {
                    "ingressClassName": "nginx",
                    "rules": [{"host": f"{name}.example", "http": {"paths": paths}}],
                },
            },
            {
                "apiVersion": "networking.k8s.io/v1",
                "kind": "NetworkPolicy",
                "metadata": metadata,
                "spec": {
                    "podSelector": {"matchLabels": {"app": name}},
                    "policyTypes": ["Ingress"],
                    "ingress": [{"from": peers, "ports": [{"port": 8080}]}],
                },
            },
        ]
    return found


def _measured(cluster: apiserver.Session, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(cluster, Path(folder), f"figures{count}")
        bench.write("", six_kinds(bench.name, count))
        first = bench.apply("--no-wait", direct=True)
        print(count, "create, ours:", _told(first.events("end")[0]), first.code)
        for trip in (0.0, 0.02):
            again = bench.apply("--no-wait", direct=not trip, faults={"round_trip_seconds": trip})
            print(count, f"no-op at {trip * 1000:g} ms:", _told(again.events("end")[0]), again.code)
        for tool in ("floor", "kubectl"):
            where = f"{tool}{count}"
            documents = "".join(f"{json.dumps(each)}\n" for each in six_kinds(where, count))
            began = time.monotonic()
            if tool == "floor":
                done = cluster.run(sys.executable, _FLOOR, stdin=documents)
                print(count, "create, floor:", done.stdout.strip() or done.stderr)
            else:
                cluster.run(system.kubectl(), "apply", "--server-side", "-f-", stdin=documents)
                print(count, f"create, kubectl: {time.monotonic() - began:.2f} s")


def _told(end: Document) -> str:
    asked = sum(end["requests"].values())
    return f"{end['network_seconds']:.2f} s, {asked} requests {end['requests']}"


if __name__ == "__main__":
    with apiserver.session() as session:
        for words in sys.argv[1:] or ["600"]:
            _measured(session, int(words))
