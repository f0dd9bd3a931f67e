"""Which URLs name a place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platformgen.schema.texts import site_url
from platformgen.shell.stores.place import Bucket, Container, Folder, Place, PlaceError, place

SECRET = "hunter2"  # noqa: S105  # what somebody may have pasted with a URL


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("file:///srv/docs", Folder(path=Path("/srv/docs"))),
        ("file://localhost/srv/docs", Folder(path=Path("/srv/docs"))),
        ("file:///srv/with%20space", Folder(path=Path("/srv/with space"))),
        ("s3://docs", Bucket(cloud="s3", name="docs", prefix="")),
        ("s3://docs/", Bucket(cloud="s3", name="docs", prefix="")),
        ("s3://our.docs-1/a/b_2.c", Bucket(cloud="s3", name="our.docs-1", prefix="a/b_2.c")),
        ("gs://docs/a/", Bucket(cloud="gs", name="docs", prefix="a")),
        ("az://account1/docs", Container(account="account1", name="docs")),
    ],
)
def test_a_url_names_a_place(url: str, expected: Place) -> None:
    assert place(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        *("", "docs", "/srv/docs", "file://", "file:///a?b", "file:///a#b", "http://x"),
        *(
            "s3://",
            "s3://d",
            "s3:///docs",
            "S3://docs",
            "s3://Docs",
            "s3://docs//a",
            "s3://docs/..",
        ),
        *("s3://docs/../other", "s3://docs/a?versionId=1", "s3://docs/a%2f", "gs://docs/a\nb"),
        *("az://account", "az://account/", "az://a.b/docs", "az://account/docs/below"),
        f"s3://key:{SECRET}@docs/a",
        f"az://account/docs?sv=2024&sig={SECRET}",
    ],
)
def test_other_texts_are_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(PlaceError) as refused:
        place(url)

    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("url", ["file://out", "file://out/docs", "file://host/srv/docs"])
def test_a_folder_of_another_machine_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(PlaceError, match=r"use file:///DIR, or file://\$PWD/DIR"):
        place(url)


@given(st.from_regex(re.compile(f"(?:{site_url()['pattern']})", re.ASCII), fullmatch=True))
def test_where_a_spec_says_that_backstage_reads_can_be_published_to(url: str) -> None:
    assert place(url)
