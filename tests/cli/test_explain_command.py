"""`platformgen explain` answers about whatever has a name, and completion offers the names."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from platformgen.cli.main import program
from running import SHOP, TINY, laid, run

ACTORS = "actors:\n  buyer: {title: A buyer}\n"


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        (
            "buyer",
            "buyer is an actor of flows, written at specs/actors.yaml:2:3\n  title: A buyer\n",
        ),
        ("core", "core is a team, written at specs/platform.yaml:"),
        ("apps", "apps is a namespace, written at specs/platform.yaml:"),
        ("shelf", "shelf is a component, written at specs/shelf.yaml:2:3\n"),
        ("platform", "platform\n"),
        ("components.shelf", "components.NAME\n"),
        ("secrets.x.keys.y", "secrets.NAME.keys.NAME\n\n"),
        ("components.x.workload.env.LOG", "components.NAME.workload.env.NAME\n"),
    ],
)
def test_a_thing_by_its_name(tmp_path: Path, subject: str, shown: str) -> None:
    folder = laid(tmp_path, {**TINY, "specs/actors.yaml": ACTORS})

    assert run(folder, "explain", subject).stdout.startswith(shown)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("components.shef", "there is no field 'shef' in components"),
        (
            "components.shelf.hst",
            "there is no field 'hst' in components.NAME; did you mean 'host'?",
        ),
        (
            "shel",
            "no field and no thing of this platform\n  fix: did you mean 'shelf'?",
        ),
        ("secrets.keys.generat", "there is no field 'generat' in secrets.NAME.keys; did you mean"),
        ("zzz", "`platformgen explain` lists what there is"),
    ],
)
def test_what_there_is_not_is_said_with_the_nearest(
    tmp_path: Path, subject: str, said: str
) -> None:
    done = run(laid(tmp_path, TINY), "explain", subject)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_without_an_argument_all_is_listed(tmp_path: Path) -> None:
    said = run(laid(tmp_path, TINY), "explain").stdout

    assert "Fields:\n  platformgen " in said
    assert "\n  PG063  A link that leads nowhere\n" in said
    assert said.endswith("Names: apps, cluster, core, gitops, lamp, platform, shelf\n")


@pytest.mark.parametrize(
    ("arguments", "begun", "expected"),
    [
        (["graph"], "arch", ["architecture"]),
        (["graph"], "she", ["shelf"]),
        (["build", "--env"], "", ["prod"]),
        (["explain"], "PG06", ["PG060", "PG061", "PG062", "PG063"]),
        (["explain"], "she", ["shelf"]),
        (["explain"], "nam", ["namespaces"]),
    ],
)
def test_a_shell_is_offered_names(
    tmp_path: Path, arguments: list[str], begun: str, expected: list[str]
) -> None:
    folder = laid(tmp_path, {**TINY, "specs/environments/prod.yaml": "platform: {title: Prod}\n"})
    shell = ShellComplete(program, {}, "platformgen", "_PLATFORMGEN_COMPLETE")
    offered = shell.get_completions(["-C", str(folder), *arguments], begun)

    assert [each.value for each in offered] == expected


def test_where_there_is_no_spec_a_shell_is_offered_what_all_have(tmp_path: Path) -> None:
    shell = ShellComplete(program, {}, "platformgen", "_PLATFORMGEN_COMPLETE")
    offered = shell.get_completions(["-C", str(tmp_path), "graph"], "n")

    assert [each.value for each in offered] == ["network"]


def test_a_diagram_is_written_as_a_picture() -> None:
    assert run(SHOP, "graph", "--format", "svg").stdout.startswith("<svg")
