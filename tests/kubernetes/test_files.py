"""Files of the project in ConfigMaps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platformgen.kubernetes.files import checksum, config_key, file_keys
from platformgen.model import TextFileMount


def mounts(*paths: str) -> tuple[TextFileMount, ...]:
    return tuple(TextFileMount(path=path, source="files/x", content="") for path in paths)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(["/a/b.yaml"], ["b.yaml"], id="the file's name"),
        pytest.param(["/a/x", "/b/x", "/c/x"], ["x", "2-x", "3-x"], id="the same name"),
        pytest.param(["/2-x", "/a/x", "/b/x"], ["2-x", "x", "3-x"], id="a number that is taken"),
        pytest.param(["/año nuevo"], ["a_o_nuevo"], id="characters that no key has"),
        pytest.param(["/..data"], ["._data"], id="two dots"),
    ],
)
def test_files_have_keys_of_their_own(paths: list[str], expected: list[str]) -> None:
    assert list(file_keys(mounts(*paths))) == expected


@given(st.text(max_size=30))
def test_a_key_is_one_that_a_config_map_takes(path: str) -> None:
    key = config_key(path)

    assert re.fullmatch(r"(?!\.\.)[-._a-zA-Z0-9]+", key)


@given(st.lists(st.text(max_size=5)), st.lists(st.text(max_size=5)))
def test_only_equal_files_have_an_equal_checksum(some: list[str], others: list[str]) -> None:
    assert (checksum(some) == checksum(others)) == (some == others)
