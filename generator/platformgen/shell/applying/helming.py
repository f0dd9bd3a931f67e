"""The real helm at work on a cluster: an argument list, values in a file, and an end in order."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from platformgen.apply.key import Key
from platformgen.apply.release import Release
from platformgen.shell.helm import program
from platformgen.yamltext import stream

_GRACE_SECONDS = 20.0
"""How long a helm may take to write down that it was interrupted."""
_LINES_MAX = 20


@dataclass(slots=True, kw_only=True)
class Helm:
    """Runs helm on one context of the kubeconfig; `interrupt` passes Ctrl-C on to all of them."""

    context: str
    archives: Mapping[Key, bytes]
    forced: frozenset[Key] = frozenset()
    """The releases that may take fields from others."""
    running: set[asyncio.subprocess.Process] = field(default_factory=set)

    def interrupt(self) -> None:
        """Ask every helm that runs to end: it writes down that its release was not finished."""
        for each in self.running:
            with suppress(ProcessLookupError):
                each.send_signal(signal.SIGINT)

    async def upgrade(self, release: Release, seconds: float, *, takes_over: bool) -> str:
        """Install or upgrade a release; return what helm says against it, empty for nothing.

        With `takes_over`, objects that are there without helm's marks become the release's.
        """
        with TemporaryDirectory(prefix="platformgen-") as home:
            chart, values = _files(home, release, self.archives[release.key])
            argv = ["upgrade", release.key.name, str(chart), "--install", "--values", str(values)]
            argv += [
                "--namespace",
                release.key.namespace,
                "--timeout",
                f"{max(1, round(seconds))}s",
            ]
            argv += ["--reset-values"]
            if takes_over:
                argv.append("--take-ownership")
            if release.key in self.forced:
                argv.append("--force-conflicts")
            return await self._run(argv, home)

    async def uninstall(self, release: Key) -> str:
        """Uninstall a release; return what helm says against it, empty for nothing."""
        with TemporaryDirectory(prefix="platformgen-") as home:
            argv = [
                "uninstall",
                release.name,
                "--namespace",
                release.namespace,
                "--ignore-not-found",
            ]
            return await self._run(argv, home)

    async def _run(self, argv: list[str], home: str) -> str:
        # A group of its own: a terminal's Ctrl-C comes to us, and from us to it, once.
        process = await asyncio.create_subprocess_exec(
            str(program()),
            *argv,
            "--kube-context",
            self.context,
            env=_environment(home),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        self.running.add(process)
        said = asyncio.ensure_future(process.communicate())
        try:
            _, err = await asyncio.shield(said)
        except asyncio.CancelledError:
            self.interrupt()
            with suppress(TimeoutError):
                await asyncio.wait_for(said, _GRACE_SECONDS)
            raise
        finally:
            self.running.discard(process)
        if process.returncode == 0:
            return ""
        said_last = _told(err.decode("utf-8", "replace"), home)
        return said_last or f"it ended with {process.returncode}, and says nothing"


def _files(home: str, release: Release, archive: bytes) -> tuple[Path, Path]:
    chart, values = Path(home, "chart.tgz"), Path(home, f"{release.key.name}.values.yaml")
    chart.write_bytes(archive)
    values.write_text(stream([release.helm.values]), "utf-8")
    return chart, values


def _environment(home: str) -> dict[str, str]:
    """Return our own environment, for the sake of the kubeconfig's plugins, without Helm's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HELM_")}
    return kept | {f"HELM_{name}_HOME": home for name in ("CACHE", "CONFIG", "DATA")}


def _told(said: str, home: str) -> str:
    lines = [line.removeprefix("Error: ") for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if not line.startswith(("level=", "I0", "W0", "time="))]
    return "; ".join((errors or lines)[-_LINES_MAX:]).replace(f"{home}/", "")
