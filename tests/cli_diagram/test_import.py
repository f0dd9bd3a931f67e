"""`platformgen import guide`: pages in a project, nothing of others written over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mojibake.damage import dropped
from platformgen.cli.main import program
from platformgen.diagram import read, to_mermaid
from platformgen.mojibake import LOST

DRAWING = """\
┌───────────┐       ┌────────────┐
│ Almacén   │──────▶│ Reposición │
└─────┬─────┘       └────────────┘
      │ avisa
      ▼
┌───────────┐
│ Dueño     │
└───────────┘
"""
GUIDE = f"""\
# 🐝 Guía del almacén

Aquí está todo: qué hay, dónde está y quién responde.

## Índice

1. [Cómo está hecho](#cómo-está-hecho)
2. [Día a día](#día-a-día)

---

## Cómo está hecho

```
{DRAWING}```

```
NOMBRE   TAMA   PUESTO
uno      1      norte
dos      2      sur
```

## Día a día

Más en [cómo está hecho](#cómo-está-hecho): señales → acciones.
"""
ANCHOR = re.compile(r"\(#[^)]*\)")


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, ["-C", str(folder), "import", "guide", *arguments])


def written(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text("utf-8") for each in sorted(folder.iterdir())}


def test_a_guide_becomes_pages(tmp_path: Path) -> None:
    (tmp_path / "GUIA.md").write_text(GUIDE, "utf-8")
    made = run(tmp_path, "GUIA.md")

    assert (made.exit_code, made.stdout.splitlines()) == (
        0,
        [
            "docs/guide/guia-del-almacen.md",
            "docs/guide/indice.md",
            "docs/guide/como-esta-hecho.md",
            "docs/guide/dia-a-dia.md",
        ],
    )
    assert made.stderr == (
        "GUIA.md: 1 drawing is Mermaid now\nGUIA.md:25: left as it is: this is a table\n"
    )
    assert (
        "1. [Cómo está hecho](como-esta-hecho.md)"
        in written(tmp_path / "docs" / "guide")["indice.md"]
    )


@pytest.mark.parametrize("codec", ["cp1252", "cp1254"])
def test_a_damaged_guide_gives_the_same_drawings_and_marks_where_it_differs(
    tmp_path: Path, codec: str
) -> None:
    (tmp_path / "clean.md").write_text(GUIDE, "utf-8")
    (tmp_path / "damaged.md").write_text(dropped(GUIDE, codec), "utf-8")
    run(tmp_path, "clean.md", "--to", "docs/clean", "--single")
    made = run(tmp_path, "damaged.md", "--to", "docs/damaged", "--single")
    (clean,) = written(tmp_path / "docs/clean").values()
    (damaged,) = written(tmp_path / "docs/damaged").values()
    mermaid = to_mermaid(DRAWING)

    # Anchors are made of headings, without what is lost in these.
    pattern = re.escape(ANCHOR.sub("", damaged)).replace(LOST, ".")

    assert mermaid
    assert mermaid in damaged
    assert re.fullmatch(pattern, ANCHOR.sub("", clean), re.DOTALL)
    assert "damaged.md: was UTF-8 read as Windows-" in made.stderr


def test_what_is_lost_is_listed_where_it_is_to_be_mended(tmp_path: Path) -> None:
    (tmp_path / "g.md").write_text(dropped(GUIDE, "cp1252"), "utf-8")
    made = run(tmp_path, "g.md")
    places = re.findall(
        r"^(docs/guide/[\w-]+\.md):(\d+):(\d+): the character", made.stderr, re.MULTILINE
    )
    marks = [
        (f"docs/guide/{name}", str(number), str(at + 1))
        for name, text in written(tmp_path / "docs" / "guide").items()
        for number, line in enumerate(text.split("\n"), 1)
        for at in (found.start() for found in re.finditer(LOST, line))
    ]

    assert sorted(places) == sorted(marks)
    assert len(marks) >= 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("año\n".encode("utf-16"), "g.md: read as UTF-16\n"),
        ("año\n".encode("cp1252"), "g.md: read as Windows-1252\n"),
        (
            dropped(f"{DRAWING}", "cp1254").encode(),
            "lost strokes of frames restored from their neighbours\n",
        ),
        (b"a\xef\xbf\xbdb", "g.md: 1 character is lost, marked with U+FFFD\n"),
    ],
)
def test_what_was_repaired_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "g.md").write_bytes(content)

    assert said in run(tmp_path, "g.md").stderr


def test_pages_of_others_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "g.md").write_text("## A\n\nnew\n\n## B\n\nnew\n")
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "docs/guide/b.md").write_text("old\n")
    made = run(tmp_path, "g.md")

    assert made.exit_code == 2
    assert "already there: docs/guide/b.md; nothing was written" in made.stderr
    assert written(tmp_path / "docs" / "guide") == {"b.md": "old\n"}


def test_with_force_they_are(tmp_path: Path) -> None:
    (tmp_path / "g.md").write_text("## A\n\nnew\n\n## B\n\nnew\n")
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "docs/guide/b.md").write_text("old\n")
    made = run(tmp_path, "g.md", "--force")

    assert made.exit_code == 0
    assert "new" in written(tmp_path / "docs" / "guide")["b.md"]


def test_with_force_a_link_is_replaced_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "g.md").write_text("## A\n\nnew\n")
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "kept.md").write_text("kept\n")
    (tmp_path / "docs/guide/a.md").symlink_to("../../kept.md")
    run(tmp_path, "g.md", "--force")

    assert (tmp_path / "kept.md").read_text() == "kept\n"
    assert "new" in written(tmp_path / "docs" / "guide")["a.md"]


def test_a_page_that_may_not_be_written_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "g.md").write_text("## A\n\nnew\n")
    run(tmp_path, "g.md")
    (tmp_path / "docs/guide/a.md").chmod(0o444)
    made = run(tmp_path, "g.md", "--force")

    assert made.exit_code == 2
    assert "a page in docs/guide is read-only" in made.stderr


@pytest.mark.parametrize("folder", ["..", "/", "out"])
def test_pages_stay_in_the_project(tmp_path: Path, folder: str) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "out").symlink_to(tmp_path)
    (project / "g.md").write_text("text\n")
    made = run(project, "g.md", "--to", folder)

    assert made.exit_code == 2
    assert "is not in the project" in made.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["project"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "is not there"), (b"a\0b", "has NUL"), (b"a" * 1_048_577, "has more than 1 MiB")],
)
def test_a_file_that_is_no_text_ends_with_2(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "g.md").write_bytes(content)
    made = run(tmp_path, "g.md")

    assert made.exit_code == 2
    assert said in made.stderr
    assert not (tmp_path / "docs" / "guide").exists()


def test_the_drawing_of_this_test_is_one() -> None:
    assert not getattr(read(DRAWING), "unread", "refused")


@pytest.mark.parametrize("to", ["docs", "./docs/", "docs/x/.."])
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_guide_never_stands_in_for_a_page_made_from_the_spec(
    tmp_path: Path, to: str, force: tuple[str, ...]
) -> None:
    (tmp_path / "guide.md").write_text("# Ours\n\n## Install\n\nSo.\n\n## Glossary\n\nNo.\n")
    refused = run(tmp_path, "guide.md", "--to", to, *force)

    assert refused.exit_code == 2
    assert "docs/install.md, docs/glossary.md; nothing was written" in refused.stderr
    assert "choose another folder" in refused.stderr
    assert not (tmp_path / "docs").exists()


@pytest.mark.parametrize("to", ["docs/components", "docs/systems"])
def test_folders_of_made_pages_are_theirs(tmp_path: Path, to: str) -> None:
    (tmp_path / "guide.md").write_text("# Ours\n\nSo.\n")

    assert run(tmp_path, "guide.md", "--to", to).exit_code == 2


def test_a_guide_may_go_beside_made_pages(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text("# Ours\n\nSo.\n")
    made = run(tmp_path, "guide.md", "--to", "docs", "--single")

    assert (made.exit_code, made.stdout) == (0, "docs/ours.md\n")
