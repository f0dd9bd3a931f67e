"""What a person, a script and a log get to read."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from platformgen.cli import wrapping
from running import PROGRAM, SHELF, TINY, built, environment, laid, run

WRONG = SHELF + "    dependsOn: [lmap]\n"
HELPS = [
    *([], ["init"], ["validate"], ["build"], ["diff"], ["publish"], ["hosts"], ["hosts", "show"]),
    *(["apply"], ["graph"], ["diagram"], ["import"], ["import", "guide"], ["explain"], ["schema"]),
    *(
        ["completion"],
        ["lock"],
        ["status"],
        ["credentials"],
        ["doctor"],
        ["destroy"],
        ["history"],
        ["rollback"],
        ["docs"],
        ["docs", "serve"],
    ),
    *(["hosts", "apply"], ["hosts", "remove"]),
]
ESCAPE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def wrong(folder: Path) -> Path:
    return laid(folder, {**TINY, "specs/shelf.yaml": WRONG})


def on_a_terminal(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run the program on a terminal of 80 columns, and return what is seen there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "-C", str(folder), *arguments],
        env=environment({"TERM": "xterm", **(env or {})}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while True:
        ready, _, _ = select.select([ours], [], [], 60)
        assert ready, seen
        try:
            piece = os.read(ours, 65536)
        except OSError as error:
            assert error.errno == errno.EIO  # noqa: PT017  # the terminal's way to say the end
            break
        if not piece:
            break
        seen += piece
    process.wait()
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("command", HELPS, ids=" ".join)
def test_every_help_has_examples_and_fits_eighty_columns(command: list[str]) -> None:
    done = run(".", *command, "--help", env={"COLUMNS": "80"})
    lines = done.stdout.splitlines()

    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if "platformgen " in line and line.startswith("    ")]


def test_help_fits_a_wide_terminal_too() -> None:
    lines = run(".", "build", "--help", env={"COLUMNS": "200"}).stdout.splitlines()

    assert max(map(len, lines)) <= 80


def test_every_command_of_the_list_is_there() -> None:
    listed = run(".", "--help").stdout.partition("Commands:\n")[2]
    names = re.findall(r"^  (\w+)  ", listed, re.MULTILINE)

    assert names
    assert {tuple(each) for each in HELPS if len(each) == 1} == {(name,) for name in names}


def test_findings_go_to_stderr_and_data_to_stdout(tmp_path: Path) -> None:
    done = run(wrong(tmp_path), "validate")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "specs/shelf.yaml:9:17: error[PG020]: shelf depends on 'lmap', which is not a component\n"
        "  why: the catalog, the apply order and the network policies are built from these names\n"
        "  fix: did you mean 'lamp'?\n"
        "1 error\n"
    )


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        (["validate"], {"diagnostics"}),
        (["build", "--no-site"], {"diagnostics", "written", "removed", "site"}),
        (["build", "--check"], {"diagnostics", "stale"}),
        (["diff"], {"diagnostics", "written", "removed"}),
        (["publish", "--to", "file://OUT"], {"diagnostics", "dryRun", "written", "removed"}),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_json_is_one_document_of_the_same_fields_whatever_happens(
    tmp_path: Path, arguments: list[str], fields: set[str]
) -> None:
    arguments = [each.replace("OUT", f"{tmp_path}/out") for each in arguments]
    failed = run(wrong(tmp_path / "wrong"), *arguments, "--format", "json")
    well = run(laid(tmp_path / "well", TINY), *arguments, "--format", "json")
    (found,) = json.loads(failed.stdout)["diagnostics"]

    assert (failed.returncode, failed.stderr) == (2, "")
    assert set(json.loads(failed.stdout)) == set(json.loads(well.stdout)) == fields
    assert found["code"] == "PG020"
    assert (found["file"], found["line"], found["column"]) == ("specs/shelf.yaml", 9, 17)
    assert json.loads(well.stdout)["diagnostics"] == []


def test_a_build_ends_with_where_to_look(tmp_path: Path) -> None:
    folder = laid(tmp_path, TINY)
    first = run(folder, "build")
    (folder / "catalog/all.yaml").unlink()
    second = run(folder, "build", "--no-site")
    third = run(folder, "build", "--no-site")

    assert first.stderr.splitlines()[-1] == (
        "look at build/site/index.html, build/backstage/, build/techdocs/, "
        "catalog/, deploy/, specs/"
    )
    assert second.stderr.splitlines()[-1] == "look at catalog/"
    assert "look at" not in third.stderr


def test_json_names_what_was_written(tmp_path: Path) -> None:
    folder = laid(tmp_path / "tiny", TINY)
    first = json.loads(run(folder, "build", "--format", "json").stdout)
    second = json.loads(run(folder, "build", "--format", "json").stdout)

    assert "deploy/apps/shelf.yaml" in first["written"]
    assert first["site"] > 0
    assert second == {"diagnostics": [], "written": [], "removed": [], "site": 0}


@pytest.mark.parametrize("command", [["build", "--check"], ["diff"]], ids=" ".join)
def test_a_difference_is_data(tmp_path: Path, command: list[str]) -> None:
    folder = built(laid(tmp_path / "tiny", TINY))
    laid(folder, {"specs/shelf.yaml": SHELF.replace("1.0.0", "2.0.0")})
    text = run(folder, *command)
    listed = run(folder, *command, "--format", "json")
    names = json.loads(listed.stdout)

    assert (text.returncode, listed.returncode) == (1, 1)
    assert text.stdout.startswith("--- a/")
    assert "deploy/apps/shelf.yaml" in names.get("stale", names.get("written"))


def test_annotations_stand_beside_the_line_in_github(tmp_path: Path) -> None:
    done = run(wrong(tmp_path), "build", "--format", "github")
    (annotation,) = done.stdout.splitlines()

    assert annotation.startswith("::error file=specs/shelf.yaml,line=9,col=17,title=PG020::shelf ")
    assert "%0A" in annotation


def test_stale_files_are_annotated_in_github(tmp_path: Path) -> None:
    folder = built(laid(tmp_path / "tiny", TINY))
    laid(folder, {"specs/shelf.yaml": SHELF.replace("1.0.0", "2.0.0")})
    done = run(folder, "build", "--check", "--format", "github")

    assert "::error file=deploy/apps/shelf.yaml,title=stale::" in done.stdout


HOSTILE = "\x1b[2J\x9b1m\u202e\r::error::x %0A ##[group]y ##vso[task.setvariable]z"


def hostile(folder: Path) -> Path:
    """A project whose texts and file names try to act on what prints them."""
    quoted = json.dumps(f"first\n::add-mask::a\n  ::stop-commands::b\n{HOSTILE}")
    spec = f"systems: {{store: {{title: Store, description: {quoted}}}}}\n"
    return laid(folder, {**TINY, "specs/\x1b[31mstore\n::error::.yaml": spec})


@pytest.mark.parametrize(
    "arguments",
    [
        *(["validate"], ["validate", "--format", "github"], ["validate", "--format", "json"]),
        *(["build", "--no-site"], ["build", "--check"], ["diff"], ["explain", HOSTILE]),
        *(["build", "--check", "--format", "github"], ["build", "--env", HOSTILE], [HOSTILE]),
        *(["-C", HOSTILE, "build"], ["graph", HOSTILE], ["publish", "--to", HOSTILE]),
        *(["build", "--format", HOSTILE], ["init", HOSTILE], ["diagram", HOSTILE]),
    ],
    ids=lambda each: " ".join(each).partition("\x1b")[0],
)
def test_nothing_that_others_wrote_acts_on_a_terminal_or_a_log(
    tmp_path: Path, arguments: list[str]
) -> None:
    folder = hostile(tmp_path / "project")
    done = run(folder, *arguments)
    said = done.stdout + done.stderr
    commands = [line for line in said.splitlines() if line.lstrip().startswith("::")]

    assert done.returncode in {0, 1, 2, 3}
    assert not ESCAPE.findall(said)
    assert all(re.match(r"::(error|warning) file=", line) for line in commands)
    assert all("github" in arguments for _ in commands)
    assert not re.search(r"##\w*\[", said)


def test_what_is_spelled_out_in_json_reads_back_the_same(tmp_path: Path) -> None:
    name = "specs/\x1b[31m\u202estore.yaml"
    folder = laid(tmp_path, {**TINY, name: "systems: [\n"})
    done = run(folder, "validate", "--format", "json")
    (found,) = json.loads(done.stdout)["diagnostics"]

    assert found["file"] == name


def test_a_file_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    folder = laid(tmp_path, TINY)
    (Path(os.fsdecode(os.fsencode(folder) + b"/specs/\xff.yaml"))).write_text("systems: [\n")
    text, data = run(folder, "validate"), run(folder, "validate", "--format", "json")

    assert text.returncode == data.returncode == 2
    assert "specs/\\udcff.yaml:2:1: error" in text.stderr
    assert json.loads(data.stdout)["diagnostics"][0]["file"] == "specs/\udcff.yaml"


def test_a_terminal_gets_colour(tmp_path: Path) -> None:
    folder = wrong(tmp_path)

    assert "\x1b[31m\x1b[1merror\x1b[0m[PG020]" in on_a_terminal(folder, "validate")


@pytest.mark.parametrize("command", [["validate"], ["diff"], ["build", "--check"]], ids=" ".join)
def test_no_color_is_obeyed(tmp_path: Path, command: list[str]) -> None:
    folder = built(laid(tmp_path, TINY))
    laid(
        folder, {"specs/shelf.yaml": WRONG if command == ["validate"] else SHELF + "    title: X\n"}
    )
    coloured = on_a_terminal(folder, *command)
    plain = on_a_terminal(folder, *command, env={"NO_COLOR": "1"})

    assert "\x1b" in coloured
    assert "\x1b" not in plain
    assert "\x1b" not in run(folder, *command, env={"TERM": "xterm"}).stdout


def test_who_waits_at_a_terminal_is_told_for_what(tmp_path: Path) -> None:
    folder = laid(tmp_path, TINY)
    lock = os.open(folder, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "-C", str(folder), "build", "--no-site"], env=environment(), stderr=theirs
    )
    said = os.read(ours, 65536)
    os.close(lock)

    assert process.wait(60) == 0
    assert said == "compiling …\r\n".encode()
    os.close(ours)
    os.close(theirs)


def test_a_script_is_told_of_no_progress(tmp_path: Path) -> None:
    done = run(laid(tmp_path, TINY), "build")

    assert re.fullmatch(
        r"\d+ files written, \d+ files of the site changed\nlook at build/site.*\n", done.stderr
    )


@pytest.mark.parametrize("arguments", [["schema"], ["--help"], ["diff"], ["graph"]], ids=" ".join)
def test_a_reader_that_goes_away_is_no_accident(tmp_path: Path, arguments: list[str]) -> None:
    folder = laid(tmp_path, TINY)
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [*PROGRAM, "-C", str(folder), *arguments],
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)

    assert (process.returncode, process.stderr) == (1, "")


def test_a_check_whose_reader_goes_away_still_says_no(tmp_path: Path) -> None:
    folder = laid(tmp_path, TINY)
    reading, writing = os.pipe()
    os.close(reading)
    command = [*PROGRAM, "-C", str(folder), "build", "--check"]
    done = subprocess.run(
        command, env=environment(), stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)

    assert done.returncode == 1
    assert done.stderr.endswith("run `platformgen build` and commit what it writes\n")


BROKEN = """\
import platformgen.cli.group, click
@click.command("broken")
def command():
    raise RuntimeError("\\x1b[31mout of cheese")
class Broken:
    pass
Broken.command = command
import sys
sys.modules["platformgen.cli.validate"] = Broken
from platformgen.cli import main
main()
"""


def test_an_accident_of_ours_ends_with_70_and_what_to_report(tmp_path: Path) -> None:
    done = run(tmp_path, "validate", program=(sys.executable, "-c", BROKEN))

    assert (done.returncode, done.stdout) == (70, "")
    assert "RuntimeError: \\u001b[31mout of cheese\n" in done.stderr
    assert re.search(
        r"\nThis is a bug in platformgen \S+ \(Python \S+, \w+\): "
        r"report it with the lines above\n$",
        done.stderr,
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["buld"], "error: there is no command 'buld'; did you mean 'build'?"),
        (["build", "--chek"], "error: No such option '--chek'"),
        (["build", "--format", "xml"], "error: '--format': 'xml' is not one of 'text', 'json'"),
        (["build", "--check", "--watch"], "error: --check and --watch exclude each other"),
        (["publish"], "error: Missing option '--to'"),
        (["graph", "nothing"], "error: 'nothing' is no view\n  fix: use dependencies"),
        (["explain", "shel"], "error: 'shel' is no code, no field and no thing of this platform"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_command_that_means_nothing_is_told_without_blame(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = run(laid(tmp_path, TINY), *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not re.search(r"invalid|illegal|please|\.\n$", done.stderr, re.IGNORECASE)


def test_no_command_at_all_shows_what_there_is() -> None:
    done = subprocess.run(PROGRAM, env=environment(), capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.startswith("Usage: platformgen ")
    assert "error" not in done.stderr


def test_completion_offers_commands() -> None:
    script = run(".", "completion", "bash")
    offered = subprocess.run(
        [*PROGRAM],
        env=environment(
            {
                "_PLATFORMGEN_COMPLETE": "bash_complete",
                "COMP_WORDS": "platformgen va",
                "COMP_CWORD": "1",
            }
        ),
        capture_output=True,
        text=True,
        check=False,
    )

    assert "_PLATFORMGEN_COMPLETE=bash_complete" in script.stdout
    assert offered.stdout == "plain,validate\n"


def test_errors_and_findings_are_wrapped_at_a_terminal_and_not_in_a_pipe(tmp_path: Path) -> None:
    folder = wrong(tmp_path)
    long = "{namespace: apps, dependsOn: [nothing-of-a-name-that-is-so-long]}"
    folder.joinpath("specs/more.yaml").write_text(f"components:\n  another: {long}\n")

    piped = run(folder, "validate").stderr.splitlines()
    seen = on_a_terminal(folder, "validate", env={"NO_COLOR": "1"}).splitlines()
    error = on_a_terminal(folder, "build", "--env", "an-environment-that-nobody-made-of-this-name")

    assert max(map(len, piped)) > 80
    assert max(map(len, [*seen, *error.splitlines()])) <= 80
    assert " ".join(" ".join(seen).split()) == " ".join(" ".join(piped).split())


def test_a_coloured_finding_ends_its_lines_where_a_plain_one_does(tmp_path: Path) -> None:
    folder = wrong(tmp_path)

    plain = on_a_terminal(folder, "validate", env={"NO_COLOR": "1"})

    assert re.sub(r"\x1b\[[0-9;]*m", "", on_a_terminal(folder, "validate")) == plain


def test_a_command_is_not_broken_and_can_be_copied() -> None:
    command = "`kind create cluster --name shop --config build/kind.yaml`"

    lines = wrapping.wrapped(f"there is no context of this name, so run {command} and look", "  ")

    assert [line.strip() for line in lines] == [
        "there is no context of this name, so run",
        f"{command} and look",
    ]


def test_yaml_between_backticks_may_go_on_in_the_next_line() -> None:
    patch = "`{target: Deployment/shop/checkout, patch: {spec: {replicas: null}}}`"

    lines = wrapping.wrapped(f"have the spec not set it, as by {patch} under `patches`", " " * 13)

    assert max(map(len, lines)) <= 80
    assert patch in " ".join(" ".join(lines).split())
