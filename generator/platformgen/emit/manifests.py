"""Kubernetes manifests: one file for each component and namespace, and a kustomization of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from platformgen.artifact import HEADER, Artifact
from platformgen.emit.layout import manifests_folder
from platformgen.kubernetes import Document, KubernetesObject, applied, missing_secrets, objects
from platformgen.kubernetes.order import in_order
from platformgen.model import Platform
from platformgen.yamltext import stream, yaml_file


def emit(platform: Platform, portal_files: Mapping[str, str] | None = None) -> Iterator[Artifact]:
    """Write the manifests of a platform; `portal_files` as `kubernetes.objects` takes them."""
    yield from manifests(platform, objects(platform, portal_files))


def manifests(platform: Platform, found: Iterable[KubernetesObject]) -> Iterator[Artifact]:
    """Write these objects of a platform, and the kustomization of what we apply of them."""
    folder = manifests_folder(platform)
    found = tuple(found)
    files: dict[str, list[Document]] = {}
    for each in found:
        files.setdefault(each.file, []).append(each.document)
    for file, documents in files.items():
        yield yaml_file(f"{folder}/{file}", *documents)
    ours = dict.fromkeys(each.file for each in applied(found, platform.gitops))
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
        "# No Secret stands in these files. `platformgen apply` makes those below where they are",
        "# missing; with kubectl alone they are made first, as the install page shows.",
    ]
    lines.extend(f"#   {secret.namespace}/{secret.name}" for secret in missing)
    return "\n".join([*lines, ""])
