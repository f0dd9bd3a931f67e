"""What one change costs a preview: counted, for seconds depend on who else is at work."""

from __future__ import annotations

from pathlib import Path

import pytest

from platformgen.shell import building, finishing, record
from platformgen.shell.disk import DiskProject
from platformgen.shell.preview.opening import preview
from platforms import generated


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
