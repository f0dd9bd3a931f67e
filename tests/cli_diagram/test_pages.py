"""Drawings in the pages of a project: shown as pictures, and what is not shown is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from platformgen.cli.main import program

SPEC = """\
platform: {name: tiny, owner: core}
cluster:
  context: kind-tiny
  kubernetes: "1.34"
  domain: tiny.local
  address: 127.0.0.1
  routing: {ingress: nginx}
teams: {core: {}}
namespaces: {apps: {}}
components: {shop: {}}
"""
BOXES = "+-------+     +-------+\n| order |---->| store |\n+-------+     +-------+\n"
APART = "+-------+     +-------+\n| order |     | store |\n+-------+     +-------+\n"
TORN = "+-------+     +-------+\n| order |---->| store |  ~~\n+-------+     +-------+\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/platform.yaml").write_text(SPEC)
    (tmp_path / "docs").mkdir()
    return tmp_path


def built(project: Path, page: str, *options: str) -> Result:
    (project / "docs/page.md").write_text(page)
    arguments = ["-C", str(project), "build", "--no-site", *options]
    return CliRunner().invoke(program, arguments)


def site(project: Path, path: str) -> str:
    return (project / "build/techdocs" / path).read_text("utf-8")


@pytest.mark.parametrize("info", ["", "text", "ascii"])
def test_a_drawing_is_a_picture_with_its_words_and_its_source(project: Path, info: str) -> None:
    made = built(project, f"# Shop\n\n## Way\n\n```{info}\n{BOXES}```\n")
    page, svg = site(project, "page.md"), site(project, "assets/diagrams/docs/page-1.svg")

    assert made.exit_code == 0
    assert "PG06" not in made.stderr
    assert "![Way](assets/diagrams/docs/page-1.svg)" in page
    assert "    - “order” leads to “store”." in page
    assert '    n1["order"]' in page.replace("      n1", "    n1")
    assert BOXES not in page
    assert "<title" in svg


def test_mermaid_is_drawn(project: Path) -> None:
    made = built(project, "# Shop\n\n```mermaid\nflowchart LR\n  a --> b\n```\n")

    assert "PG06" not in made.stderr
    assert "<svg" in site(project, "assets/diagrams/docs/page-1.svg")


@pytest.mark.parametrize("drawing", [BOXES, APART, TORN])
def test_a_block_that_is_to_stay_stays_without_a_word(project: Path, drawing: str) -> None:
    made = built(project, f"# Shop\n\n```text no-diagram\n{drawing}```\n")

    assert "PG06" not in made.stderr
    assert drawing in site(project, "page.md")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (f"```\n{APART}```\n", "docs/page.md:3:1: warning[PG061]: this block is not drawn"),
        (f"```\n{TORN}```\n", "docs/page.md:5:1: warning[PG061]: 2 characters of the drawing"),
        (
            "```mermaid\nflowchart LR\n  a ---\n```\n",
            "docs/page.md:3:1: warning[PG061]: this Mermaid source is not drawn",
        ),
        ("se\ufffdor\n", "docs/page.md:3:3: warning[PG062]: the character marked in 'se\ufffdor'"),
    ],
)
def test_what_is_not_shown_as_meant_is_a_warning(project: Path, block: str, said: str) -> None:
    made = built(project, f"# Shop\n\n{block}")

    assert made.exit_code == 0
    assert said in made.stderr


@pytest.mark.parametrize("block", [f"```\n{APART}```\n", f"```\n{TORN}```\n", "se\ufffdor\n"])
def test_with_strict_it_is_an_error(project: Path, block: str) -> None:
    made = built(project, f"# Shop\n\n{block}", "--strict")

    assert made.exit_code == 2
    assert not (project / "build/techdocs").exists()


def test_an_imported_guide_is_built(project: Path) -> None:
    way = f"```\n{BOXES}```\n\nTo [the end](#end), {{{{ shop.nothing }}}}."
    text = f"# Guide\n\n## Way\n\n{way}\n\n## End\n\nfin\n"
    (project / "GUIDE.md").write_text(text)
    CliRunner().invoke(program, ["-C", str(project), "import", "guide", "GUIDE.md"])
    made = CliRunner().invoke(program, ["-C", str(project), "build", "--no-site"])

    assert made.exit_code == 0
    assert "To [the end](end.md), {{ shop.nothing }}." in site(project, "guide/way.md")
    assert "![Way](../assets/diagrams/docs/guide/way-1.svg)" in site(project, "guide/way.md")
