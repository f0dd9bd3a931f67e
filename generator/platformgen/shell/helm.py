"""A chart as the real helm renders it: an argument list, values in a file, and no network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from platformgen.lock.archive import refers_elsewhere
from platformgen.shell.failure import WorldError
from platformgen.yamltext import stream

_SECONDS = 120
_BYTES_MAX = 64 * 1024 * 1024
_NOWHERE = "http://127.0.0.1:9"
"""The discard port, in place of every host but this machine."""
_NAME = re.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")


class HelmError(WorldError):
    """Helm does not render a chart; `path` leads to the value that its schema refuses, if one."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        match = re.search(r"at '/([^']+)'", said)
        self.path = tuple(match[1].split("/")) if match else ()


def program() -> Path:
    """Return the helm of this machine."""
    found = shutil.which("helm")
    if found is None:
        raise WorldError("charts are rendered by helm, which is not on this machine's PATH")
    return Path(found)


def rendered(
    chart: bytes, release: str, namespace: str, kubernetes: str, values: Mapping[str, object]
) -> bytes:
    """Return the objects that a chart makes, as a stream of YAML.

    `kubernetes` is a version such as `1.34`. Helm gets a home of its own, so that neither plugins
    nor repositories of this machine have a say in it.
    """
    assert _NAME.fullmatch(release), release  # noqa: S101  # the schema asked; helm would take it for a flag
    assert _NAME.fullmatch(namespace), namespace  # noqa: S101  # as above
    helm = program()
    with TemporaryDirectory(prefix="platformgen-") as home:
        archive, values_file = Path(home, "chart.tgz"), Path(home, "values.yaml")
        archive.write_bytes(chart)
        values_file.write_text(stream([values]), "utf-8")
        argv = [str(helm), "template", release, str(archive), "--namespace", namespace]
        argv += ["--values", str(values_file), "--kube-version", f"{kubernetes}.0"]
        argv += ["--include-crds", "--skip-tests"]
        if refers_elsewhere(chart):
            # Its values go unchecked here; helm asks that schema when the release is installed.
            argv.append("--skip-schema-validation")
        with Path(home, "out").open("wb+") as out, Path(home, "err").open("wb+") as err:
            return _run(argv, Path(home), out, err)


def _run(argv: list[str], home: Path, out: IO[bytes], err: IO[bytes]) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # a list, of names that were checked
            argv, stdout=out, stderr=err, env=_environment(home), timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise HelmError(f"helm does not come to an end within {_SECONDS} s") from error
    out.seek(0)
    err.seek(0)
    if done.returncode != 0:
        raise HelmError(_told(err.read(_BYTES_MAX).decode("utf-8", "replace"), home))
    content = out.read(_BYTES_MAX + 1)
    if len(content) > _BYTES_MAX:
        raise HelmError(f"the chart makes more than {_BYTES_MAX // 2**20} MiB of objects")
    return content


def _environment(home: Path) -> dict[str, str]:
    kept = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "KUBECONFIG": os.devnull}
    folders = {f"HELM_{name}_HOME": str(home) for name in ("CACHE", "CONFIG", "DATA")}
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), _NOWHERE)
    return {**kept, **folders, **proxies}


def _told(said: str, home: Path) -> str:
    """Return what helm said, without its own words for where our files are."""
    lines = [line.removeprefix("Error: ") for line in said.splitlines() if line.strip()]
    shown = "\n".join(lines[:20]).replace(f"{home}/", "")
    return f"helm does not render it: {shown or 'it says nothing'}"
