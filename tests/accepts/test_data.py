from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import platformgen
from platformgen.accepts import data
from platformgen.accepts.backstage import entities
from platformgen.accepts.backstage import names as backstage_names
from platformgen.accepts.kubernetes import VERSIONS

PROJECT = Path(__file__).parents[2]
SHIPPED = Path(platformgen.__path__[0]) / "accepts" / "schemas" / "kubernetes"
LARGEST_BYTES = 60_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schemas")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "generator")}
    script = PROJECT / "tools" / "kubernetes_schemas.py"
    subprocess.run([sys.executable, script, folder], check=True, env=environment)
    return folder


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schemas_are_what_the_script_makes(made: Path, version: str) -> None:
    fresh, shipped = (
        gzip.decompress((folder / f"{version}.json.gz").read_bytes()) for folder in (made, SHIPPED)
    )

    assert fresh == shipped


def test_each_version_is_one_small_file() -> None:
    sizes = {path.name: path.stat().st_size for path in SHIPPED.glob("*.gz")}

    assert set(sizes) == {f"{version}.json.gz" for version in VERSIONS}
    assert max(sizes.values()) <= LARGEST_BYTES


def test_every_pattern_of_the_catalog_has_words() -> None:
    shown = json.dumps([data.schema(name) for name in data.names("backstage")])
    patterns = {json.dumps(pattern)[1:-1] for pattern in backstage_names.WORDS}
    missing = [pattern for pattern in patterns if f'"{pattern}"' not in shown]

    assert missing == []


def test_every_kind_of_the_catalog_has_a_schema() -> None:
    kinds = {f"backstage/{kind}.json" for kind in entities.KINDS}

    assert kinds | {"backstage/metadata.json", "backstage/shared.json"} == set(
        data.names("backstage")
    )
