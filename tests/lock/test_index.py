"""The index has what is there once objects are installed, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from lock.kube import custom, one
from platformgen.lock import indexed
from platformgen.model import Index, Names


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        pytest.param(one("ConfigMap", "a"), Names(others={"ConfigMap": ("a",)}), id="any object"),
        pytest.param(
            one("Service", "a", spec={"ports": [{"port": 80}, {"name": "x", "port": 81}]}),
            Names(services={"a": {"80": 80, "x": 81}}),
            id="a Service with its ports",
        ),
        pytest.param(one("Service", "a"), Names(services={"a": {}}), id="a Service of nothing"),
        pytest.param(
            one("Service", "a", spec={"ports": [{"port": "{{ x }}"}, 1]}),
            Names(services={"a": {}}),
            id="ports that are none",
        ),
        pytest.param(
            one("Secret", "a", data={"k": ""}, stringData={"j": ""}),
            Names(secrets={"a": ("j", "k")}),
            id="a Secret with its keys",
        ),
    ],
)
def test_an_object_is_named(each: dict[str, Any], expected: Names) -> None:
    assert indexed([each]).makes == {"": expected}


def running(kind: str, name: str, *containers: object, **metadata: str) -> dict[str, Any]:
    made = one(kind, name, spec={"template": {"spec": {"containers": list(containers)}}})
    return {**made, "metadata": {"name": name, **metadata}}


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        pytest.param(
            running("Deployment", "web", {"name": "main"}, {"name": "proxy"}),
            {"Deployment/web": "main"},
            id="the first of a Deployment",
        ),
        pytest.param(
            running("DaemonSet", "web", {"name": "main"}, namespace="shop"),
            {"DaemonSet/web": "main"},
            id="in its own namespace",
        ),
        pytest.param(
            running("StatefulSet", "web", {"name": "main"}, namespace="other"),
            {"StatefulSet/other/web": "main"},
            id="in another namespace",
        ),
        pytest.param(running("Job", "web", {"name": "main"}), {}, id="what runs to its end"),
        pytest.param(running("Deployment", "web"), {}, id="no container"),
        pytest.param(running("Deployment", "web", {}), {}, id="a container without a name"),
        pytest.param(running("Deployment", "", {"name": "main"}), {}, id="no name"),
    ],
)
def test_the_first_container_of_what_goes_on_running_is_named(
    each: dict[str, Any], expected: dict[str, str]
) -> None:
    assert indexed([each], "shop").containers == expected


@pytest.mark.parametrize(
    ("annotations", "stays"),
    [
        pytest.param({}, True, id="no hook"),
        pytest.param({"helm.sh/hook": "pre-install,pre-upgrade"}, True, id="made and kept"),
        pytest.param({"helm.sh/hook": "pre-delete"}, False, id="when all is removed"),
        pytest.param({"helm.sh/hook": "test"}, False, id="a test"),
        pytest.param(
            {
                "helm.sh/hook": "post-install",
                "helm.sh/hook-delete-policy": "before-hook-creation,hook-succeeded",
            },
            False,
            id="removed when it is done",
        ),
    ],
)
def test_a_hook_of_helm_is_there_only_if_it_stays(
    annotations: dict[str, str],
    stays: bool,  # noqa: FBT001  # a row of a table
) -> None:
    job = one("Job", "x")
    job["metadata"]["annotations"] = annotations

    assert bool(indexed([job]).makes) == stays


def test_an_object_without_a_name_of_its_own_is_left_out() -> None:
    assert (
        indexed([{"kind": "Job", "metadata": {"generateName": "x-"}}, {"kind": "Job"}]).makes == {}
    )


def test_names_stand_under_their_namespace_and_those_at_home_under_none() -> None:
    there = {"kind": "Service", "metadata": {"name": "a", "namespace": "kube-system"}}
    home = {"kind": "Service", "metadata": {"name": "b", "namespace": "apps"}}

    made = indexed([there, home, one("Service", "c")], "apps").makes

    assert {name: tuple(names.services) for name, names in made.items()} == {
        "": ("b", "c"),
        "kube-system": ("a",),
    }


@pytest.mark.parametrize("value", [None, 1, "x", [], [1], {"a": 1}])
@pytest.mark.parametrize("key", ["metadata", "spec", "rules", "kind", "apiVersion", "subjects"])
@pytest.mark.parametrize(
    "kind", ["Service", "Secret", "Role", "RoleBinding", "CronJob", "Prometheus"]
)
def test_no_object_of_another_form_breaks_the_index(kind: str, key: str, value: object) -> None:
    strange = {**custom("monitoring.coreos.com/v1", kind, "x"), key: value}

    assert isinstance(indexed([strange]), Index)
