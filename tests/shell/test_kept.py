"""A process that keeps what it worked out writes what one that keeps nothing writes."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from hypothesis import example, given, settings
from hypothesis import strategies as st

from costs import calls
from platformgen.artifact import HEADER
from platformgen.pages.figure import figure
from platformgen.pages.prose import prose
from platformgen.shell import building, tree
from platformgen.shell.disk import DiskProject
from platformgen.shell.kept import Kept
from platformgen.yamltext import stream
from platforms import generated
from running import LAMP, SHELF, TINY, laid
from running import tree as found

Edit: TypeAlias = tuple[str, str | None]
"""A file, and what it holds from now on; None where it goes."""

_PORT = SHELF.replace("      image:", "      env: {PORT: VALUE}\n      image:")
_NUMBER, _TRUE = _PORT.replace("VALUE", "1"), _PORT.replace("VALUE", "true")
_CLOCK = LAMP.replace("lamp", "clock")
_CONTENTS: dict[str, list[str | None]] = {
    "specs/shelf.yaml": [
        SHELF,
        *(_PORT.replace("VALUE", value) for value in ('"1"', "1", "true", '"true"', "1.5")),
        SHELF.replace("  shelf:\n", "  shelf:\n    title: <b>A *shelf*</b>\n    icon: 📚\n"),
        SHELF.replace("  shelf:\n", "  shelf:\n    dependsOn: [lamp]\n"),
        SHELF.replace("{readiness: /ready, liveness: /ready}", "{readiness: /ok, liveness: /ok}"),
        SHELF.replace("namespace", "namespac"),
        SHELF.replace("registry.example/shelf:1.0.0", "not an image"),
        f"\n\n{SHELF}",
    ],
    "specs/lamp.yaml": [LAMP, LAMP.replace("  lamp:\n", "  lamp:\n    title: The lamp\n"), None],
    "specs/clock.yaml": [_CLOCK, _CLOCK.replace("1.0.0", "2.0.0"), None],
    "docs/welcome.md": [
        TINY["docs/welcome.md"],
        "# Another title\n",
        "---\ncomponent: shelf\n---\n# The shelf\n",
        None,
    ],
    # What others do to what we wrote.
    "build/techdocs/index.md": [None],
    "deploy/kustomization.yaml": [None],
    "catalog/all.yaml": [HEADER],
}
EDITS = st.sampled_from(
    [(path, content) for path, contents in _CONTENTS.items() for content in contents]
)


@settings(max_examples=25)
@given(st.lists(EDITS, min_size=1, max_size=6))
@example([("specs/shelf.yaml", _NUMBER), ("specs/shelf.yaml", _TRUE)])
@example([("specs/lamp.yaml", None), ("specs/lamp.yaml", LAMP)])
def test_whatever_is_edited_the_outputs_are_those_of_a_clean_build(edits: list[Edit]) -> None:
    kept = Kept()
    with TemporaryDirectory() as name:
        project, clean = laid(Path(name, "project"), TINY), Path(name, "clean")
        built = building.build(DiskProject(project), None, strict=False, kept=kept)
        for edit in edits:
            apply(project, edit)
            built = building.build(DiskProject(project), None, strict=False, kept=kept)
        for folder in ("specs", "docs"):
            shutil.copytree(project / folder, clean / folder)
        anew = building.build(DiskProject(clean), None, strict=False)

        assert built.diagnostics == anew.diagnostics
        if anew.artifacts is not None:
            assert outputs(project) == outputs(clean)


def apply(project: Path, edit: Edit) -> None:
    path, content = edit
    if content is not None:
        laid(project, {path: content})
    else:
        (project / path).unlink(missing_ok=True)


def outputs(project: Path) -> dict[str, bytes]:
    return {path: text for path, text in found(project).items() if ".record" not in path}


def test_one_component_costs_what_it_touches_whatever_the_platform(tmp_path: Path) -> None:
    few, many = (costs_of_one(tmp_path / str(count), count) for count in (24, 48))

    # Five files differ; they alone are compared with what stands there.
    assert few["files"] == many["files"] == 5
    # Its page, and those of all components together, of which one is a system's.
    assert few["pages"] == 21
    assert many["pages"] == 22
    # Those of the whole platform.
    assert few["figures"] == many["figures"] == 3
    # An entity and a catalog; no object has the description.
    assert few["texts"] == many["texts"]


def costs_of_one(project: Path, count: int) -> dict[str, int]:
    """Return how often something is made where one component of so many has other words."""
    generated.write(count, project)
    spec, kept = project / "specs" / "components" / "000.yaml", Kept()
    building.build(DiskProject(project), None, strict=False, kept=kept)
    spec.write_text(spec.read_text().replace("only number 3 of", "no other than number 3 of"))
    build = partial(building.build, DiskProject(project), None, strict=False, kept=kept)
    found = calls(build, tree.read, prose, figure, stream)
    return dict(zip(("files", "pages", "figures", "texts"), found, strict=True))
