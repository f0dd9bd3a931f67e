"""Chromium, as a visitor without internet and as Backstage's TechDocs reader."""

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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


def searched(site: Path, *queries: str) -> tuple[list[str], ...]:
    """Return what the search of a built site finds for each query: paths, the best first."""
    said = _node("search.mjs", site, json.dumps(queries))
    return tuple(json.loads(line) for line in said.splitlines())


def techdocs_pictures(site: Path, pictures: Path, pages: Sequence[str] = ("",)) -> tuple[Path, ...]:
    """Write pictures of pages as the TechDocs reader shows them, light and dark.

    ``site`` is what MkDocs made of the TechDocs configuration.
    """
    said = _node("techdocs_view.mjs", site, pictures, *pages)
    return tuple(Path(line) for line in said.splitlines())


@contextmanager
def following(url: str) -> Iterator[Callable[[str], str]]:
    """Open a page, and leave it to itself until the end of the block.

    Gives what waits until the page shows a text, and returns all that it shows then.
    """
    app = cache.folder(npm.BROWSER)
    with subprocess.Popen(
        ["node", _PROGRAMS / "follow.mjs", app, url],
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()

        def shown(text: str) -> str:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(text) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
            assert line, f"the page never showed {text!r}"
            return str(json.loads(line))

        yield shown


def _node(program: str, *words: str | Path) -> str:
    app = cache.folder(npm.BROWSER)
    words = ("node", _PROGRAMS / program, app, *words)
    return command.passed(command.run(*words, env=_environment()))


def _environment() -> dict[str, str]:
    node = toolchain.node_environment(cache.folder(toolchain.NODE))
    return {**node, "CHROMIUM": str(system.program("chromium"))}
