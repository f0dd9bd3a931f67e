"""The answers that we recorded are those of the real server: what it says today is compared."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from cluster.bench import Document, config_map, deployment, namespace
from realparts.apiserver import Session

WHERE = "answers"
RECORDED = Path(__file__).parents[1] / "apply" / "answers.json"
APPLY, JSON, MERGE = (
    "application/apply-patch+yaml",
    "application/json",
    "application/merge-patch+json",
)
_MAPS = f"/api/v1/namespaces/{WHERE}/configmaps"
_APPS = f"/apis/apps/v1/namespaces/{WHERE}"
_OURS = "fieldManager=platformgen&force=false&fieldValidation=Strict"
_FORCED = _OURS.replace("force=false", "force=true")
Request = tuple[str, str, Any, str]


def apply(path: str, body: Document, query: str = _OURS) -> Request:
    return "PATCH", f"{path}/{body['metadata']['name']}?{query}", body, APPLY


def changed(document: Document, path: str, value: object) -> Document:
    copy: Document = json.loads(json.dumps(document))
    node: Any = copy
    *steps, last = path.split("/")
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    node[last] = value
    return copy


WEB = deployment("web", WHERE)
MAP = config_map("map", WHERE, a="1")
SERVICE = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "web", "namespace": WHERE},
    "spec": {"ports": [{"port": 80}], "selector": {"app": "web"}},
}
STORE = {
    **changed(WEB, "metadata/name", "store"),
    "kind": "StatefulSet",
    "spec": {
        **WEB["spec"],
        "serviceName": "store",
        "volumeClaimTemplates": [
            {
                "metadata": {"name": "data"},
                "spec": {
                    "accessModes": ["ReadWriteOnce"],
                    "resources": {"requests": {"storage": "1Gi"}},
                },
            }
        ],
    },
}
FIXED = {
    "apiVersion": "v1",
    "kind": "Secret",
    "metadata": {"name": "fixed", "namespace": WHERE},
    "immutable": True,
    "data": {"a": "MQ=="},
}
_CONTAINER = "spec/template/spec/containers/0"
_SCALE = {"apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": {"name": "web"}}

# In this order, each with what went before it: the name, and the request.
ROWS: tuple[tuple[str, Request], ...] = (
    ("namespace", apply("/api/v1/namespaces", namespace(WHERE))),
    ("create", apply(_MAPS, MAP)),
    ("no change", apply(_MAPS, MAP)),
    ("other manager", apply(_MAPS, changed(MAP, "data/a", "2"), "fieldManager=other&force=true")),
    ("conflict", apply(_MAPS, MAP)),
    ("edited", ("PATCH", f"{_MAPS}/map?fieldManager=edit", {"data": {"a": "3"}}, MERGE)),
    ("conflict with an edit", apply(_MAPS, MAP)),
    ("web", apply(f"{_APPS}/deployments", WEB)),
    (
        "scaled",
        (
            "PATCH",
            f"{_APPS}/deployments/web/scale?fieldManager=hpa",
            {**_SCALE, "spec": {"replicas": 3}},
            MERGE,
        ),
    ),
    ("scale conflict", apply(f"{_APPS}/deployments", WEB)),
    (
        "immutable selector",
        apply(
            f"{_APPS}/deployments",
            changed(
                changed(WEB, "spec/selector/matchLabels/b", "c"),
                "spec/template/metadata/labels/b",
                "c",
            ),
            f"{_FORCED}&dryRun=All",
        ),
    ),
    (
        "immutable selector, tried in earnest",
        apply(
            f"{_APPS}/deployments",
            changed(
                changed(WEB, "spec/selector/matchLabels/b", "c"),
                "spec/template/metadata/labels/b",
                "c",
            ),
            _FORCED,
        ),
    ),
    ("service", apply(f"/api/v1/namespaces/{WHERE}/services", SERVICE)),
    (
        "cluster address",
        apply(
            f"/api/v1/namespaces/{WHERE}/services", changed(SERVICE, "spec/clusterIP", "10.0.0.77")
        ),
    ),
    ("store", apply(f"{_APPS}/statefulsets", STORE)),
    (
        "claim templates",
        apply(
            f"{_APPS}/statefulsets",
            changed(STORE, "spec/volumeClaimTemplates/0/spec/resources/requests/storage", "2Gi"),
        ),
    ),
    ("fixed", apply(f"/api/v1/namespaces/{WHERE}/secrets", FIXED)),
    (
        "immutable secret",
        apply(f"/api/v1/namespaces/{WHERE}/secrets", changed(FIXED, "data/a", "Mg==")),
    ),
    ("unknown field", apply(f"{_APPS}/deployments", changed(WEB, "spec/replicsa", 1))),
    (
        "unknown field, to be warned of",
        apply(
            f"{_APPS}/deployments",
            changed(WEB, "spec/replicsa", 1),
            _OURS.replace("Strict", "Warn"),
        ),
    ),
    (
        "doubled variable",
        apply(
            f"{_APPS}/deployments",
            changed(
                WEB, f"{_CONTAINER}/env", [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]
            ),
        ),
    ),
    (
        "bad quantity",
        apply(
            f"{_APPS}/deployments",
            changed(WEB, f"{_CONTAINER}/resources/limits/memory", "1G1"),
            _FORCED,
        ),
    ),
    ("wrong type", apply(_MAPS, changed(MAP, "data/a", True))),  # noqa: FBT003  # JSON
    (
        "bad choice",
        apply(
            f"{_APPS}/deployments",
            changed(WEB, f"{_CONTAINER}/imagePullPolicy", "Sometimes"),
            _FORCED,
        ),
    ),
    ("bad label", apply(_MAPS, changed(MAP, "metadata/labels", {"a": "?"}), _FORCED)),
    (
        "stale",
        apply(_MAPS, changed(MAP, "metadata/resourceVersion", "1"), _FORCED),
    ),
    (
        "wrong uid",
        apply(_MAPS, changed(MAP, "metadata/uid", "x"), _FORCED),
    ),
    ("delete another", ("DELETE", f"{_MAPS}/map", {"preconditions": {"uid": "x"}}, JSON)),
    (
        "delete stale",
        ("DELETE", f"{_MAPS}/map", {"preconditions": {"resourceVersion": "1"}}, JSON),
    ),
    ("delete dry", ("DELETE", f"{_MAPS}/map", {"dryRun": ["All"]}, JSON)),
    ("delete dry by the query", ("DELETE", f"{_MAPS}/map?dryRun=All", "", JSON)),
    ("it is there", ("GET", f"{_MAPS}/map", "", JSON)),
    # A body that says nothing of it outweighs the query: this is no rehearsal.
    ("delete", ("DELETE", f"{_MAPS}/map?dryRun=All", {}, JSON)),
    ("delete again", ("DELETE", f"{_MAPS}/map", {}, JSON)),
    ("too long", apply(_MAPS, config_map("long", WHERE, a="x" * (2**20 + 1)))),
    ("no namespace", apply(_MAPS.replace(WHERE, "nowhere"), config_map("map", "nowhere"))),
    ("no kind", apply("/apis/example.com/v1/widgets", {"metadata": {"name": "w"}})),
    ("no resource", apply("/apis/apps/v1/widgets", {"metadata": {"name": "w"}})),
    (
        "hold",
        ("PATCH", f"{_MAPS}/kube-root-ca.crt", {"metadata": {"finalizers": ["x.io/y"]}}, MERGE),
    ),
    ("ending", ("DELETE", f"/api/v1/namespaces/{WHERE}", {}, JSON)),
    ("in an ending namespace", apply(_MAPS, config_map("late", WHERE))),
)


def test_the_server_answers_as_it_did_when_it_was_recorded(
    apiserver: Session,
    update_golden: bool,  # noqa: FBT001  # a fixture
) -> None:
    lines = "".join(f"{json.dumps(request)}\n" for _, request in ROWS)
    done = apiserver.run(sys.executable, Path(__file__).with_name("ask.py"), stdin=lines)
    apiserver.output(
        "patch", "configmap", "kube-root-ca.crt", f"--namespace={WHERE}", "--type=merge",
        "-p", '{"metadata":{"finalizers":null}}',
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    names = [name for name, _ in ROWS]
    versions = [json.loads(text)["metadata"]["resourceVersion"] for _, text in answers[1:3]]
    said = {
        name: [status, _plain(text)] for name, (status, text) in zip(names, answers, strict=True)
    }
    if update_golden:
        RECORDED.write_text(f"{json.dumps(said, indent=1)}\n")

    assert said == json.loads(RECORDED.read_text())
    assert names[1:3] == ["create", "no change"]
    assert versions[0] == versions[1]


def test_a_name_that_yaml_takes_for_no_reaches_the_server_as_such(apiserver: Session) -> None:
    text = json.dumps({**WEB, "metadata": {"name": "web", "namespace": "default"}})
    document = f"{text[:-2]}, n: 1}}}}"
    words = ("apply", "--server-side", "--dry-run=server", "--field-manager=platformgen", "-f-")
    done = apiserver.kubectl(*words, stdin=document)

    assert done.returncode == 1
    assert ".spec.false: field not declared in schema" in done.stderr


def _plain(text: str) -> Any:  # noqa: ANN401
    """Return a Status as data without what differs from run to run; nothing of other answers."""
    if not text.startswith("{"):
        return text
    status = json.loads(text)
    if status["kind"] != "Status":
        return {}
    plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "UID", text)
    plain = re.sub(r"ResourceVersion in record \(\d+\)", "ResourceVersion in record (N)", plain)
    return json.loads(plain)
