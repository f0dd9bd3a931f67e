"""A preview as a process, and a browser that asks it."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from running import PROGRAM, environment

WATCHING = "watching the sources; Ctrl-C ends it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A preview that has shown its first site."""

    process: subprocess.Popen[str]
    said: IO[str]
    url: str

    @property
    def port(self) -> int:
        """Where it listens."""
        port = urlsplit(self.url).port
        assert port is not None
        return port

    def ask(self, path: str, method: str = "GET", host: str | None = None) -> tuple[int, str]:
        """Return status and text of what is answered."""
        response, text = self.response(path, method, host)
        return response.status, text

    def response(
        self, path: str, method: str = "GET", host: str | None = None
    ) -> tuple[HTTPResponse, str]:
        """Return what is answered, with its headers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {} if host is None else {"Host": host}
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            return response, response.read().decode()
        finally:
            connection.close()

    def state(self, after: str = "") -> dict[str, Any]:
        """Return the state as soon as it has another name."""
        while True:
            found: dict[str, Any] = json.loads(self.ask(f"/.platformgen/state?after={after}")[1])
            if found["name"] != after:
                return found

    def told(self) -> str:
        """Return what it says until it waits for a change again."""
        lines: list[str] = []
        for line in self.said:
            if line.strip() == WATCHING:
                break
            lines.append(line)
        return "".join(lines)

    def interrupt(self) -> int:
        """End it as a person does, and return its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@contextmanager
def previewed(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> Iterator[Preview]:
    """Serve a project until the end of the block, at a port that is free."""
    command = [*PROGRAM, "-C", str(folder), "docs", "serve", "--port", "0", *arguments]
    with subprocess.Popen(
        command, env=environment(env), stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            assert process.stderr is not None
            url = process.stderr.readline().removeprefix("serving ").strip()
            preview = Preview(process=process, said=process.stderr, url=url)
            preview.told()
            yield preview
        finally:
            process.kill()


def put(file: Path, text: str, aside: Path) -> None:
    """Write a file at once, as editors do: the preview never meets half of it."""
    written = aside / "written"
    written.write_text(text, "utf-8")
    written.replace(file)
