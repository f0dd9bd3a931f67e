"""A real Backstage backend takes the catalog whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import sample_platforms
from platformgen.catalog import entities
from platformgen.emit.catalog import catalog_files, emit, mounted_files
from platformgen.model import Platform
from realparts.backstage import Verdict


@pytest.mark.parametrize(
    ("platform", "read"),
    [
        pytest.param(sample_platforms.guide(), "file", id="the guide's, as a portal mounts it"),
        pytest.param(sample_platforms.shop(), "url", id="a shop's, from a repository"),
        pytest.param(sample_platforms.awkward(), "url", id="one with awkward texts"),
    ],
)
def test_backstage_takes_every_entity_and_finds_every_relation(
    platform: Platform,
    read: str,
    tmp_path: Path,
    backstage_verdict: Callable[..., Verdict],
) -> None:
    listed = entities(platform)
    mounted = mounted_files(listed[0], catalog_files(listed))
    for artifact in mounted if read == "file" else emit(platform):
        path = tmp_path / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)

    verdict = backstage_verdict(tmp_path / "catalog", read=read)

    assert (verdict.errors, verdict.dangling_relations) == ([], [])
    assert sum(verdict.entities.values()) == len(listed)
