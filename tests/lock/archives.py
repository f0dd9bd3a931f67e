"""The charts of these tests as archives, and folders of files as a machine without internet has."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

HERE = Path(__file__).parent
STACK = "kube-prometheus-stack-88.5.3.tgz"
MANIFESTS = {
    "raw.githubusercontent.com/argoproj/argo-cd/v3.2.0/manifests/install.yaml": "argocd.yaml",
    "raw.githubusercontent.com/kubernetes/ingress-nginx/controller-v1.13.3/deploy/static/provider/"
    "kind/deploy.yaml": "ingress-nginx.yaml",
    "releases.market.example/traefik/v3.6.1/traefik.yaml": "traefik.yaml",
}
"""What plays the manifests of the platforms in this project, by where they are."""


def chart(name: str, **replaced: bytes) -> bytes:
    """Return a chart's archive, the same bytes each time; `replaced` are files by their stem."""
    folder = HERE / "charts" / name
    files = {
        file.relative_to(folder.parent).as_posix(): replaced.get(file.stem, file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    return packed(files)


def packed(files: dict[str, bytes]) -> bytes:
    """Return a gzipped archive of files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path, content in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return gzip.compress(buffer.getvalue(), mtime=0)


def manifest(name: str) -> bytes:
    """Return a manifest of these tests."""
    return (HERE / "manifests" / name).read_bytes()


def carried(folder: Path) -> Path:
    """Fill a folder with what the platforms in this project want, and return it."""
    folder.mkdir(exist_ok=True)
    (folder / STACK).write_bytes(chart("kube-prometheus-stack"))
    for path, name in MANIFESTS.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(manifest(name))
    return folder
