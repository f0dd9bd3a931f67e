"""The fields that a portal's workload gets where an install makes it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

import sample_platforms as sample
from kubernetes_cases import PORTAL_FILES, ROOT
from memory_project import MemoryProject
from platformgen.emit.pages import nothing_known
from platformgen.kubernetes import main_container, objects, portal_mount, target
from platformgen.kubernetes.portal import CHECKSUM
from platformgen.lock import values_digest
from platformgen.model import (
    Companion,
    Component,
    HelmInstall,
    Index,
    Lock,
    LockedChart,
    LockedManifest,
    ManifestInstall,
    Portal,
    WorkloadRef,
)
from platformgen.model.component import Origin
from platformgen.pipeline import build

INSTALL_PAGE = "build/techdocs/install.md"
URL = "https://manifests.example/all.yaml"
HELM = HelmInstall(
    release="portal", repo="https://charts.example", chart="b", version="1.0.0", values={}
)
MANIFESTS = ManifestInstall(urls=(URL,))
BOTH = Portal(catalog="/app/catalog", config="/app/platform", pages={})
RUNS = WorkloadRef(kind="Deployment", name="web")
HERE = {"Deployment/web": "main"}
ELSEWHERE = {"Deployment/apps/web": "main"}


def portal(origin: Origin = HELM, **fields: Any) -> Component:  # noqa: ANN401  # any field of the model
    known = {"namespace": "apps", "origin": origin, "runs": RUNS, "portal": BOTH, **fields}
    return sample.component("portal", **known)


def locked(containers: dict[str, str], **fields: Any) -> Lock:  # noqa: ANN401  # any field of the model
    index = Index(containers=containers)
    chart = {
        "repo": HELM.repo,
        "chart": HELM.chart,
        "version": HELM.version,
        "digest": "sha256:1",
        "namespace": "apps",
        "kubernetes": "1.34",
        "values": values_digest(HELM.values),
        "index": index,
        **fields,
    }
    return Lock(
        releases={"portal": (LockedChart(**chart),)},
        manifests={URL: LockedManifest(digest="sha256:2", index=index)},
    )


def test_the_fields_are_a_volume_its_mount_and_what_rolls_the_pods() -> None:
    platform = sample.platform(portal(), lock=locked(HERE))

    mount = portal_mount(platform, PORTAL_FILES)

    assert mount is not None
    assert (mount.component, mount.place) == ("portal", ("components", "portal", "portal"))
    assert mount.document["metadata"] == {"name": "web", "namespace": "apps"}
    template: Any = mount.document["spec"]["template"]  # type: ignore[index]  # a mapping
    assert template["spec"]["containers"] == [
        {
            "name": "main",
            "volumeMounts": [
                {"name": "portal-catalog", "mountPath": "/app/catalog", "readOnly": True},
                {"name": "portal-config", "mountPath": "/app/platform", "readOnly": True},
            ],
        }
    ]
    assert [each["name"] for each in template["spec"]["volumes"]] == [
        "portal-catalog",
        "portal-config",
    ]
    assert len(template["metadata"]["annotations"][CHECKSUM]) == 64


def test_the_files_stand_in_config_maps_of_the_component() -> None:
    platform = sample.platform(portal(), lock=locked(HERE))

    found = [target(each.document) for each in objects(platform, PORTAL_FILES)]

    assert [name for kind, _, name in found if kind == "ConfigMap"] == [
        "web-catalog-1",
        "web-app-config",
    ]


def test_a_changed_catalog_changes_the_checksum_alone() -> None:
    platform = sample.platform(portal(), lock=locked(HERE))
    changed = {**PORTAL_FILES, "catalog/all.yaml": "kind: Location # another\n"}

    before, after = (portal_mount(platform, files) for files in (PORTAL_FILES, changed))

    assert before is not None
    assert after is not None
    one, other = (str(each.document) for each in (before, after))
    assert one != other
    assert without_checksum(before.document) == without_checksum(after.document)


def without_checksum(document: Any) -> Any:  # noqa: ANN401  # YAML
    return document["spec"]["template"]["spec"]


@pytest.mark.parametrize(
    "component",
    [
        pytest.param(portal(sample.workload("web")), id="ours"),
        pytest.param(portal(portal=None), id="no portal"),
        pytest.param(portal(runs=None), id="nobody says what runs it"),
        pytest.param(portal(runs=WorkloadRef(kind="CronJob", name="web")), id="what ends"),
        pytest.param(
            portal(portal=Portal(catalog=None, config=None, pages={})), id="nothing to mount"
        ),
        pytest.param(portal(None), id="only described"),
    ],
)
def test_nothing_is_mounted_where_there_is_nothing_to_mount_or_no_place(
    component: Component,
) -> None:
    assert portal_mount(sample.platform(component, lock=locked(HERE)), PORTAL_FILES) is None


@pytest.mark.parametrize(
    ("origin", "namespace", "lock", "expected"),
    [
        pytest.param(HELM, "apps", locked(HERE), "main", id="a chart's"),
        pytest.param(HELM, "apps", locked(ELSEWHERE), "main", id="by its namespace"),
        pytest.param(HELM, "apps", locked({"Deployment/other": "main"}), None, id="another's"),
        pytest.param(HELM, "apps", locked(HERE, values="sha256:0"), None, id="of other values"),
        pytest.param(HELM, "apps", locked(HERE, namespace="x"), None, id="of another place"),
        pytest.param(HELM, "apps", None, None, id="no lock"),
        pytest.param(MANIFESTS, "apps", locked(HERE), "main", id="a manifest's"),
        pytest.param(MANIFESTS, "apps", Lock(), None, id="a manifest that is not locked"),
        pytest.param(Companion(installed_by="owner"), "apps", locked(HERE), "main", id="brought"),
        pytest.param(
            Companion(installed_by="owner"), "other", locked(HERE), None, id="not brought there"
        ),
    ],
)
def test_the_container_is_the_first_one_that_the_lock_has(
    origin: Origin, namespace: str, lock: Lock | None, expected: str | None
) -> None:
    owner = sample.component("owner", namespace="apps", origin=HELM)
    component = portal(origin, namespace=namespace)
    platform = sample.platform(owner, component, lock=lock)

    assert main_container(platform, component) == expected


def test_who_applies_without_us_finds_the_fields_in_a_file_and_the_command_on_a_page() -> None:
    """Not in the kustomization: kubectl would take them for a whole Deployment."""
    project = MemoryProject.of(ROOT / "tests" / "cases" / "PG040_portal_near_miss" / "project")
    artifacts = build(project, None, nothing_known).artifacts
    assert artifacts is not None
    texts = {str(path): content.decode() for path, content in artifacts.items()}
    file = "build/backstage/mount.yaml"

    assert yaml.safe_load(texts[file])["kind"] == "Deployment"
    assert f"--field-manager=platformgen-portal \\\n  -f {file}" in texts[INSTALL_PAGE]
    assert "mount.yaml" not in texts["build/manifests/kustomization.yaml"]
    assert "portal/portal.yaml" in texts["build/manifests/kustomization.yaml"]
