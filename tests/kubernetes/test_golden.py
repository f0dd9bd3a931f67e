"""Manifests of whole platforms, compared with what people have read."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from kubernetes_cases import CASES, NAMES, PORTAL_FILES, case
from platformgen.artifact import Artifact
from platformgen.emit import helm, kind, manifests


@pytest.mark.parametrize("name", NAMES)
def test_the_manifests_of_a_platform_are_those_that_people_have_read(
    name: str, *, update_golden: bool
) -> None:
    platform = case(name)
    made = _texts(
        [
            *manifests.emit(platform, PORTAL_FILES),
            *helm.emit(platform),
            *kind.emit(platform),
        ]
    )
    folder = CASES / name / "expected"
    if update_golden:
        _rewrite(folder, made)
    expected = {
        str(file.relative_to(folder)): file.read_text(encoding="utf-8")
        for file in folder.rglob("*.yaml")
    }

    assert made == expected


def _texts(artifacts: Iterable[Artifact]) -> dict[str, str]:
    return {str(each.path): each.content.decode() for each in artifacts}


def _rewrite(folder: Path, made: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in made.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
