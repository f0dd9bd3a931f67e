"""What is brought to a place, in which order, and what is left of it after a failure."""

from __future__ import annotations

import re
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platformgen.shell.mirror import is_something_else, mirror, transfer
from platformgen.shell.stores.store import StoreError
from stores.memory_store import MemoryStore

MARK = "metadata.json"
_NAMES = st.sampled_from(
    [
        *("index.html", "a/index.html", "b/index.html", "c/d/index.html"),
        *("assets/a.css", "assets/b.js", "c/d/x.svg", "search/search_index.json", "sitemap.xml"),
    ]
)
SITES = st.dictionaries(_NAMES, st.sampled_from([b"1", b"2", b"3"])).map(
    lambda files: {**files, MARK: b"{}"}
)


def laid(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def mirrored(files: dict[str, bytes], store: MemoryStore) -> None:
    with tempfile.TemporaryDirectory() as folder:
        mirror(laid(Path(folder), files), store, MARK)


@given(before=SITES, after=SITES)
def test_a_place_holds_what_the_site_does_and_only_the_difference_was_brought(
    before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    store = MemoryStore(dict(before))
    mirrored(after, store)
    stale = {f"put {path}" for path in after if after[path] != before.get(path)}
    gone = {f"delete {path}" for path in before.keys() - after.keys()}

    assert store.files == after
    assert sorted(store.log) == sorted(stale | gone)


@given(before=SITES, after=SITES)
def test_a_reader_never_misses_what_a_page_shows_or_links_to(
    before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    store = MemoryStore(dict(before), at_once=1)
    mirrored(after, store)
    order = "".join(_rank(each, before) for each in store.log)

    assert re.fullmatch("0?1*2*3*4*5*", order)


def _rank(what: str, before: dict[str, bytes]) -> str:
    verb, path = what.split()
    if verb == "delete":
        return "5"
    if path == MARK:
        return "4" if MARK in before else "0"
    if path in ("search/search_index.json", "sitemap.xml"):
        return "4"
    if not path.endswith(".html"):
        return "1"
    return "3" if path in before else "2"


@given(before=st.one_of(st.just({}), SITES), after=SITES, calls=st.integers(0, 12))
def test_whatever_broke_off_the_next_run_makes_it_whole(
    before: dict[str, bytes], after: dict[str, bytes], calls: int
) -> None:
    store = MemoryStore(dict(before), calls_before_failure=calls)
    try:
        mirrored(after, store)
    except StoreError:
        store.calls_before_failure = None
        is_strange = is_something_else(store.files, MARK)
        mirrored(after, store)

        assert not is_strange

    assert store.files == after


def test_after_a_failure_no_later_step_is_begun() -> None:
    store = MemoryStore(calls_before_failure=1)
    with pytest.raises(StoreError, match="full"):
        mirrored({MARK: b"", "a.css": b"", "index.html": b""}, store)

    assert store.files == {MARK: b""}


def test_a_store_gets_as_many_calls_at_once_as_it_bears() -> None:
    store = MemoryStore(at_once=4, pause=threading.Barrier(4))
    store.files[MARK] = b"{}"
    mirrored({MARK: b"{}", **{f"{number}.svg": b"" for number in range(16)}}, store)

    assert store.most_at_once == 4


def test_to_compare_changes_nothing(tmp_path: Path) -> None:
    store = MemoryStore({MARK: b"old", "gone.html": b""})
    made = transfer(laid(tmp_path, {MARK: b"new", "a.html": b""}), store, store.list(), MARK)

    assert (made.written, made.removed) == (("a.html", MARK), ("gone.html",))
    assert store.log == []


@pytest.mark.parametrize(
    ("standing", "is_so"),
    [
        pytest.param([], False, id="nothing"),
        pytest.param([MARK, "index.html"], False, id="a site"),
        pytest.param([".platformgen-new"], False, id="what a killed run left"),
        pytest.param(["index.html"], True, id="a site of another kind"),
        pytest.param(["deep/metadata.json"], True, id="sites of others below"),
    ],
)
def test_a_site_of_ours_is_known_by_its_mark(standing: list[str], *, is_so: bool) -> None:
    assert is_something_else(standing, MARK) == is_so
