"""Which registry an image is in, and how it is called there."""

from __future__ import annotations

from msgspec import Struct

from platformgen.shell.remote.web import is_loopback

_HUB = "docker.io"
_HUB_SERVER = "registry-1.docker.io"


class Reference(Struct, frozen=True):
    """A repository of a registry, and a tag or digest in it; `host` is as people write it."""

    host: str
    repository: str
    tag: str

    @property
    def server(self) -> str:
        """Where the registry is asked, as the beginning of a URL."""
        host = _HUB_SERVER if self.host == _HUB else self.host
        scheme = "http" if is_loopback(f"http://{host}") else "https"
        return f"{scheme}://{host}/v2/{self.repository}"


def image_reference(image: str) -> Reference:
    """Return where an image is, by the rules of docker: Docker Hub where no host is named."""
    name, _, digest = image.partition("@")
    first, slash, rest = name.partition("/")
    is_host = bool(slash) and ("." in first or ":" in first or first == "localhost")
    host, path = (first, rest) if is_host else (_HUB, name)
    repository, colon, tag = path.rpartition(":")
    if not colon:
        repository, tag = path, "latest"
    if host == _HUB and "/" not in repository:
        repository = f"library/{repository}"
    return Reference(host, repository, digest or tag)


def chart_reference(repo: str, chart: str, version: str) -> Reference:
    """Return where a chart of an OCI repository is; a tag has `_` for the `+` of a version."""
    host, _, path = repo.removeprefix("oci://").partition("/")
    repository = f"{path.strip('/')}/{chart}".lstrip("/")
    return Reference(host, repository, version.replace("+", "_"))
