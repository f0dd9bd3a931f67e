"""Lighthouse and lychee, as the judges of a built site.

By hand: ``python -m realparts.auditors SITE [PAGE…]``; without a page, the home page.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from realparts import cache, command, namespace, npm, system, toolchain
from realparts.cache import PROJECT

Form = Literal["desktop", "mobile"]

_PROGRAM = PROJECT / "tests" / "lighthouse" / "audit.mjs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What Lighthouse says of one page in one form."""

    page: str
    form: Form
    scores: Mapping[str, int]
    """0 to 100 by category."""
    faults: list[dict[str, Any]]
    """What costs points: category, audit, title, places."""
    figures: Mapping[str, float]
    """What it measured or computed: milliseconds, layout shift, bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What lychee found: links that lead somewhere, and those that do not, by their page."""

    good: int
    broken: Mapping[str, list[str]]


def audits(site: Path, pages: Sequence[str], forms: Sequence[Form]) -> tuple[Audit, ...]:
    """Audit pages of a built site, named as in its URLs, in a network without internet.

    The performance is that of a slower network and processor, computed from how the page was
    loaded here: a busy machine lowers it.
    """
    node = toolchain.node_environment(cache.folder(toolchain.NODE))
    env = {**node, "CHROMIUM": str(system.program("chromium"))}
    request = json.dumps({"pages": list(pages), "forms": list(forms)})
    words = ("node", _PROGRAM, cache.folder(npm.LIGHTHOUSE), site, request)
    said = command.passed(command.run(*namespace.alone(), *words, env=env, timeout_seconds=900))
    return tuple(Audit(**json.loads(line)) for line in said.splitlines())


def links(site: Path) -> Links:
    """Follow the links, anchors too, of a built site to its files; no network is asked."""
    lychee = cache.folder(toolchain.LYCHEE) / "bin" / "lychee"
    ways = ("--offline", "--include-fragments", "--index-files", "index.html", "--root-dir", site)
    done = command.run(lychee, *ways, "--format", "json", "--quiet", site)
    found = json.loads(done.stdout)
    broken = {
        page.removeprefix(f"{site}/"): sorted(
            each["url"].removeprefix(f"file://{site}/") for each in urls
        )
        for page, urls in found["error_map"].items()
    }
    return Links(good=found["successful"], broken=broken)


def _main(site: Path, pages: list[str]) -> None:
    for each in audits(site, pages or [""], ("desktop", "mobile")):
        figures = {name: round(figure, 3) for name, figure in each.figures.items()}
        print(each.page or "/", each.form, dict(each.scores), figures, sep="\t")
    print(links(site))


if __name__ == "__main__":
    _main(Path(sys.argv[1]).resolve(), sys.argv[2:])
