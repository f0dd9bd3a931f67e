"""What `doctor` finds of a cluster that answers."""

from __future__ import annotations

import json

from cluster.bench import Bench


def test_a_cluster_that_answers_is_told_with_its_version_by_one_request(bench: Bench) -> None:
    bench.write(f"namespaces: {{{bench.name}: {{}}}}\n")

    done = bench.run("doctor", "--format", "json")

    found = {each["name"]: each for each in json.loads(done.out)["findings"]}
    assert done.code == 0, done.out
    assert found["context"]["state"] == "ok"
    assert found["cluster"]["message"].startswith("Kubernetes v1.")
    assert found["hosts"]["state"] == "skipped"
    assert [path for _, path, _ in done.seen] == ["/version"]
