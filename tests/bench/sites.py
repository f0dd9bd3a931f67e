"""What the standalone site costs, beside `mkdocs build` with all pages in one list, in one run.

    python tests/bench/sites.py [--runs 1] [N…]

Each figure is a whole process: CPU seconds (user and system, the least of the runs) and the most
memory that it held. Both build the same pages, of the platform of tests/platforms/generated.py
with so many components, with the same theme, features and extensions. Theirs has no `nav` and no
pruning: MkDocs lists all pages itself, as it does where nobody says otherwise.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from bench import ENVIRONMENT, PROGRAM, Cost, cost, generated

MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file")


def rows(count: int, folder: Path, runs: int) -> Iterator[tuple[str, Cost]]:
    """Yield what is measured for so many components, and its cost."""
    project, log = folder / "project", folder / "log"
    generated.write(count, project)
    build = (*PROGRAM, "-C", str(project), "build")
    yield "outputs, all but the site", cost(1, *build, "--no-site", before=dict, out=log)

    def unbuilt() -> None:
        shutil.rmtree(project / "build" / "site", ignore_errors=True)

    yield "site, ours", cost(runs, *build, before=unbuilt, out=log)
    theirs = _with_flat_navigation(project / "build")
    yield "site, mkdocs, flat", cost(runs, *MKDOCS, str(theirs), before=dict, out=log)
    _same_pages(project / "build" / "site", folder / "flat")
    yield "nothing changed", cost(runs, *build, before=dict, out=log)
    spec = project / "specs" / "components" / "000.yaml"
    spec.write_text(spec.read_text().replace("only number 3 of", "no other than number 3 of"))
    yield "one component changed", cost(1, *build, before=dict, out=log)


def _with_flat_navigation(build: Path) -> Path:
    """Write the configuration of our site without its navigation, and return it."""
    said = yaml.safe_load((build / "site.yml").read_text())
    del said["nav"]
    ours = {"navigation.sections", "navigation.indexes", "navigation.prune"}
    said["theme"]["features"] = [each for each in said["theme"]["features"] if each not in ours]
    said["site_dir"] = str(build.parent.parent / "flat")
    file = build / "flat.yml"
    file.write_text(yaml.safe_dump(said))
    return file


def _same_pages(ours: Path, theirs: Path) -> None:
    found = [{file.relative_to(site) for file in site.rglob("*.html")} for site in (ours, theirs)]
    assert found[0] == found[1], sorted(map(str, found[0] ^ found[1]))[:4]


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=1)
    arguments.add_argument("counts", nargs="*", type=int, default=[100, 1000])
    chosen = arguments.parse_args()
    ENVIRONMENT.update(NO_MKDOCS_2_WARNING="1", DISABLE_MKDOCS_2_WARNING="true")
    print(f"{'N':>6}  {'what':<26}{'CPU s':>8}{'MiB':>8}")
    for count in chosen.counts:
        with tempfile.TemporaryDirectory() as temporary:
            for what, took in rows(count, Path(temporary), chosen.runs):
                line = f"{count:>6}  {what:<26}{took.cpu_seconds:>8.2f}{took.memory_mib:>8.0f}"
                print(line, flush=True)


if __name__ == "__main__":
    main()
