"""`platformgen diagram`: one drawing on standard output, or those of a Markdown file in place."""

from __future__ import annotations

import errno
import json
import os
import stat
import xml.etree.ElementTree as ET
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from platformgen.cli.main import program
from platformgen.diagram import Drawing, read
from platformgen.diagram.legend import WIDTH, legend

BOXES = "+---+   +---+\n| a |-->| b |\n+---+   +---+\n"
MERMAID = 'flowchart LR\n  n1["a"]\n  n2["b"]\n  n1 --> n2\n'
TORN = "+---+   +---+\n| a |-->| b |  ~~\n+---+   +---+\n"
NESTED = """\
┌──────────────────┐
│ Backend          │
│ ┌─────┐  ┌────┐  │ go   ┌──────┐
│ │ api │  │ db │  │─────▶│ 日本 │ ~~
│ └─────┘  └────┘  │      └──────┘
└──────────────────┘         ┊
                             ▼
                            end
"""


def run(folder: Path, *arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(program, ["-C", str(folder), "diagram", *arguments], input=given)


def test_a_drawing_on_standard_input_becomes_mermaid(tmp_path: Path) -> None:
    made = run(tmp_path, "-", given=BOXES.encode())

    assert (made.exit_code, made.stdout, made.stderr) == (0, MERMAID, "")


@pytest.mark.parametrize("content", [BOXES.encode(), b"\xef\xbb\xbf" + BOXES.encode()])
def test_a_drawing_in_a_file_becomes_mermaid(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "net.txt").write_bytes(content)

    assert run(tmp_path, "net.txt").stdout == MERMAID


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "this is empty"),
        (b"NAME   READY   STATUS\none    1/1     Running\n", "this is a table"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--explain",), ("--format", "svg")])
def test_what_is_no_diagram_ends_with_3_and_a_reason(
    tmp_path: Path, content: bytes, reason: str, options: tuple[str, ...]
) -> None:
    made = run(tmp_path, "-", *options, given=content)

    assert (made.exit_code, made.stdout) == (3, "")
    assert f"standard input: not a diagram: {reason} (" in made.stderr


def test_a_markdown_file_is_shown_the_way(tmp_path: Path) -> None:
    made = run(tmp_path, "-", given=b"# Title\n\n```sh\nls\n```\n")

    assert made.exit_code == 3
    assert made.stderr.endswith("for the drawings of a Markdown file, use --write\n")


def test_what_was_not_read_is_told(tmp_path: Path) -> None:
    made = run(tmp_path, "-", given=TORN.encode())

    assert (made.exit_code, made.stdout) == (0, MERMAID)
    assert made.stderr == "standard input: not read: 2 characters; --explain shows which\n"


def test_json_has_the_graph_and_what_was_not_read(tmp_path: Path) -> None:
    made = json.loads(run(tmp_path, "-", "--format", "json", given=TORN.encode()).stdout)

    assert [node["label"] for node in made["nodes"]] == ["a", "b"]
    assert made["unread"] == [{"line": 2, "column": 16}, {"line": 2, "column": 17}]
    assert 0 < made["confidence"] < 1


def test_svg_is_a_picture_with_its_words(tmp_path: Path) -> None:
    (tmp_path / "net.txt").write_text(BOXES)
    root = ET.fromstring(run(tmp_path, "net.txt", "--format", "svg").stdout)  # noqa: S314  # ours
    words = [each.text for each in root.iter() if each.tag.endswith(("}title", "}desc"))]

    assert words[:2] == ["net", "“a” leads to “b”."]


def test_dot_is_a_digraph(tmp_path: Path) -> None:
    assert run(tmp_path, "-", "--format", "dot", given=BOXES.encode()).stdout.startswith("digraph")


def test_an_explanation_is_on_the_drawing_itself(tmp_path: Path) -> None:
    made = run(tmp_path, "-", "--explain", given=NESTED.encode())
    lines = made.stdout.splitlines()

    assert made.exit_code == 0
    assert lines[2:10] == NESTED.splitlines()
    assert lines[13:21] == [
        "wwwwwwwwwwwwwwwwwwww",
        "w ggggggg          w",
        "w wwwwwww  wwwwww  w ll   wwwwwwww",
        "w w ttt w  w tt w  w------w tttt w ??",
        "w wwwwwww  wwwwww  w      wwwwwwww",
        "wwwwwwwwwwwwwwwwwwww         -",
        "                             -",
        "                            nnn",
    ]
    assert '  g1  group "Backend": n1, n2' in lines
    assert '  g1 --> n3  "go"' in lines
    assert "  n3 -.-> n4" in lines
    assert lines[-1] == "  line 4, columns 36-37: ~~"


@pytest.mark.parametrize("drawing", [BOXES, TORN, NESTED, "Aaaa → Bbbb → Cccc\n"])
def test_an_explanation_fits_80_columns_and_has_no_escapes(tmp_path: Path, drawing: str) -> None:
    made = run(tmp_path, "-", "--explain", given=drawing.encode())

    assert max(map(len, made.stdout.splitlines())) <= 80
    assert "\x1b" not in made.stdout


def test_a_long_label_is_wrapped() -> None:
    text = f"+{'-' * 130}+   +---+\n| {'word ' * 25}    |-->| b |\n+{'-' * 130}+   +---+\n"
    drawing = read(text)
    assert isinstance(drawing, Drawing)
    explained = legend(text, drawing)

    assert max(map(len, explained.things)) <= WIDTH


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is not there"),
        (b"\xff\n", "is not UTF-8 text: see line 1"),
        (b"a\n" * 600_000, "has more than 1 MiB"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--write",)])
def test_a_file_that_cannot_be_taken_ends_with_2(
    tmp_path: Path, content: bytes | None, said: str, options: tuple[str, ...]
) -> None:
    if content is not None:
        (tmp_path / "x.md").write_bytes(content)
    made = run(tmp_path, "x.md", *options)

    assert made.exit_code == 2
    assert f"x.md {said}" in made.stderr


@pytest.mark.parametrize(
    ("make", "said"), [(os.mkdir, "is a folder"), (os.mkfifo, "is not a regular file")]
)
def test_folders_and_pipes_are_not_read(tmp_path: Path, make: click.FuncT, said: str) -> None:
    make(tmp_path / "x")
    made = run(tmp_path, "x")

    assert made.exit_code == 2
    assert f"x {said}" in made.stderr


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    made = run(tmp_path, "x" * 300)

    assert made.exit_code == 2
    assert "cannot be read: File name too long" in made.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("-", "--write"),
        ("x.md", "--write", "--explain"),
        ("x.md", "--write", "--format", "svg"),
        ("x.md", "--explain", "--format", "mermaid"),
    ],
)
def test_options_that_exclude_each_other_end_with_2(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert run(tmp_path, *arguments, given=b"").exit_code == 2


def page(*drawings: str, end: str = "\n") -> bytes:
    blocks = "\n".join(f"```\n{drawing}```\n" for drawing in drawings)
    return f"# Title\n\n{blocks}\nrest".replace("\n", end).encode()


def test_drawings_of_a_file_are_replaced_in_place(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(b"\xef\xbb\xbf" + page(BOXES, TORN, end="\r\n"))
    file.chmod(0o640)
    made = run(tmp_path, "--write", "README.md")
    expected = page(MERMAID, TORN, end="\r\n").replace(b"```\r\nflow", b"```mermaid\r\nflow")

    assert file.read_bytes() == b"\xef\xbb\xbf" + expected
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert (made.exit_code, made.stdout) == (0, "")
    assert made.stderr == (
        "README.md:3: replaced: 2 elements, 1 connection\n"
        "README.md:11: left as it is: 2 characters of the drawing were not read, the first in "
        "column 16 of its line\n"
    )
    assert [each.name for each in tmp_path.iterdir()] == ["README.md"]


def test_written_twice_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(page(BOXES))
    run(tmp_path, "--write", "README.md")
    before, state = file.read_bytes(), file.stat()
    made = run(tmp_path, "--write", "README.md")

    assert file.read_bytes() == before
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (state.st_ino, state.st_mtime_ns)
    assert made.stderr == "README.md: nothing to replace\n"


def test_a_file_that_may_not_be_written_stays(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(page(BOXES))
    file.chmod(0o444)
    made = run(tmp_path, "--write", "README.md")

    assert (made.exit_code, file.read_bytes()) == (2, page(BOXES))
    assert "README.md is read-only" in made.stderr


def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file = tmp_path / "README.md"
    file.write_bytes(page(BOXES))
    monkeypatch.setattr(os, "fsync", full)
    made = run(tmp_path, "--write", "README.md")

    assert isinstance(made.exception, OSError)
    assert file.read_bytes() == page(BOXES)
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(page(BOXES))
    (tmp_path / "link.md").symlink_to("real.md")
    run(tmp_path, "--write", "link.md")

    assert (tmp_path / "link.md").is_symlink()
    assert b"mermaid" in (tmp_path / "real.md").read_bytes()


def test_names_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    made = run(tmp_path, "\x1b[31mx")

    assert "\x1b" not in made.stderr
