"""What changes cost a preview, and what it shows then.

Costs are counted: seconds depend on who else is at work.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from platformgen.shell import building, finishing, record
from platformgen.shell.disk import DiskProject
from platformgen.shell.kept import Kept
from platformgen.shell.preview.opening import preview
from platforms import generated
from running import LAMP, SHELF, TINY, laid, tree


@pytest.mark.parametrize("count", [24, 48])
def test_one_component_is_as_many_files_and_pages_whatever_the_platform(
    tmp_path: Path, count: int
) -> None:
    generated.write(count, tmp_path)
    spec = tmp_path / "specs" / "components" / "000.yaml"
    with preview(tmp_path, None, 0) as opened:
        building.build(DiskProject(tmp_path), None, strict=False)
        finishing.build_site(DiskProject(tmp_path), None)
        opened.begin()
        spec.write_text(spec.read_text().replace("only number 3 of", "no other than number 3 of"))
        done = building.build(DiskProject(tmp_path), None, strict=False)
        pages = opened.shown.update(record.finished(tmp_path / "build").outputs)
        shown = opened.shown.content("components/service-00003/index.html")

    assert sorted(done.changes.written) == [
        "build/techdocs/components/service-00003.md",
        "build/techdocs/index.md",
        "build/techdocs/llms.txt",
        "build/techdocs/systems/system-000.md",
        "catalog/component/service-00003.yaml",
    ]
    assert done.changes.removed == ()
    # The smallest is made first.
    assert pages[0] == "components/service-00003/index.html"
    assert set(pages[1:]) == {"systems/system-000/index.html", "index.html"}
    assert shown is not None
    assert b"no other than number 3 of" in shown


def test_after_many_changes_every_page_is_that_of_a_clean_build(tmp_path: Path) -> None:
    project, kept = laid(tmp_path / "project", TINY), Kept()
    with preview(project, None, 0) as opened:
        building.build(DiskProject(project), None, strict=False, kept=kept)
        finishing.build_site(DiskProject(project), None)
        opened.begin()
        for path, content in (
            ("specs/shelf.yaml", SHELF.replace("  shelf:\n", "  shelf:\n    title: Books\n")),
            ("specs/clock.yaml", LAMP.replace("lamp", "clock")),
            ("specs/shelf.yaml", SHELF.replace("namespace", "namespac")),
            ("specs/shelf.yaml", SHELF.replace("  shelf:\n", "  shelf:\n    dependsOn: [clock]\n")),
            ("docs/welcome.md", "# Another title\n"),
            ("specs/lamp.yaml", "teams: {night: {}}\n"),
        ):
            laid(project, {path: content})
            if building.build(DiskProject(project), None, strict=False, kept=kept).artifacts:
                opened.update()
        clean = laid(tmp_path / "clean", sources(project))
        building.build(DiskProject(clean), None, strict=False)
        finishing.build_site(DiskProject(clean), None)
        pages = html(clean)
        shown = {path: opened.shown.content(path) for path in pages}

    assert "components/clock/index.html" in pages
    assert "components/lamp/index.html" not in pages
    assert [path for path in pages if shown[path] != pages[path]] == []


def sources(project: Path) -> dict[str, str]:
    files = {top: tree(project / top) for top in ("specs", "docs")}
    return {f"{top}/{path}": files[top][path].decode() for top in files for path in files[top]}


def html(project: Path) -> dict[str, bytes]:
    """Return the pages of a site, but that of all pages that are not there."""
    site = tree(project / "build" / "site")
    return {path: site[path] for path in site if path.endswith(".html") and path != "404.html"}
