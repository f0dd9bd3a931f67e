"""What `doctor` finds of a cluster that answers."""

from __future__ import annotations

import json

import pytest

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


ROUTED = """\
namespaces: {{{name}: {{}}}}
components:
  web:
    namespace: {name}
    routes: [{{host: web}}]
    workload:
      image: registry.example/web:1.0
      ports: {{http: 8080}}
      resources: {{requests: {{cpu: 10m, memory: 16Mi}}, limits: {{memory: 32Mi}}}}
"""


@pytest.mark.parametrize(
    ("routing", "column", "told"),
    [
        ("{ingress: nobodys}", 30, "IngressClass/nobodys is not there"),
        ("{gateway: edge/nobodys}", 30, "Gateway/edge/nobodys is not there"),
    ],
)
def test_what_all_routes_hang_on_is_looked_for(
    bench: Bench, routing: str, column: int, told: str
) -> None:
    bench.write(ROUTED.format(name=bench.name))
    extra = bench.folder / "specs" / "routing.yaml"
    extra.write_text(f"cluster: {{routing: {routing}}}\n")

    done = bench.run("doctor", "--format", "json")

    found = {each["name"]: each for each in json.loads(done.out)["findings"]}
    assert found["routing"]["state"] == "warning", done.out
    assert found["routing"]["message"].startswith(f"specs/routing.yaml:1:{column}: {told}")
    assert found["routing"]["fix"] == "install what serves it, or mend the name"


def test_a_port_where_nothing_listens_does_not_lead_to_a_cluster_that_is_up(bench: Bench) -> None:
    bench.write(ROUTED.format(name=bench.name))
    extra = bench.folder / "specs" / "kind.yaml"
    extra.write_text("cluster: {provider: kind, routing: {ingress: nginx}}\n")

    done = bench.run("doctor", "--format", "json")

    found = {each["name"]: each for each in json.loads(done.out)["findings"]}
    assert (done.code, found["port 80"]["state"]) == (1, "missing")
    assert found["port 80"]["message"].startswith("nothing listens at 127.0.0.1:80")
