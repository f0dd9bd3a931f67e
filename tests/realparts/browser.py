"""Chromium, as a visitor without internet and as Backstage's TechDocs reader."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realparts import cache, command, npm, system, toolchain
from realparts.cache import PROJECT

_PROGRAMS = PROJECT / "tests" / "browser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a visitor of one page saw, and what went wrong behind it."""

    page: str
    title: str
    text: str
    complaints: list[str]
    """Errors and warnings of the console."""
    elsewhere: list[str]
    """URLs of other hosts that the page asked for; none of them was fetched."""
    missing: list[str]
    """Paths of the site that were not there."""
    isTooWide: bool  # noqa: N815  # as the program in the browser writes it
    barriers: list[dict[str, Any]]
    """What axe finds against WCAG 2.2 A and AA: rule, help, places."""


def visits(
    site: Path,
    pages: Sequence[str],
    *,
    width: int = 1280,
    dark: bool = False,
    shots: Path | None = None,
) -> tuple[Visit, ...]:
    """Open pages of a built site, named as in its URLs (``""`` is the home page).

    ``shots``: a folder for a picture of each, ``<page>-<width>-<light|dark>.png``.
    """
    request = {"pages": list(pages), "width": width, "dark": dark}
    if shots:
        request["shots"] = str(shots)
    said = _node("visit.mjs", site, json.dumps(request))
    return tuple(Visit(**json.loads(line)) for line in said.splitlines())


def measures(site: Path, pages: Sequence[str], *, width: int) -> Iterator[dict[str, Any]]:
    """Yield what measure.mjs says of pages of a built site: their drawings and wide tables."""
    request = json.dumps({"pages": list(pages), "width": width})
    for line in _node("measure.mjs", site, request).splitlines():
        yield json.loads(line)


def techdocs_pictures(site: Path, pictures: Path, pages: Sequence[str] = ("",)) -> tuple[Path, ...]:
    """Write pictures of pages as the TechDocs reader shows them, light and dark.

    ``site`` is what MkDocs made of the TechDocs configuration.
    """
    said = _node("techdocs_view.mjs", site, pictures, *pages)
    return tuple(Path(line) for line in said.splitlines())


def _node(program: str, *words: str | Path) -> str:
    node = toolchain.node_environment(cache.folder(toolchain.NODE))
    env = {**node, "CHROMIUM": str(system.program("chromium"))}
    app = cache.folder(npm.BROWSER)
    return command.passed(command.run("node", _PROGRAMS / program, app, *words, env=env))
