"""What charts and manifests of others add to what a cluster is to hold."""

from __future__ import annotations

import json

import pytest

from memory_project import MemoryProject
from platformgen.apply.change import Install, wanted_of
from platformgen.apply.release import Release, release_key
from platformgen.apply.wanted import Desired
from platformgen.lock import indexed, lock_text, values_digest
from platformgen.model import Lock, LockedChart, LockedManifest
from platformgen.pipeline.membership import Membership, membership
from platformgen.pipeline.published import manifests, with_published

URL = "https://manifests.example/all.yaml"
SPEC = f"""\
platform: {{name: tiny, owner: core}}
cluster: {{context: kind-tiny, kubernetes: "1.35", domain: tiny.local, address: 127.0.0.1}}
teams: {{core: {{}}}}
namespaces: {{apps: {{network: open}}}}
components:
  stack:
    namespace: apps
    install:
      helm: {{release: stack, repo: https://charts.example, chart: stack, version: 1.0.0}}
    runs: {{kind: Deployment, name: stack}}
  part:
    namespace: apps
    installedBy: stack
    runs: {{kind: Deployment, name: stack}}
  web:
    namespace: apps
    dependsOn: [part]
    install: {{manifests: [{{url: "{URL}"}}]}}
    runs: {{kind: Deployment, name: web}}
"""
DEPLOYMENT = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "stack"}}
SERVICE = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "web"},
    "spec": {"ports": [{"name": "http", "port": 80}]},
}
WEB = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}}
LOCK = Lock(
    releases={
        "stack": (
            LockedChart(
                repo="https://charts.example",
                chart="stack",
                version="1.0.0",
                digest="sha256:" + "0" * 64,
                namespace="apps",
                kubernetes="1.35",
                values=values_digest({}),
                index=indexed([DEPLOYMENT], "apps"),
            ),
        )
    },
    manifests={URL: LockedManifest(digest="sha256:" + "1" * 64, index=indexed([WEB, SERVICE]))},
)
PUBLISHED = b"""\
apiVersion: v1
kind: Namespace
metadata: {name: apps}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
---
apiVersion: batch/v1
kind: Job
metadata: {generateName: once-}
---
just: text
"""


def members(lock: Lock | None) -> Membership:
    files = {"specs/tiny.yaml": SPEC.encode()}
    if lock is not None:
        files["platform.lock"] = lock_text(lock).encode()
    found, diagnostics = membership(MemoryProject(files), None)
    assert found is not None, diagnostics
    return found


def test_a_locked_chart_is_wanted_at_its_line_of_the_spec() -> None:
    found = members(LOCK)

    (release,) = (each for each in found.wanted if isinstance(each, Release))
    assert (release.key, release.component) == (release_key("apps", "stack"), "stack")
    assert release.origin.line == 9
    assert wanted_of(Install(release=release)) is release
    assert (found.installed, found.installs) == ((), ("stack", "web"))
    assert found.depends_on == {"web": frozenset({"part", "stack"})}


def test_nothing_of_others_is_wanted_without_a_lock() -> None:
    found = members(None)

    assert not [each for each in found.wanted if isinstance(each, Release)]
    assert list(manifests(found)) == []
    assert found.installed == ("stack", "web")


def test_objects_of_a_manifest_are_ours_and_fall_to_the_namespace_of_their_component() -> None:
    before = members(LOCK)
    found = with_published(before, {URL: PUBLISHED})

    (web,) = found.wanted[len(before.wanted) :]
    assert isinstance(web, Desired)
    assert (str(web.key), web.component, web.home) == ("Deployment/web", "web", "apps")
    assert set(web.document["metadata"]["labels"]) == {"app", "applyset.kubernetes.io/part-of"}
    assert web.origin.line == 18


@pytest.mark.parametrize("contents", [{URL: b"{"}, {}], ids=["no YAML", "not at hand"])
def test_a_manifest_that_says_nothing_adds_nothing(contents: dict[str, bytes]) -> None:
    before = members(LOCK)

    assert with_published(before, contents).wanted == before.wanted


HANDED = f"""
gitops: {{repository: "https://git.example/x", path: deploy, mode: handover}}
platform: {{name: tiny, owner: core}}
cluster:
  {{context: kind-tiny, kubernetes: "1.35", domain: tiny.local, address: 127.0.0.1,
    routing: {{ingress: nginx}}}}
teams: {{core: {{}}}}
namespaces: {{apps: {{network: open}}}}
components:
  cd: {{namespace: apps, manages: [stack, web], runs: {{kind: Deployment, name: cd}}}}
  stack:
    namespace: apps
    install:
      helm: {{release: stack, repo: https://charts.example, chart: stack, version: 1.0.0}}
    runs: {{kind: Deployment, name: stack}}
  web:
    namespace: apps
    service: {{port: 80}}
    host: web
    install: {{manifests: [{{url: "{URL}"}}]}}
    runs: {{kind: Deployment, name: web}}
"""


def test_manifests_at_a_url_stay_ours_where_the_rest_of_a_component_is_handed_over() -> None:
    files = {"specs/tiny.yaml": HANDED.encode(), "platform.lock": lock_text(LOCK).encode()}
    members, diagnostics = membership(MemoryProject(files), None)
    assert members is not None, diagnostics
    ingress = {"kind": "Ingress", "apiVersion": "networking.k8s.io/v1", "metadata": {"name": "web"}}
    theirs = {str(each): str(application) for each, application in members.handed.items()}

    found = with_published(members, {URL: PUBLISHED + b"---\n" + json.dumps(ingress).encode()})

    assert theirs == {
        "Release/apps/stack": "Application/apps/stack",
        "Ingress/apps/web": "Application/apps/web",
    }
    names = {str(each.key) for each in found.wanted if each.component}
    assert names == {"Application/apps/stack", "Application/apps/web", "Deployment/web"}
