"""What real readers make of the manifests: kubectl, kind, the API server and its schemas."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from accepts.crds import definitions
from kubernetes_cases import ALL, PORTAL_FILES, case
from platformgen.accepts.kubernetes import VERSIONS, findings
from platformgen.artifact import Artifact
from platformgen.emit import kind, manifests
from platformgen.kubernetes import handed_over, is_applied, objects
from realparts.apiserver import Session

_APPLY = (
    "apply",
    "--server-side",
    "--validate=strict",
    "--field-manager=platformgen",
    "--filename=-",
)


def _written(artifacts: Iterable[Artifact], folder: Path) -> Path:
    """Write artifacts; return the folder that has the kustomization."""
    root = folder
    for each in artifacts:
        file = folder / each.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(each.content)
        if file.name == "kustomization.yaml":
            root = file.parent
    return root


def _counted(documents: Iterable[Mapping[str, Any]]) -> Counter[str]:
    return Counter(json.dumps(each, sort_keys=True) for each in documents)


@pytest.mark.parametrize("name", ALL)
def test_kubectl_kustomize_gives_the_objects_that_we_apply(
    name: str, kubectl: Path, tmp_path: Path
) -> None:
    platform = case(name)
    root = _written(manifests.emit(platform, PORTAL_FILES), tmp_path)
    run = subprocess.run(
        [kubectl, "kustomize", root], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    handed = handed_over(platform)
    ours = [
        dict(each.document) for each in objects(platform, PORTAL_FILES) if is_applied(each, handed)
    ]

    assert _counted(yaml.safe_load_all(run.stdout)) == _counted(ours)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", ALL)
def test_the_objects_fit_the_schemas_of_every_version(name: str, version: str) -> None:
    made = objects(case(name), PORTAL_FILES)

    assert findings((each.document for each in made), version) == []


def test_kind_accepts_its_configuration(kind_refusal: Callable[[str], str | None]) -> None:
    (made,) = kind.emit(case("shop"))

    assert kind_refusal(made.content.decode()) is None


@pytest.mark.parametrize("name", ALL)
def test_the_api_server_takes_every_object_without_a_warning(name: str, apiserver: Session) -> None:
    made = [each.document for each in objects(case(name), PORTAL_FILES)]
    apiserver.output(
        "apply", "--server-side", "--force-conflicts", "--filename=-", stdin=_stream(definitions())
    )
    apiserver.output("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s")
    for namespace in _of_kind(made, "Namespace"):
        apiserver.output(*_APPLY, stdin=_stream([namespace]))
    run = apiserver.kubectl(*_APPLY, stdin=_stream(made))
    held_back = _held_back(apiserver, made)

    assert (run.returncode, run.stderr, held_back) == (0, "", [])


@pytest.mark.parametrize("name", ALL)
def test_every_workload_is_let_in_where_the_server_enforces_restricted(
    name: str, apiserver: Session
) -> None:
    made = [each.document for each in objects(case(name), PORTAL_FILES)]
    workloads = _of_kind(made, "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")
    where = sorted({each["metadata"]["namespace"] for each in workloads})
    enforced = {"pod-security.kubernetes.io/enforce": "restricted"}
    for each in where:
        metadata = {"name": each, "labels": enforced}
        namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}
        apiserver.output(*_APPLY, stdin=_stream([namespace]))
    pods = [{"apiVersion": "v1", "kind": "Pod", **_pod(each)} for each in workloads]
    run = apiserver.kubectl(*_APPLY, "--dry-run=server", stdin=_stream(pods))

    assert run.stderr == ""
    assert len(pods) >= len(where) > 0


def _pod(workload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the pod that a workload makes: pods alone are judged by their namespace's level."""
    spec = workload["spec"]
    template = spec.get("jobTemplate", {}).get("spec", spec)["template"]
    metadata = workload["metadata"]
    # What is not there in a rehearsal is no matter of the level.
    claims = [
        {"name": each["metadata"]["name"], "emptyDir": {}}
        for each in spec.get("volumeClaimTemplates", ())
    ]
    volumes = [*template["spec"].get("volumes", ()), *claims]
    others = {"serviceAccountName": "default", "priorityClassName": "", "volumes": volumes}
    pod = {**template["spec"], **others}
    named = {"name": metadata["name"], "namespace": metadata["namespace"]}
    return {"metadata": {**template.get("metadata", {}), **named}, "spec": pod}


def _stream(documents: Iterable[Mapping[str, Any]]) -> str:
    return "\n---\n".join(json.dumps(each) for each in documents)


def _of_kind(documents: Iterable[Mapping[str, Any]], *kinds: str) -> list[Mapping[str, Any]]:
    return [each for each in documents if each["kind"] in kinds]


def _held_back(apiserver: Session, made: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what the cluster says of workloads that get no pods."""
    said: list[str] = []
    for each in _of_kind(made, "Deployment", "StatefulSet"):
        metadata = each["metadata"]
        run = apiserver.kubectl(
            "wait",
            f"{each['kind']}/{metadata['name']}",
            f"--namespace={metadata['namespace']}",
            "--for=jsonpath={.status.replicas}",
            "--timeout=30s",
        )
        if run.returncode:
            said.append(run.stderr)
    return said
