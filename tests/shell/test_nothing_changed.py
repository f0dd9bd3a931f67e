"""A build that has nothing to do does nothing, and asks for nothing."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from running import TINY, WELCOME, built, laid, run, states, tree

SPY = """\
import atexit, sys
from platformgen.cli import main
atexit.register(lambda: print(*sorted(sys.modules), file=open({told!r}, "w"), sep="\\n"))
main()
"""


def imported(folder: Path, *arguments: str) -> set[str]:
    """Return the top-level packages that a command imported."""
    told = folder.parent / "modules"
    program = (sys.executable, "-c", SPY.format(told=str(told)))
    done = run(folder, *arguments, program=program)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in told.read_text().split()}


def test_a_second_build_writes_nothing(tiny: Path) -> None:
    before = states(tiny)
    done = run(tiny, "build", "--no-site")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing changed\n")
    assert states(tiny) == before


def test_a_second_build_with_the_site_writes_nothing(tiny: Path) -> None:
    run(tiny, "build")
    before = states(tiny)
    done = run(tiny, "build")

    assert (done.returncode, done.stderr) == (0, "nothing changed\n")
    assert states(tiny) == before


def test_a_touched_source_changes_no_output(tiny: Path) -> None:
    os.utime(tiny / "specs/shelf.yaml")
    before = states(tiny)
    built(tiny)

    assert states(tiny) == before


def test_only_what_changed_is_written(tiny: Path) -> None:
    before = states(tiny)
    laid(tiny, {"docs/welcome.md": WELCOME + "\nMore.\n"})
    built(tiny)
    after = states(tiny)
    changed = {path for path in before if before[path] != after[path] and Path(path).is_file()}

    assert changed == {
        f"{tiny}/docs/welcome.md",
        f"{tiny}/build/techdocs/welcome.md",
        f"{tiny}/build/.record.json",
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("specs/new.yaml", "systems: {store: {title: Store}}\n"),
        ("docs/new.md", WELCOME.replace("Welcome", "New")),
        ("specs/environments/apps.yaml", "cluster: {context: kind-tiny-prod}\n"),
        ("platform.lock", "a lock\n"),
    ],
)
def test_a_new_source_is_seen(tiny: Path, path: str, text: str) -> None:
    done = run(laid(tiny, {path: text}), "build", "--no-site")

    assert done.stderr != "nothing changed\n"


def test_an_error_in_a_new_environment_is_not_missed(tiny: Path) -> None:
    laid(tiny, {"specs/environments/apps.yaml": "cluster: {context: kind-tiny-prod}\n"})
    built_again, checked = run(tiny, "build"), run(tiny, "build", "--check")

    assert "error[PG051]" in built_again.stderr
    assert (built_again.returncode, checked.returncode) == (2, 2)


@pytest.mark.parametrize("path", list(TINY))
def test_a_source_that_goes_is_missed(tiny: Path, path: str) -> None:
    (tiny / path).unlink()
    done = run(tiny, "build", "--no-site")

    assert done.stderr != "nothing changed\n"


def test_a_build_by_another_version_is_made_again(tiny: Path) -> None:
    record = tiny / "build/.record.json"
    data = json.loads(record.read_text())
    record.write_text(json.dumps({**data, "version": "0.0.0"}))
    before = tree(tiny)
    built(tiny)

    assert json.loads(record.read_text())["version"] == data["version"]
    assert tree(tiny) == before


def test_the_record_of_a_changed_platform_forgets_what_is_no_longer_read(tiny: Path) -> None:
    (tiny / "docs/welcome.md").unlink()
    built(tiny)
    inputs = json.loads((tiny / "build/.record.json").read_text())["inputs"]

    assert "docs/welcome.md" not in inputs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        "[" * 100_000,
        '{"version": 1}',
        '{"outputs": {"../outside": null}}',
        "\x00\xff",
    ],
)
def test_a_record_that_is_none_of_ours_is_as_good_as_none(tiny: Path, text: str) -> None:
    before = tree(tiny)
    (tiny / "build/.record.json").write_text(text)

    assert tree(built(tiny)) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outputs", 5),
        ("outputs", {"../outside": None}),
        ("outputs", {"/etc/hostname": [1, 2]}),
        ("outputs", {"catalog/all.yaml": ["a", "b"]}),
        ("outputs", {"catalog/all.yaml": [1]}),
        ("inputs", {"/etc/hostname": None}),
        ("inputs", {"specs/shelf.yaml": 1}),
        ("complete", "yes"),
        ("diagnostics", [{"code": "PG001"}]),
        ("diagnostics", 1),
        ("site", 1),
        ("environments", [1]),
        ("stranger", 1),
    ],
)
def test_a_record_with_a_field_that_is_none_of_ours_is_as_good_as_none(
    tiny: Path, field: str, value: object
) -> None:
    record = tiny / "build/.record.json"
    before, data = tree(tiny), json.loads(record.read_text())
    record.write_text(json.dumps({**data, field: value}))
    done = run(tiny, "build", "--no-site")

    assert (done.returncode, tree(tiny)) == (0, before), done.stderr
    assert set(json.loads(record.read_text())) == set(data)


def test_a_second_build_imports_no_compiler(tiny: Path) -> None:
    run(tiny, "build")
    heavy = {"yaml", "jsonschema", "jsonschema_rs", "jinja2", "mkdocs", "kubernetes", "mmdr"}

    assert not imported(tiny, "build") & heavy


@pytest.mark.parametrize("arguments", [["validate"], ["build", "--no-site"], ["build", "--check"]])
def test_compiling_never_imports_a_client_of_the_cluster_or_mkdocs(
    tmp_path: Path, arguments: list[str]
) -> None:
    folder = laid(tmp_path / "tiny", TINY)
    if "--check" in arguments:
        built(folder)

    assert not imported(folder, *arguments) & {"kubernetes", "mkdocs", "material"}


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_help_imports_click_and_what_values_are_made_of(
    tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "empty").mkdir()
    found = imported(tmp_path / "empty", *arguments)
    others = found - sys.stdlib_module_names - {"__main__", "__mp_main__"}

    assert {name for name in others if not name.startswith(("_", "sphinxcontrib"))} <= {
        "click",
        "msgspec",
        "platformgen",
        "typing_extensions",
    }
