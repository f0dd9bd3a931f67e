"""Whatever a spec says comes out as it was written, in the same bytes every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import sample_platforms as sample
from kubernetes_cases import ROOT
from platformgen.artifact import Artifact
from platformgen.emit import manifests
from platformgen.kubernetes import objects
from platformgen.model import Alert, Platform, Probes, TextFileMount

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
FILE = st.text(st.characters(exclude_categories=["Cs"], include_characters="\n\t"), max_size=60)


def saying(texts: Sequence[str], file: str) -> Platform:
    container = sample.container(
        "shop",
        variables={f"V{index}": text for index, text in enumerate(texts)},
        command=tuple(texts),
        args=tuple(texts),
        probes=Probes(),
    )
    origin = sample.workload(
        "shop",
        containers=(container,),
        files=(TextFileMount(path="/etc/file", source="files/file", content=file),),
    )
    alerts = tuple(
        Alert(name="A", expr=text, duration="1m", severity="page", summary=text) for text in texts
    )
    shop = sample.component("shop", namespace="shop", origin=origin, alerts=alerts)
    return sample.platform(shop, namespaces=(sample.namespace("shop"),))


@settings(deadline=None, max_examples=20)
@given(texts=st.lists(TEXT, max_size=10), file=FILE)
def test_kubectl_reads_every_text_as_the_spec_says_it(
    kubectl: Path, texts: list[str], file: str
) -> None:
    platform = saying(texts, file)
    read = _read(kubectl, b"".join(each.content for each in _files(platform)))

    assert read == [each.document for each in objects(platform)]


def _files(platform: Platform) -> list[Artifact]:
    made = manifests.emit(platform)
    return [each for each in made if each.path.name != "kustomization.yaml"]


def _read(kubectl: Path, manifest: bytes) -> list[Any]:
    """Return the objects as kubectl reads them; JSON, for Go writes YAML that others misread."""
    words = ("label", "--local", "--filename=-", "--output=json", "read=yes")
    run = subprocess.run([kubectl, *words], input=manifest, capture_output=True, check=True)
    decoder, text, at = json.JSONDecoder(), run.stdout.decode(), 0
    found: list[Any] = []
    while text[at:].strip():
        document, at = decoder.raw_decode(text, at + len(text[at:]) - len(text[at:].lstrip()))
        del document["metadata"]["labels"]["read"]
        found.append(document)
    return found


_PRINT = """
import hashlib, sample_platforms
from platformgen.emit import manifests
made = [*manifests.emit(sample_platforms.guide()), *manifests.emit(sample_platforms.shop())]
print(hashlib.sha256(b"".join(each.content for each in made)).hexdigest())
"""


def test_the_same_platform_gives_the_same_bytes_in_every_process() -> None:
    path = os.pathsep.join([str(ROOT / "generator"), str(ROOT / "tests")])
    hashes = {
        subprocess.run(
            [sys.executable, "-c", _PRINT],
            env={"PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert len(hashes) == 1
