"""What scanners say of the manifests: a validator with the published schemas, and checkov."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import kubernetes_validate
import pytest

from kubernetes_cases import ALL, PORTAL_FILES, ROOT, case
from platformgen.emit import manifests
from platformgen.kubernetes import objects

ADR = ROOT / "generator" / "adr" / "0011-what-scanners-ask-for.md"
SKIPPED = re.findall(r"^\| (CKV2?_K8S_\d+) \|", ADR.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", ALL)
def test_built_in_kinds_fit_the_published_schemas(name: str) -> None:
    platform = case(name)
    version = platform.cluster.kubernetes
    built_in = [
        each.document
        for each in objects(platform, PORTAL_FILES)
        if "." not in str(each.document["apiVersion"]).partition("/")[0]
        or (
            ".k8s.io/" in str(each.document["apiVersion"])
            and not str(each.document["apiVersion"]).startswith("gateway.")
        )
    ]

    assert built_in
    for document in built_in:
        kubernetes_validate.validate(document, version, strict=True)


@pytest.mark.parametrize("name", ALL)
def test_checkov_finds_nothing_but_what_the_decision_lists(
    name: str, checkov: Path, tmp_path: Path
) -> None:
    for each in manifests.emit(case(name), PORTAL_FILES):
        file = tmp_path / each.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(each.content)
    command = [checkov, "--directory", tmp_path, "--framework", "kubernetes", "--output", "json"]
    done = subprocess.run(
        [*command, "--skip-check", ",".join(SKIPPED)], capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout)
    failed = {(each["check_id"], each["resource"]) for each in told["results"]["failed_checks"]}

    assert failed == set()
    assert told["summary"]["passed"] > len(SKIPPED)


def test_every_check_that_is_left_out_is_one_that_something_fails(
    checkov: Path, tmp_path: Path
) -> None:
    for name in ALL:
        for each in manifests.emit(case(name), PORTAL_FILES):
            file = tmp_path / name / each.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(each.content)
    command = [checkov, "--directory", tmp_path, "--framework", "kubernetes", "--output", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    failed = {each["check_id"] for each in json.loads(done.stdout)["results"]["failed_checks"]}

    assert failed == set(SKIPPED)
