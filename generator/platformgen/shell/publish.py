"""The TechDocs site where Backstage reads it: `<namespace>/<kind>/<name>/`, all lower case."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from platformgen.shell import mkdocs
from platformgen.shell.exclusive import SCRATCH
from platformgen.shell.mirror import Mirrored, holds_something_else, mirror
from platformgen.shell.mkdocs import SiteError

METADATA = "techdocs_metadata.json"
"""The file that Backstage asks for first, and by which we know a site from other folders."""


def publish(root: Path, outputs: Iterable[str], platform: str, url: str) -> Mirrored:
    """Build the site with TechDocs' configuration, and bring what changed to the URL.

    `outputs` are the files of the last build, by path from root; `platform` is its name.
    """
    target = folder(url) / entity_path(platform)
    if holds_something_else(target, METADATA):
        raise SiteError(f"{target} holds something else than a TechDocs site: nothing is written")
    paths = [path for path in outputs if path.startswith("build/techdocs/")]
    with mkdocs.staged(root / SCRATCH) as stage:
        built = mkdocs.build(root, [*sorted(paths), "mkdocs.yml"], "mkdocs.yml", stage)
        return mirror(built, target, first=METADATA)


def entity_path(platform: str) -> str:
    """Return the path of the site of Component `<platform>-docs` in a publisher's root."""
    return f"default/component/{platform}-docs".lower()


def folder(url: str) -> Path:
    """Return the folder that a file URL names; `file://out` is `out` in the current folder."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.query or parts.fragment:
        raise SiteError(f"{url} is no place we can publish to: use file://FOLDER")
    host = "" if parts.netloc == "localhost" else parts.netloc
    path = unquote(f"{host}{parts.path}")
    if not path:
        raise SiteError("file:// names no folder: use file://FOLDER")
    return Path(path)
