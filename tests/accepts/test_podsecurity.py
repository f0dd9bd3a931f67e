# ruff: noqa: FBT003  # rows of a table

from __future__ import annotations

import pytest

from accepts.changes import Object, changed
from accepts.podsecurity_cases import GOOD, SECURITY_CASES, SecurityCase
from platformgen.accepts.kubernetes import VERSIONS
from platformgen.accepts.podsecurity import Level, violations

MAIN = ("containers", 0, "securityContext")
ANNOTATION = "container.apparmor.security.beta.kubernetes.io/main"


def rules(pod: Object, level: Level, version: str = "1.35") -> set[str]:
    return {each.rule for each in violations(pod, level, version)}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("level", ["baseline", "restricted"])
def test_a_hardened_pod_is_let_in(level: Level, version: str) -> None:
    assert violations(GOOD, level, version) == []


@pytest.mark.parametrize("case", SECURITY_CASES, ids=lambda case: f"{case.path} {case.value}")
def test_each_level_finds_what_the_table_says(case: SecurityCase) -> None:
    expected = [{rule} if rule else set() for rule in (case.baseline, case.restricted)]

    assert [rules(case.pod, "baseline"), rules(case.pod, "restricted")] == expected


@pytest.mark.parametrize(
    ("path", "value", "version", "expected"),
    [
        pytest.param(
            ("containers", 0, "readinessProbe", "httpGet", "host"), "a", "1.33", set(), id="hosts"
        ),
        pytest.param(
            ("securityContext", "seLinuxOptions"),
            {"type": "container_engine_t"},
            "1.30",
            {"se-linux-options"},
            id="SELinux",
        ),
        pytest.param(
            ("securityContext", "sysctls"),
            [{"name": "net.ipv4.tcp_rmem", "value": "1"}],
            "1.31",
            {"sysctls"},
            id="sysctls",
        ),
    ],
)
def test_an_older_version_judges_by_its_own_rules(
    path: tuple[str | int, ...], value: object, version: str, expected: set[str]
) -> None:
    assert rules(changed(GOOD, path, value), "baseline", version) == expected


USER_NAMESPACE = changed(
    changed({**GOOD, "hostUsers": False}, ("securityContext", "runAsUser"), 0),
    ("securityContext", "runAsNonRoot"),
    False,
)
UNMASKED = changed({**GOOD, "hostUsers": False}, (*MAIN, "procMount"), "Unmasked")


@pytest.mark.parametrize(
    ("pod", "level", "version", "expected"),
    [
        (USER_NAMESPACE, "restricted", "1.35", set()),
        (USER_NAMESPACE, "restricted", "1.34", {"run-as-non-root", "run-as-user"}),
        (UNMASKED, "baseline", "1.35", set()),
        (UNMASKED, "baseline", "1.34", {"proc-mount"}),
        (UNMASKED, "restricted", "1.35", {"proc-mount"}),
    ],
)
def test_a_user_namespace_frees_a_pod_since_its_version(
    pod: Object, level: Level, version: str, expected: set[str]
) -> None:
    assert rules(pod, level, version) == expected


def test_a_privileged_container_is_refused_by_both_levels() -> None:
    pod = changed(GOOD, MAIN, {"privileged": True})

    assert "privileged" in rules(pod, "baseline") & rules(pod, "restricted")


def test_a_pod_for_windows_needs_no_fields_that_windows_lacks() -> None:
    containers = [{"name": "main", "image": "a:1"}]
    pod = {
        "os": {"name": "windows"},
        "securityContext": {"runAsNonRoot": True},
        "containers": containers,
    }

    assert rules(pod, "restricted") == set()


def test_a_process_of_the_host_is_refused() -> None:
    pod = changed(GOOD, ("securityContext", "windowsOptions"), {"hostProcess": True})

    assert rules(pod, "baseline") == {"host-process"}


@pytest.mark.parametrize(
    ("profile", "expected"),
    [("runtime/default", []), ("localhost/a", []), ("", []), ("unconfined", ["app-armor-profile"])],
)
def test_annotations_of_old_can_take_the_profile_away(profile: str, expected: list[str]) -> None:
    found = violations(GOOD, "baseline", "1.30", {ANNOTATION: profile, "other": "unconfined"})

    assert [each.rule for each in found] == expected


def test_the_place_of_a_violation_is_named() -> None:
    pod = changed(GOOD, (*MAIN, "capabilities", "add"), ["NET_ADMIN"])

    assert [str(each) for each in violations(pod, "baseline", "1.35")] == [
        "containers[0].securityContext.capabilities.add[0]: the capability 'NET_ADMIN' is not added"
    ]


def test_a_version_that_we_do_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        violations(GOOD, "baseline", "1.29")
