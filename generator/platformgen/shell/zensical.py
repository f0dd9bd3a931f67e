"""Zensical, the engine for the day when MkDocs ends: from the same pages and configuration.

It knows where it writes from the configuration alone, and its script names servers of others for
what our pages have not: drawings that a browser makes, programs in pages, galleries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from platformgen.shell import mkdocs
from platformgen.shell.mkdocs import SiteError

_ELSEWHERE = re.compile(rb"https://(?:unpkg\.com|cdn\.jsdelivr\.net)/")
_NOWHERE = b"data:text/javascript,//"
"""What comes after it is a comment: an empty script, of which no server hears."""
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def require() -> None:
    """Raise SiteError, with the way to get it, where it is missing."""
    if find_spec("zensical") is None:
        raise SiteError("zensical is not installed: run `pip install 'platformgen[zensical]'`")


def build(root: Path, paths: Iterable[str], configuration: str, stage: Path) -> Path:
    """Build the site of copies of these files in `stage`, and return the folder it is in.

    Paths are relative to root; the site stands beside its configuration.
    """
    mkdocs.copy(root, paths, stage)
    options = ("--strict", "--config-file", configuration)
    done = mkdocs.run(("zensical", "build", *options), stage)
    if done.returncode:
        told = _COLOURS.sub("", done.stdout + done.stderr).partition("Traceback ")[0].strip()
        raise SiteError(f"zensical could not build the site:\n{told}")
    output = stage / PurePosixPath(configuration).parent / "site"
    for script in sorted(output.glob("assets/javascripts/**/*.js")):
        script.write_bytes(_ELSEWHERE.sub(_NOWHERE, script.read_bytes()))
    return output
