"""Kubernetes manifests: one file for each component and namespace, and a kustomization of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from platformgen.artifact import HEADER, Artifact
from platformgen.emit.layout import manifests_folder
from platformgen.kubernetes import (
    KubernetesObject,
    handed_over,
    is_applied,
    missing_secrets,
    object_stream,
)
from platformgen.kubernetes.order import in_order
from platformgen.memory import Recall, afresh
from platformgen.model import Platform
from platformgen.yamltext import stream


def emit(platform: Platform, portal_files: Mapping[str, str] | None = None) -> Iterator[Artifact]:
    """Write the manifests of a platform; `portal_files` as `kubernetes.objects` takes them."""
    yield from manifests(platform, object_stream(platform, portal_files))


def manifests(
    platform: Platform, found: Iterable[KubernetesObject], recall: Recall = afresh
) -> Iterator[Artifact]:
    """Write these objects of a platform, and the kustomization of what we apply of them."""
    folder = manifests_folder(platform)
    texts: dict[str, list[str]] = {}
    ours: dict[str, None] = {}
    handed = handed_over(platform)
    for each in found:
        texts.setdefault(each.file, []).append(recall(stream, (each.document,)))
        if is_applied(each, handed):
            ours[each.file] = None
    for file in list(texts):
        # No text is held together with its bytes.
        content = "".join((HEADER, *texts.pop(file))).encode()
        yield Artifact(PurePosixPath(f"{folder}/{file}"), content)
    yield _kustomization(platform, folder, in_order(platform, ours))


def _kustomization(platform: Platform, folder: str, resources: Iterable[str]) -> Artifact:
    document = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": list(resources),
        # As they stand here: namespaces, then what others depend on, then the others.
        "sortOptions": {"order": "fifo"},
    }
    text = HEADER + _secrets(platform) + stream([document])
    return Artifact(PurePosixPath(folder) / "kustomization.yaml", text.encode())


def _secrets(platform: Platform) -> str:
    """Return the note, as YAML comments, on what `kubectl apply -k` does not bring."""
    missing = missing_secrets(platform)
    if not missing:
        return ""
    lines = [
        "# No Secret stands in these files. Those below are made first, as the install page shows.",
    ]
    lines.extend(f"#   {secret.namespace}/{secret.name}" for secret in missing)
    return "\n".join([*lines, ""])
