"""The project's own platform, from an empty cluster to all of it ready, and once more."""

from __future__ import annotations

import json
from pathlib import Path

from accepts.crds import definitions
from cluster.bench import Bench
from realparts.apiserver import Session

ROOT = Path(__file__).resolve().parents[2]


def test_the_whole_platform_is_there_and_ready_after_one_command(apiserver: Session) -> None:
    brought_by_charts = {"apiVersion": "v1", "kind": "List", "items": definitions()}
    apiserver.output(
        "apply", "--server-side", "--force-conflicts", "-f-", stdin=json.dumps(brought_by_charts)
    )
    bench = Bench(apiserver, ROOT, "observability-platform")

    first = bench.apply()
    second = bench.apply()

    assert (first.code, first.events("failed"), first.events("unready")) == (0, [], [])
    assert (second.code, second.changes(), second.writes) == (0, {}, [])
    kinds = {each["object"].partition("/")[0] for each in second.events("change")}
    assert len(second.seen) <= len(kinds) + 8
    deployment = bench.read("deployment", "backstage", "--namespace=backstage")
    assert deployment["status"]["readyReplicas"] == 1
