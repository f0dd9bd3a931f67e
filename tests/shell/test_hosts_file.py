"""The hosts file of a machine, by the commands that change it."""

from __future__ import annotations

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from running import PLATFORM, PROGRAM, SHELF, TINY, environment, laid

ROUTED = TINY | {
    "specs/platform.yaml": PLATFORM.replace("  domain:", "  routing: {ingress: nginx}\n  domain:"),
    "specs/shelf.yaml": SHELF + "    routes: [{host: shelf}]\n",
}
BLOCK = (
    b"# BEGIN platformgen tiny\n127.0.0.1 shelf.tiny.local\n::1 shelf.tiny.local\n"
    b"# END platformgen tiny\n"
)
OWN = b"127.0.0.1 localhost\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid(tmp_path_factory.mktemp("project"), ROUTED)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "hosts"
    made.write_bytes(OWN)
    made.chmod(0o640)
    return made


def hosts(
    project: Path, word: str, file: Path, *before: str, env: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    words = [*before, *PROGRAM, "-C", str(project), "hosts", word, "--hosts-file", str(file)]
    words += env
    return subprocess.run(words, check=False, capture_output=True, text=True, env=environment())


def scraps(file: Path) -> list[str]:
    return sorted(each.name for each in file.parent.iterdir())


def test_the_block_comes_and_goes_and_what_was_there_before_is_kept(
    project: Path, file: Path
) -> None:
    first = hosts(project, "apply", file)

    assert (first.returncode, file.read_bytes()) == (0, OWN + BLOCK)
    assert file.stat().st_mode & 0o777 == 0o640
    assert scraps(file) == ["hosts", "hosts.before-platformgen"]
    assert (file.parent / "hosts.before-platformgen").read_bytes() == OWN
    assert hosts(project, "remove", file).returncode == 0
    assert file.read_bytes() == OWN


@pytest.mark.parametrize("word", ["apply", "remove"])
def test_where_all_is_as_it_should_be_nothing_is_written(
    project: Path, file: Path, word: str
) -> None:
    if word == "apply":
        file.write_bytes(OWN + BLOCK)
    before = file.stat()

    done = hosts(project, word, file)

    assert (done.returncode, "is as it should be" in done.stderr) == (0, True)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert scraps(file) == ["hosts"]


def test_a_damaged_block_is_left_as_it_is_and_told_by_its_line(project: Path, file: Path) -> None:
    damaged = OWN + b"# BEGIN platformgen tiny\n"
    file.write_bytes(damaged)

    done = hosts(project, "apply", file)

    assert (done.returncode, file.read_bytes()) == (3, damaged)
    assert f"{file}:2: " in done.stderr


def test_a_link_stays_a_link(project: Path, file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file)

    done = hosts(project, "apply", link)

    assert (done.returncode, link.is_symlink(), file.read_bytes()) == (0, True, OWN + BLOCK)


def test_a_file_of_two_names_has_both_of_them_afterwards(project: Path, file: Path) -> None:
    other = file.with_name("other")
    other.hardlink_to(file)

    done = hosts(project, "apply", file)

    assert (done.returncode, other.read_bytes()) == (0, OWN + BLOCK)


def test_a_line_that_leads_a_name_elsewhere_is_told(project: Path, file: Path) -> None:
    file.write_bytes(OWN + b"10.0.0.9 SHELF.tiny.local # mine\n")

    done = hosts(project, "apply", file)

    assert done.returncode == 0
    assert f"{file}:2 leads shelf.tiny.local elsewhere" in done.stderr


def test_what_is_no_text_is_left_alone(project: Path, file: Path) -> None:
    content = "127.0.0.1 localhost\n".encode("utf-16")
    file.write_bytes(content)

    done = hosts(project, "apply", file)

    assert (done.returncode, file.read_bytes()) == (3, content)
    assert "is not plain text" in done.stderr


def test_a_mounted_file_is_written_in_place(project: Path, file: Path) -> None:
    unshare = shutil.which("unshare")
    assert unshare, "unshare, of util-linux, is missing"
    target = file.with_name("mounted")
    target.touch()
    script = 'mount --bind "$1" "$2" && shift 2 && "$@"'
    rights = () if os.geteuid() == 0 else ("--map-root-user",)
    before = (unshare, "--mount", *rights, "sh", "-c", script, "sh", str(file), str(target))

    done = hosts(project, "apply", target, *before)

    assert (done.returncode, done.stderr.count("is written")) == (0, 1)
    assert file.read_bytes() == OWN + BLOCK
    assert target.with_name("mounted.before-platformgen").read_bytes() == OWN


def test_who_may_not_write_reads_the_command_that_can(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "hosts"
    file.write_bytes(OWN)
    file.chmod(0o444)
    # The administrator may write everything; without one capability that is no longer so.
    less = shutil.which("setpriv") if os.geteuid() == 0 else None
    before = (less, "--bounding-set=-dac_override", "--inh-caps=-all") if less else ()

    done = hosts(project, "apply", file, *before)

    assert (done.returncode, file.read_bytes()) == (3, OWN)
    assert "may not be written by you" in done.stderr
    assert "run it as root: sudo " in done.stderr
    assert f"-C {project} hosts apply --hosts-file {file}" in done.stderr
    assert scraps(file) == ["hosts"]


@pytest.mark.parametrize(
    ("mounts", "told"),
    [
        pytest.param(
            "mount --bind hosts hosts; mount -o remount,ro,bind hosts",
            "put the lines of `platformgen hosts show` where its content comes from",
            id="a file on a read-only file system",
        ),
        pytest.param(
            # As containers have it whose root is read-only.
            "mount --bind . .; cd $PWD; mount --bind hosts hosts; mount -o remount,ro,bind .",
            "is on a file system that may only be read",
            id="a file that may be written, in a folder that may not",
        ),
        pytest.param(
            "cp hosts ../copy; mount -t tmpfs -o size=4k none .; cd $PWD; cp ../copy hosts",
            "what is there cannot be kept beside it: No space left on device",
            id="a disk that is full",
        ),
        pytest.param(
            "cp hosts ../copy; mount -t tmpfs -o size=8k none .; cd $PWD; cp ../copy hosts",
            "No space left on device; it is as it was",
            id="a disk that gets full",
        ),
    ],
)
def test_a_file_that_cannot_be_written_stays_as_it_is(
    project: Path, tmp_path: Path, mounts: str, told: str
) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    file = folder / "hosts"
    file.write_bytes(OWN)
    rights = () if os.geteuid() == 0 else ("--map-root-user",)
    # What stands there afterwards is seen in the namespace of the mounts alone.
    script = f'cd "$1"; {mounts}; cd "$1"; shift; code=0; "$@" || code=$?; cat hosts; exit $code'
    before = ("unshare", "--mount", *rights, "sh", "-ec", script)

    done = hosts(project, "apply", file, *before, "sh", str(folder))

    assert (done.returncode, done.stdout) == (3, OWN.decode()), done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_marked_as_immutable_is_told_with_what_ends_that(
    project: Path, file: Path
) -> None:
    # The first opening is for reading; to the others the kernel says what it says of such a file.
    inject = "inject=openat:error=EPERM:when=2+"
    before = ("strace", "-qq", "-o", os.devnull, "-P", str(file), "-e", "trace=openat")

    done = hosts(project, "apply", file, *before, "-e", inject)

    assert (done.returncode, file.read_bytes()) == (3, OWN)
    assert f"fix: sudo chattr -i {file}" in done.stderr
    assert scraps(file) == ["hosts"]


def test_of_many_at_once_each_is_done_as_a_whole_or_told(tmp_path: Path, file: Path) -> None:
    names = [f"e{number}" for number in range(8)]
    overlays = {
        f"specs/environments/{name}.yaml": f"cluster: {{domain: {name}.local}}\n" for name in names
    }
    folder = laid(tmp_path / "project", ROUTED | overlays)
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda name: hosts(folder, "apply", file, env=("--env", name)), names))

    text = file.read_text()
    written = [name for name in names if f"# BEGIN platformgen tiny/{name}\n" in text]
    assert written == [name for name, each in zip(names, done, strict=True) if each.returncode == 0]
    assert written
    assert text.startswith(OWN.decode())
    for each in done:
        assert each.returncode == 0 or "was changed by somebody else" in each.stderr


def test_names_of_a_public_cluster_are_for_dns(tmp_path: Path, file: Path) -> None:
    public = {path: text.replace("127.0.0.1", "203.0.113.7") for path, text in ROUTED.items()}

    done = hosts(laid(tmp_path / "project", public), "apply", file)

    assert (done.returncode, file.read_bytes()) == (2, OWN)
    assert "for DNS to answer" in done.stderr


def test_environments_stand_beside_each_other(tmp_path: Path, file: Path) -> None:
    overlay = {"specs/environments/prod.yaml": "cluster: {domain: prod.local}\n"}
    folder = laid(tmp_path / "project", ROUTED | overlay)

    done = [hosts(folder, "apply", file), hosts(folder, "apply", file, env=("--env", "prod"))]
    both = file.read_bytes()
    hosts(folder, "remove", file)

    assert [each.returncode for each in done] == [0, 0]
    assert both.startswith(OWN + BLOCK + b"# BEGIN platformgen tiny/prod\n")
    assert file.read_bytes() == both.replace(BLOCK, b"")


def test_a_rehearsal_shows_each_line_and_writes_nothing(project: Path, file: Path) -> None:
    added = hosts(project, "apply", file, env=("--dry-run",))
    kept = (file.read_bytes(), scraps(file))
    hosts(project, "apply", file)
    same = hosts(project, "apply", file, env=("--dry-run",))
    taken = hosts(project, "remove", file, env=("--dry-run",))

    lines = BLOCK.decode().splitlines()
    head = f"{file} would change; nothing was written there\n"
    assert (kept, added.returncode) == ((OWN, ["hosts"]), 0)
    assert added.stderr.endswith(head + "".join(f"  +{line}\n" for line in lines))
    assert f"{file} is as it should be\n" in same.stderr
    assert taken.stderr.endswith(head + "".join(f"  -{line}\n" for line in lines))
    assert file.read_bytes() == OWN + BLOCK


def test_a_rehearsal_shows_lines_that_look_like_the_head_of_a_difference(
    project: Path, file: Path
) -> None:
    begin, *rest = BLOCK.splitlines(keepends=True)
    file.write_bytes(b"".join((OWN, begin, b"-- a\n@@ b\n", *rest)))

    done = hosts(project, "apply", file, env=("--dry-run",))

    assert done.stderr.endswith("nothing was written there\n  --- a\n  -@@ b\n")
