"""Bad input on disk, given to the real commands: told in time, and nothing is written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

GENERATOR = Path(__file__).resolve().parents[1] / "generator"
BASE = """\
platform: {name: tiny, owner: core}
cluster: {context: kind-tiny, kubernetes: "1.34", domain: tiny.local}
teams: {core: {}}
namespaces: {apps: {}}
"""
COMPONENT = (
    "components: {{shop: {{namespace: apps, dashboards: [{}],"
    " workload: {{image: 'shop:1.0', files: {{/a: {}}}}}}}}}"
)
# The goal is 0.3, and machines differ; what a bomb takes is minutes.
CPU_SECONDS_MAX = 1.0
MEBIBYTES_MAX = 100
_PLACE = re.compile(r"^[^\s:]+:\d+:\d+: error\[PG\d{3}\]: ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it took."""

    code: int
    said: str
    cpu_seconds: float
    mebibytes: float


# What a process takes is asked of a small one that starts it: the memory of whoever starts a
# process counts as its own until it runs.
_MEASURED = """
import json, os, resource, subprocess, sys
code = subprocess.call(sys.argv[2:], stdout=open(sys.argv[1], "wb"), stderr=subprocess.STDOUT)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def ended(folder: Path, *arguments: str) -> Ended:
    """Run a command of ours in a folder."""
    log = folder.parent / "said"
    command = [sys.executable, "-m", "platformgen", "-C", str(folder), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR), "NO_COLOR": "1"}
    measured = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _MEASURED, str(log), *command],
        env=environment,
        capture_output=True,
        check=True,
    )
    code, cpu_seconds, mebibytes = json.loads(measured.stdout)
    return Ended(code, log.read_bytes().decode(), cpu_seconds, mebibytes)


def _spec(content: bytes | str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / "specs" / "bad.yaml").write_bytes(raw)

    return write


def _linked(path: str, target: str, spec: str = "") -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).symlink_to(target)
        if spec:
            (folder / "specs" / "bad.yaml").write_text(spec)

    return write


def _fifo(path: str, spec: str = "") -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(folder / path)
        if spec:
            (folder / "specs" / "bad.yaml").write_text(spec)

    return write


def _looped(folder: Path) -> None:
    (folder / "specs" / "a.yaml").symlink_to("b.yaml")
    (folder / "specs" / "b.yaml").symlink_to("a.yaml")


def _folder_for_a_file(folder: Path) -> None:
    (folder / "files").mkdir()
    (folder / "specs" / "bad.yaml").write_text(COMPONENT.format("a.json", "files"))


def _named_for_a_terminal(folder: Path) -> None:
    (folder / "specs" / "\x1b[31m\n.yaml").write_text("a: [")


BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
)
PROJECTS: dict[str, Callable[[Path], None]] = {
    "a billion laughs": _spec(BOMB),
    "100,000 brackets": _spec("a: " + "[" * 100_000),
    "100,000 braces": _spec("{a: " * 100_000),
    "a scalar of 50 MB": _spec(b"a: " + b"x" * 50_000_000),
    "a scalar of 15 MB": _spec(b"components: {shop: {title: " + b"x" * 15_000_000 + b"}}"),
    "a scalar of 6 MB": _spec(b"components: {shop: {title: " + b"x" * 6_000_000 + b"}}"),
    "python objects": _spec("a: !!python/object/apply:os.system [id]"),
    "a key twice": _spec('teams: {a: {}, "\\x61": {}}'),
    "NUL": _spec("a: \0"),
    "escape sequences of a terminal": _spec("a: \x1b[31mred"),
    "escape sequences in a key": _spec('"\\e[31m": a'),
    "UTF-16": _spec("a: b".encode("utf-16")),
    "a hexadecimal port": _spec("components: {shop: {ports: {http: 0x50}}}"),
    "a version that is a number": _spec("components: {shop: {type: 1.10}}"),
    "a name that leads out": _spec("components: {../x: {}}"),
    "a name that is a device": _spec("components: {con: {}}"),
    "a name of 300 characters": _spec(f"components: {{{'x' * 300}: {{}}}}"),
    "a host with a line feed": _spec('components: {shop: {host: "a\\n127.0.0.1 bank"}}'),
    "a file that leads out": _spec(COMPONENT.format("a.json", "../said")),
    "a file that is not there": _spec(COMPONENT.format("dashboards/a.json", "files/a")),
    "half a spec": _spec(COMPONENT[:50].replace("{{", "{")),
    "a spec linked out of the project": _linked("specs/bad.yaml", "/etc/passwd"),
    "a spec linked to what has no end": _linked("specs/bad.yaml", "/dev/zero"),
    "a file linked out of the project": _linked(
        "files/a", "/etc/passwd", COMPONENT.format("a.json", "files/a")
    ),
    "a folder linked out of the project": _linked(
        "files", "/etc", COMPONENT.format("a.json", "files/passwd")
    ),
    "a page linked out of the project": _linked("docs/a.md", "/etc/passwd"),
    "specs that link to each other": _looped,
    "a spec that is a pipe": _fifo("specs/bad.yaml"),
    "a file that is a pipe": _fifo("files/a", COMPONENT.format("a.json", "files/a")),
    "a page that is a pipe": _fifo("docs/a.md"),
    "a folder for a file": _folder_for_a_file,
    "a spec named for a terminal": _named_for_a_terminal,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a sound spec."""
    project = tmp_path / "project"
    (project / "specs").mkdir(parents=True)
    (project / "specs" / "platform.yaml").write_text(BASE)
    return project


def _files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


@pytest.mark.parametrize("command", ["validate", "build", "diff"])
@pytest.mark.parametrize("name", PROJECTS)
def test_a_command_tells_what_is_wrong_and_writes_nothing(
    folder: Path, name: str, command: str
) -> None:
    PROJECTS[name](folder)
    before = _files(folder)
    end = ended(folder, command)

    assert end.code == 2, end.said
    assert _PLACE.search(end.said), end.said
    assert not re.search("Traceback|\x1b|\0", end.said)
    assert _files(folder) == before
    assert end.mebibytes < MEBIBYTES_MAX
    assert end.cpu_seconds <= CPU_SECONDS_MAX
