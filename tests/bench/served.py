"""What the change of one component costs `docs serve` before its page can be asked for.

    python tests/bench/served.py [--runs 3] [N…]

The figures are CPU seconds, user and system, of the process that serves, the least of the runs: to
read, check and write all that changed. The page itself is made by a second process, which adds its
own. Nothing is drawn in what is measured, as the drawings did not change.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import generated
from platformgen.shell import building
from platformgen.shell.disk import DiskProject
from platformgen.shell.kept import Kept


def costs(count: int, project: Path, runs: int) -> Iterator[float]:
    """Yield what each change of one of so many components takes."""
    generated.write(count, project)
    spec, kept = project / "specs" / "components" / "000.yaml", Kept()
    text = spec.read_text()
    building.build(DiskProject(project), None, strict=False, kept=kept)
    for run in range(runs):
        spec.write_text(text.replace("only number 3 of", f"only number 3 ({run}) of"))
        before = time.process_time()
        done = building.build(DiskProject(project), None, strict=False, kept=kept)
        yield time.process_time() - before
        assert "build/techdocs/components/service-00003.md" in done.changes.written


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("counts", nargs="*", type=int, default=[100, 1000])
    chosen = arguments.parse_args()
    print(f"{'N':>6}{'CPU s':>8}")
    for count in chosen.counts:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{count:>6}{min(costs(count, Path(folder), chosen.runs)):>8.2f}", flush=True)


if __name__ == "__main__":
    main()
