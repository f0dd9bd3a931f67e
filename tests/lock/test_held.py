"""What is locked stays as it was, and a failure of the world writes nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from lock.archives import chart
from lock.bench import Bench
from lock.played import Reply, digest_of
from platformgen.lock import sha256


def test_what_is_locked_and_stored_is_not_asked_for_again(bench: Bench) -> None:
    bench.lock()
    bench.server.asked.clear()
    bench.lock()

    assert bench.asked() == []


def test_the_store_is_not_trusted(bench: Bench) -> None:
    bench.lock()
    store = Path(bench.env["XDG_CACHE_HOME"]) / "platformgen"
    for file in store.iterdir():
        file.write_bytes(b"poison")
    done = bench.lock()

    assert done.returncode == 0, done.stderr
    assert "/charts/plain-1.2.3+build.7.tgz" in bench.asked()
    assert {sha256(file.read_bytes()).replace(":", "-") for file in store.iterdir()} == {
        file.name for file in store.iterdir()
    }


def test_a_manifest_that_changed_behind_its_url_is_refused(bench: Bench) -> None:
    bench.lock()
    before = bench.text
    shutil.rmtree(bench.env["XDG_CACHE_HOME"])
    bench.server.replies["/v3/install.yaml"] = Reply(body=b"kind: Pod\nmetadata: {name: evil}\n")
    done = bench.lock()

    assert done.returncode == 3
    assert "specs/platform.yaml:24:33: " in done.stderr
    assert "is not what it was: its digest is sha256:" in done.stderr
    assert bench.text == before


def test_a_chart_that_changed_behind_its_version_is_refused(bench: Bench) -> None:
    bench.lock()
    before = bench.text
    shutil.rmtree(bench.env["XDG_CACHE_HOME"])
    other = chart("plain", values=b"port: 9999\n")
    bench.server.repository("/charts", ("plain", "1.2.3+build.7", other))
    done = bench.lock()

    assert (done.returncode, bench.text) == (3, before)
    assert "plain 1.2.3+build.7 is not what it was" in done.stderr


def test_an_upgrade_takes_what_is_there_now(bench: Bench) -> None:
    bench.lock()
    bench.server.replies["/v3/install.yaml"] = Reply(body=b"kind: Pod\nmetadata: {name: new}\n")
    body = b'{"schemaVersion": 2}'
    headers = {"Docker-Content-Digest": digest_of(body)}
    bench.server.replies["/v2/shop/manifests/1.0.0"] = Reply(body=body, headers=headers)
    done = bench.lock("--upgrade")

    assert done.returncode == 0
    assert list(bench.written["images"].values()) == [digest_of(body)]
    assert "Pod:\n      - new\n" in bench.text


@pytest.mark.parametrize(
    "path", ["/charts/index.yaml", "/charts/plain-1.2.3+build.7.tgz", "/v3/install.yaml"]
)
def test_a_failure_of_the_network_writes_nothing(bench: Bench, path: str) -> None:
    del bench.server.replies[path]
    done = bench.lock()

    assert done.returncode == 3
    assert done.stderr.startswith("error: specs/platform.yaml:")
    assert "answers 404 Not Found" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(each.name for each in bench.project.iterdir()) == ["specs"]


@pytest.mark.parametrize("place", ["project", "cache/platformgen"])
def test_a_full_disk_is_told_and_keeps_no_half_of_a_file(bench: Bench, place: str) -> None:
    folder = bench.project.parent / place
    folder.mkdir(parents=True, exist_ok=True)
    rights = () if os.geteuid() == 0 else ("--map-root-user",)
    # One page: the spec fills it, or the first of what is fetched. What is left is seen in there.
    script = (
        'cp -r "$1" "$1.copy"; mount -t tmpfs -o size=4k none "$1"; cp -r "$1.copy/." "$1"; '
        'where="$1"; shift; code=0; "$@" || code=$?; find "$where" -type f; exit $code'
    )
    before = ("unshare", "--mount", *rights, "sh", "-ec", script, "sh", str(folder))
    done = bench.run("lock", before=before)
    left = {Path(line).name for line in done.stdout.splitlines()}
    again = bench.lock()

    assert done.returncode == 3, done.stderr
    assert done.stderr.endswith(": No space left on device\n")
    assert str(folder) in done.stderr.splitlines()[-1]
    assert left <= {"platform.yaml"} | {digest.replace(":", "-") for digest in stored(bench)}
    assert again.returncode == 0, again.stderr


def stored(bench: Bench) -> set[str]:
    """Return the digests of what is in the store, which has to be what its names say."""
    store = Path(bench.env["XDG_CACHE_HOME"]) / "platformgen"
    return {sha256(file.read_bytes()) for file in store.iterdir()}


def test_an_image_that_is_not_there_is_told_at_its_line(bench: Bench) -> None:
    bench.change("shop:1.0.0", "shop:1.0.1")
    done = bench.lock()

    assert done.returncode == 3
    assert done.stderr == (
        f"error: specs/platform.yaml:30:14: {bench.server.host} has no shop:1.0.1\n"
    )


def test_a_version_that_is_not_there_is_told_at_its_line(bench: Bench) -> None:
    bench.change("1.2.3+build.7", "1.2.4")
    done = bench.lock()

    assert done.stderr == (
        f"error: specs/platform.yaml:18:18: {bench.server.url}/charts has no plain 1.2.4;"
        " the latest are 1.2.3+build.7\n"
    )
