"""Pages made one by one, of copies of ours, by a MkDocs that stays loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from platformgen.shell import mkdocs
from platformgen.shell.mkdocs import SiteError

_PROCESS = Path(__file__).with_name("renderer_process.py")


class Rendered(Struct, frozen=True):
    """A page, None where there is none of that name; and what MkDocs found wrong with it."""

    content: bytes | None
    warnings: tuple[str, ...]


class Renderer:
    """A process with copies of files of ours in a folder of its own; whoever made it closes it."""

    def __init__(self, root: Path, configuration: str, stage: Path) -> None:
        self._root = root
        self._configuration = configuration
        self._stage = stage
        self._process: subprocess.Popen[str] | None = None

    def copy(self, paths: Iterable[str]) -> None:
        """Take the files as they are now; paths are relative to the project."""
        for path in paths:
            copy = self._stage / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(mkdocs.read(self._root, path))

    def forget(self, paths: Iterable[str]) -> None:
        """Take copies away."""
        for path in paths:
            (self._stage / path).unlink(missing_ok=True)

    def load(self) -> None:
        """Read configuration, navigation and list of files anew; they are kept for each page."""
        self._ask(None)

    def render(self, path: str) -> Rendered:
        """Return the page at a path of the site, such as `components/web/index.html`."""
        answer = self._ask(path)
        if not answer["found"]:
            return Rendered(None, ())
        content = (self._stage / "site" / path).read_bytes()
        return Rendered(content, tuple(answer["warnings"]))

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.kill()
        process.wait()

    def _ask(self, order: str | None) -> dict[str, list[str]]:
        process = self._running()
        assert process.stdin is not None  # noqa: S101
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self.close()
            raise SiteError("mkdocs ended before its time: save the file again to start it anew")
        answer: dict[str, list[str]] = json.loads(line)
        if "error" in answer:
            raise SiteError(f"mkdocs could not make the page: {answer['error']}")
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            command = [sys.executable, "-I", str(_PROCESS)]
            self._process = subprocess.Popen(  # noqa: S603  # nothing of a spec is an argument
                [*command, self._configuration, str(self._stage / "site")],
                cwd=self._stage,
                env=mkdocs.environment(self._stage),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                # Ctrl-C is for us, who end it.
                start_new_session=os.name == "posix",
            )
        return self._process
