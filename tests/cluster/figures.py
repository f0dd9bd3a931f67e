"""How fast `apply` is, beside the server's own floor and beside kubectl; run by hand.

`PYTHONPATH=generator:tests python -m cluster.figures [OBJECTS…]`; each number a multiple of 6. On a
machine that has other work, name one several times: the best of each is compared.
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


def _measured(cluster: apiserver.Session, name: str, count: int) -> dict[str, float]:
    """Print what one run took; return the seconds of creation, by who did it."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(cluster, Path(folder), name)
        bench.write("", six_kinds(bench.name, count))
        first = bench.apply("--no-wait", direct=True)
        print(count, "create, ours:", _told(first.events("end")[0]), first.code)
        for trip in (0.0, 0.02):
            again = bench.apply("--no-wait", direct=not trip, faults={"round_trip_seconds": trip})
            print(count, f"no-op at {trip * 1000:g} ms:", _told(again.events("end")[0]), again.code)
        seconds = {"ours": float(first.events("end")[0]["network_seconds"])}
        for tool in ("floor", "kubectl"):
            seconds[tool] = _created(cluster, f"{name}-{tool}", count, tool)
        return seconds


def _created(cluster: apiserver.Session, where: str, count: int, tool: str) -> float:
    documents = "".join(f"{json.dumps(each)}\n" for each in six_kinds(where, count))
    began = time.monotonic()
    if tool == "floor":
        done = cluster.run(sys.executable, _FLOOR, stdin=documents)
        print(count, "create, floor:", done.stdout.strip() or done.stderr)
        return float(done.stdout.split(" ", 1)[0])
    cluster.run(system.kubectl(), "apply", "--server-side", "-f-", stdin=documents)
    seconds = time.monotonic() - began
    print(count, f"create, kubectl: {seconds:.2f} s")
    return seconds


def _told(end: Document) -> str:
    asked = sum(end["requests"].values())
    return f"{end['network_seconds']:.2f} s, {asked} requests {end['requests']}"


def _main(counts: list[int]) -> None:
    best: dict[int, dict[str, float]] = {}
    with apiserver.session() as cluster:
        for number, count in enumerate(counts):
            seconds = _measured(cluster, f"figures{number}", count)
            known = best.setdefault(count, seconds)
            best[count] = {tool: min(known[tool], seconds[tool]) for tool in seconds}
    for count, seconds in best.items():
        floor = seconds["ours"] / seconds["floor"]
        print(f"{count} create, best of each: {floor:.2f} times the floor, kubectl", end=" ")
        print(f"{seconds['kubectl'] / seconds['floor']:.2f} times")


if __name__ == "__main__":
    _main([*map(int, sys.argv[1:])] or [600])
