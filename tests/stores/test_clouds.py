"""Sites brought to the clouds' object stores, by servers that answer as the clouds do."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from platformgen.shell.mirror import Transfer, is_something_else, mirror
from platformgen.shell.stores.opening import opened
from platformgen.shell.stores.place import place
from platformgen.shell.stores.store import StoreError
from realparts import buckets
from realparts.buckets import S3Bucket, Stored
from realparts.objectstores import Cloud, ObjectStore
from running import environment
from stores.conftest import Rented
from stores.cut_connections import cut

PATH = "default/component/shop-docs"
MARK = "techdocs_metadata.json"
SITE = {
    MARK: b'{"site_name": "Shop"}',
    "index.html": b"<html>home",
    "components/web/index.html": b"<html>web",
    "assets/main.0123abcd.min.css": b"p {}",
    "assets/flow.svg": b"<svg/>",
    "search/search_index.json": b"{}",
    "empty.txt": b"",
    "páginas/año 1+2 %.html": b"<html>",
}
HTML = "text/html; charset=utf-8"


def laid(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def brought(source: Path, url: str) -> Transfer:
    with opened(place(url), PATH) as store:
        return mirror(source, store, MARK)


def contents(rented: Rented) -> dict[str, bytes]:
    """Return what is in the bucket, which has to be under the site's path."""
    return {
        key.removeprefix(f"{PATH}/"): each.content for key, each in rented.bucket.stored().items()
    }


def test_a_site_is_brought_whole_and_a_second_time_nothing_is(
    rented: Rented, tmp_path: Path
) -> None:
    source = laid(tmp_path, SITE)
    first, second = brought(source, rented.url), brought(source, rented.url)

    assert set(first.written) == set(SITE)
    assert second == Transfer((), ())
    assert contents(rented) == SITE


def test_one_changed_page_brings_its_file_and_one_that_is_gone_is_removed(
    rented: Rented, tmp_path: Path
) -> None:
    brought(laid(tmp_path / "old", SITE | {"gone/index.html": b"gone"}), rented.url)
    changed = SITE | {"components/web/index.html": b"<html>new"}
    done = brought(laid(tmp_path / "new", changed), rented.url)

    assert done == Transfer((("components/web/index.html",),), ("gone/index.html",))
    assert contents(rented) == changed


def test_files_say_what_they_are_and_how_long_they_keep(rented: Rented, tmp_path: Path) -> None:
    brought(laid(tmp_path, SITE), rented.url)
    stored = rented.bucket.stored()
    style = "assets/main.0123abcd.min.css"

    assert stored[f"{PATH}/index.html"] == Stored(SITE["index.html"], HTML, "no-cache")
    assert stored[f"{PATH}/assets/flow.svg"] == Stored(b"<svg/>", "image/svg+xml", "no-cache")
    assert stored[f"{PATH}/{style}"] == Stored(
        b"p {}", "text/css; charset=utf-8", "max-age=31536000, immutable"
    )


def test_what_is_beside_the_site_is_not_touched(rented: Rented, tmp_path: Path) -> None:
    beside = {f"{PATH}-2/index.html": b"2", "default/component/x": b"x", "thesis.txt": b"years"}
    for key, content in beside.items():
        rented.bucket.put(key, content)
    brought(laid(tmp_path / "old", SITE), rented.url)
    brought(laid(tmp_path / "new", {MARK: b"{}"}), rented.url)

    assert contents(rented) == beside | {MARK: b"{}"}


def test_folders_that_a_console_made_are_no_files(rented: Rented, tmp_path: Path) -> None:
    rented.bucket.put(f"{PATH}/", b"")
    if rented.server.cloud == "az":
        rented.bucket.put(f"{PATH}/components", b"", {"hdi_isfolder": "true"})
    with opened(place(rented.url), PATH) as store:
        before = store.list()
    done = brought(laid(tmp_path, SITE), rented.url)

    assert (before, done.removed) == ({}, ())


def test_more_files_than_one_answer_lists_are_all_seen(rented: Rented, tmp_path: Path) -> None:
    source = laid(tmp_path, {MARK: b"{}"} | {f"a/{number}.svg": b"" for number in range(1100)})
    brought(source, rented.url)
    again = brought(source, rented.url)

    assert again == Transfer((), ())
    assert len(rented.bucket.stored()) == 1101


def test_two_who_publish_at_once_leave_the_site_whole(rented: Rented, tmp_path: Path) -> None:
    source = laid(tmp_path, SITE | {f"{number}/index.html": b"<html>" for number in range(50)})
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: brought(source, rented.url), range(2)))

    assert brought(source, rented.url) == Transfer((), ())


@pytest.mark.parametrize("calls", [0, 1, 2, 30, 61])
def test_a_killed_run_is_mended_by_the_next(rented: Rented, tmp_path: Path, calls: int) -> None:
    old = SITE | {f"old/{number}.svg": b"old" for number in range(10)}
    new = SITE | {f"{number}/index.html": b"<html>" for number in range(60)}
    brought(laid(tmp_path / "old", old), rented.url)
    source = laid(tmp_path / "new", new)
    words = [sys.executable, "-c", _KILLED, rented.url, str(source), str(calls)]
    killed = subprocess.run(words, env=environment(rented.server.env), check=False)
    half = contents(rented)
    brought(source, rented.url)

    assert killed.returncode == -9
    assert half != contents(rented) == new
    assert not is_something_else(half, MARK)


_KILLED = f"""
import itertools, os, signal, sys
from pathlib import Path
from platformgen.shell.mirror import mirror
from platformgen.shell.stores.opening import opened
from platformgen.shell.stores.place import place

url, source, calls = sys.argv[1:]
numbers = itertools.count()

class Deadly:
    def __init__(self, store):
        self.store = store
    def __getattr__(self, name):
        return getattr(self.store, name)
    def put(self, path, content):
        if next(numbers) == int(calls):
            os.kill(os.getpid(), signal.SIGKILL)
        self.store.put(path, content)
    def delete(self, path):
        if next(numbers) == int(calls):
            os.kill(os.getpid(), signal.SIGKILL)
        self.store.delete(path)

with opened(place(url), {PATH!r}) as store:
    mirror(Path(source), Deadly(store), {MARK!r})
"""


def test_connections_that_are_cut_are_made_again(
    rented: Rented, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"{number}.svg": bytes([number]) * 6000 for number in range(100)}
    source = laid(tmp_path, SITE | files)
    port = urlsplit(rented.server.endpoint).port
    assert port is not None
    with cut(port) as (door, cuts):
        for name, value in rented.server.env.items():
            monkeypatch.setenv(name, value.replace(f":{port}", f":{door}"))
        brought(source, rented.url)

    assert cuts
    assert contents(rented) == SITE | files


def test_no_such_bucket(rented: Rented) -> None:
    with (
        opened(place(rented.server.url("nobodys")), PATH) as store,
        pytest.raises(StoreError, match=r"nobodys.*there is no such (bucket|container)"),
    ):
        store.list()


def test_a_bucket_that_goes_away_meanwhile_is_told(rented: Rented) -> None:
    with (
        opened(place(rented.server.url("nobodys")), PATH) as store,
        pytest.raises(StoreError, match="there is no such"),
    ):
        store.put("index.html", b"")


def test_the_digest_that_we_keep_tells_where_an_etag_does_not(
    object_store: Callable[[Cloud], ObjectStore],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    server = object_store("s3")
    for name, value in server.env.items():
        monkeypatch.setenv(name, value)
    source = laid(tmp_path, SITE)
    true = hashlib.md5(SITE["index.html"], usedforsecurity=False).hexdigest()
    with buckets.made(server, "in-parts") as bucket:
        assert isinstance(bucket, S3Bucket)
        brought(source, server.url("in-parts"))
        bucket.put_in_parts(f"{PATH}/index.html", SITE["index.html"], {"md5": true})
        bucket.put_in_parts(f"{PATH}/assets/flow.svg", SITE["assets/flow.svg"], {"md5": "other"})
        done = brought(source, server.url("in-parts"))

    assert done.written == ("assets/flow.svg",)
