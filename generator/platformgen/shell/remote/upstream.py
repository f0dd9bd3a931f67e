"""Where charts, manifests and digests come from: the network, or a folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from platformgen.project import Unreadable
from platformgen.shell import regular
from platformgen.shell.failure import WorldError
from platformgen.shell.remote.charts import CHART_BYTES_MAX, Repositories
from platformgen.shell.remote.reference import chart_reference, image_reference
from platformgen.shell.remote.registry import Registries
from platformgen.shell.remote.web import content

MANIFEST_BYTES_MAX = 16 * 1024 * 1024


class Upstream(Protocol):
    """Gives the bytes of what a spec names; what it cannot give is a WorldError."""

    def chart(self, repo: str, chart: str, version: str) -> bytes:
        """Return the archive of a chart."""
        ...

    def manifest(self, url: str) -> bytes:
        """Return the text of a manifest."""
        ...

    def digest(self, image: str) -> str | None:
        """Return the digest of an image; None where nobody here can know it."""
        ...


class Network:
    """Repositories and registries as they are now."""

    def __init__(self) -> None:
        self._repositories = Repositories()
        self._registries = Registries()

    def chart(self, repo: str, chart: str, version: str) -> bytes:
        """Return the archive of a chart, from an OCI registry or an HTTP repository."""
        if repo.startswith("oci://"):
            reference = chart_reference(repo, chart, version)
            return self._registries.chart(reference, CHART_BYTES_MAX)
        return self._repositories.chart(repo, chart, version)

    def manifest(self, url: str) -> bytes:
        """Return the text of a manifest."""
        return content(url, MANIFEST_BYTES_MAX)

    def digest(self, image: str) -> str | None:
        """Return the digest that the image's tag means now."""
        return self._registries.digest(image_reference(image))


class Folder:
    """Files that were brought to a machine without internet.

    A chart is CHART-VERSION.tgz, as `helm pull` names it; a manifest is HOST/PATH, as
    `wget --force-directories` names it. Nothing here knows the digests of images.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def chart(self, repo: str, chart: str, version: str) -> bytes:
        """Return the archive of a chart, whichever repository it came from."""
        del repo
        return self._file(f"{chart}-{version}.tgz", CHART_BYTES_MAX)

    def manifest(self, url: str) -> bytes:
        """Return the text of a manifest."""
        parts = urlsplit(url)
        return self._file(f"{parts.netloc}/{parts.path.strip('/')}", MANIFEST_BYTES_MAX)

    def digest(self, image: str) -> str | None:
        """Return None: only a registry knows."""
        del image
        return None

    def _file(self, path: str, bytes_max: int) -> bytes:
        if ".." in path.split("/"):
            raise WorldError(f"{path} leads out of the folder")
        found = regular.content(str(self._folder / path), bytes_max)
        if isinstance(found, Unreadable):
            raise WorldError(f"{self._folder / path} {found.reason}")
        return found
