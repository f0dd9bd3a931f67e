"""The real Mermaid parser behind one node process: source in, what Mermaid understands out."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_FILES = ("package.json", "package-lock.json", "reader.mjs")


class Reader:
    """A running reader; ask it as often as you like."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def read(self, source: str, *, draw: bool = False) -> dict[str, Any]:
        """Return nodes, edges and groups of a source, or its `error`; with draw, `texts` too."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"source": source, "draw": draw}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def reader() -> Iterator[Reader]:
    """Yield a reader whose process ends with the block."""
    with subprocess.Popen(
        [_program("node"), str(_installed() / "reader.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Reader(process)
        assert process.stdin is not None
        process.stdin.close()


def _installed() -> Path:
    """Return the folder that holds the reader and its locked packages, installed once."""
    digest = hashlib.sha256(b"\0".join((_HERE / name).read_bytes() for name in _FILES)).hexdigest()
    cache = Path(os.environ.get("PLATFORMGEN_CACHE") or Path.home() / ".cache/platformgen-tests")
    folder = cache / f"mermaid-{digest[:16]}"
    if folder.exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as temporary:
        fresh = Path(temporary) / "fresh"
        fresh.mkdir()
        for name in _FILES:
            shutil.copy(_HERE / name, fresh)
        subprocess.run(
            [_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=fresh,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        if not folder.exists():  # Another run may have been quicker.
            fresh.rename(folder)
    return folder


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        message = f"{name} is needed: the tests ask the real Mermaid parser (Node.js 20 or newer)"
        raise RuntimeError(message)
    return path
