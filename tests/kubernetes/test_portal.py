"""What the portal's pods get: the catalog as a folder, the configuration, and arguments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import sample_platforms as sample
from kubernetes_cases import PORTAL_FILES
from platformgen.kubernetes.portal import CHUNK_BYTES, PortalFiles, portal_files
from platformgen.kubernetes.surroundings import surroundings
from platformgen.model import Portal, TextFileMount, Workload


def shown(
    workload: Workload | None,
    portal: Portal | None,
    files: dict[str, str] | None = None,
) -> PortalFiles | None:
    component = sample.component("portal", namespace="apps", origin=workload, portal=portal)
    around = surroundings(sample.platform(component), PORTAL_FILES if files is None else files)
    return portal_files(around, component)


def started(*args: str, command: tuple[str, ...] = ()) -> Workload:
    plain = sample.container("portal", command=command, args=args)
    return sample.workload("portal", containers=(plain,))


def with_file(path: str) -> Workload:
    return replace(started(), files=(TextFileMount(path=path, source="files/x", content=""),))


BOTH = Portal(catalog="/app/catalog", config="/app/platform", pages={})
OURS = ("--config", "/app/platform/app-config.yaml")
START = ("node", "packages/backend", "--config", "app-config.yaml")


@pytest.mark.parametrize(
    ("workload", "portal"),
    [
        pytest.param(None, BOTH, id="not ours"),
        pytest.param(started(), None, id="no portal"),
    ],
)
def test_only_a_portal_that_we_run_gets_files(
    workload: Workload | None, portal: Portal | None
) -> None:
    assert shown(workload, portal) is None


@pytest.mark.parametrize(
    ("workload", "expected"),
    [
        pytest.param(
            started(),
            (*START, "--config", "app-config.production.yaml", *OURS),
            id="as a new app's image starts",
        ),
        pytest.param(
            with_file("/app/app-config.local.yaml"),
            (*START, "--config", "/app/app-config.local.yaml", *OURS),
            id="a mounted configuration",
        ),
        pytest.param(
            with_file("/app/app-config.txt"),
            (*START, "--config", "app-config.production.yaml", *OURS),
            id="a mounted file that is none",
        ),
        pytest.param(started("--config", "a"), ("--config", "a", *OURS), id="arguments"),
        pytest.param(started(command=("run",)), OURS, id="a command"),
    ],
)
def test_the_generated_configuration_has_the_last_word(
    workload: Workload, expected: tuple[str, ...]
) -> None:
    found = shown(workload, BOTH)

    assert found is not None
    assert found.args == expected


@pytest.mark.parametrize(
    ("portal", "mounted", "args"),
    [
        pytest.param(
            Portal(catalog="/app/catalog", config=None, pages={}),
            ["/app/catalog"],
            ("serve",),
            id="catalog",
        ),
        pytest.param(
            Portal(catalog=None, config="/app/platform", pages={}),
            ["/app/platform"],
            ("serve", *OURS),
            id="configuration",
        ),
        pytest.param(Portal(catalog=None, config=None, pages={}), [], ("serve",), id="neither"),
    ],
)
def test_what_the_spec_asks_for_is_mounted(
    portal: Portal, mounted: list[str], args: tuple[str, ...]
) -> None:
    found = shown(started("serve"), portal)

    assert found is not None
    assert [mount["mountPath"] for mount in found.mounts] == mounted
    assert found.args == args


def test_the_catalog_is_one_folder_over_several_config_maps() -> None:
    large = "x" * (CHUNK_BYTES // 2)
    files = {f"catalog/{name}.yaml": large for name in "abcde"}
    found = shown(started(), BOTH, {**files, "catalog/all.yaml": "", "elsewhere.yaml": ""})

    assert found is not None
    assert {name: list(data) for name, data in found.config_maps.items()} == {
        "portal-catalog-1": ["a.yaml", "all.yaml"],
        "portal-catalog-2": ["b.yaml"],
        "portal-catalog-3": ["c.yaml"],
        "portal-catalog-4": ["d.yaml"],
        "portal-catalog-5": ["e.yaml"],
        "portal-app-config": ["app-config.yaml"],
    }


@given(st.lists(st.integers(0, CHUNK_BYTES), max_size=6))
def test_no_config_map_is_larger_than_kubectl_takes(sizes: list[int]) -> None:
    files = {f"catalog/{index}.yaml": "é" * (size // 2) for index, size in enumerate(sizes)}
    found = shown(started(), Portal(catalog="/c", config=None, pages={}), files)

    assert found is not None
    for data in found.config_maps.values():
        assert len(data) == 1 or sum(len(text.encode()) for text in data.values()) <= CHUNK_BYTES


def test_a_changed_catalog_rolls_the_pods() -> None:
    before = shown(started(), BOTH)
    after = shown(started(), BOTH, {**PORTAL_FILES, "catalog/all.yaml": "changed"})

    assert before is not None
    assert after is not None
    assert before.checksum != after.checksum
