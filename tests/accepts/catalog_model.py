"""The real validator of Backstage's catalog behind one node process: entities in, verdicts out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from accepts.changes import Object
from realparts import cache, npm, toolchain

_JUDGE = Path(__file__).parents[1] / "catalog-model" / "judge.mjs"


class Judge:
    """A running validator; ask it as often as you like."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def says(self, entity: Object) -> str:
        """Return `ok`, or why the catalog refuses the entity."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(entity) + "\n")
        self._process.stdin.flush()
        answer: str = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def judge() -> Iterator[Judge]:
    """Yield a judge whose process ends with the block; its packages are installed once."""
    folder = cache.get(npm.CATALOG_MODEL)
    environment = toolchain.node_environment(cache.get(toolchain.NODE))
    with subprocess.Popen(
        ["node", str(_JUDGE), str(folder)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Judge(process)
        assert process.stdin is not None
        process.stdin.close()
