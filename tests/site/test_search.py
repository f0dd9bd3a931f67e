"""The search of the standalone site, as the theme's own script does it in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import sample_platforms
from platformgen.emit import pages
from platformgen.shell import site

Searched = Callable[..., tuple[list[str], ...]]


@pytest.mark.parametrize(
    ("language", "accented", "likewise"),
    [("en", "flow", ["flows", "FLOWS"]), ("es", "instalación", ["instalacion", "instalaciones"])],
)
def test_names_hosts_ports_codes_and_words_are_found_however_they_are_written(
    tmp_path: Path, searched: Searched, language: str, accented: str, likewise: list[str]
) -> None:
    made = tuple(pages.emit(replace(sample_platforms.shop(), language=language)))
    for artifact in made:
        (tmp_path / artifact.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / artifact.path).write_bytes(artifact.content)
    site.site(tmp_path, "build", [str(each.path) for each in made], None)
    queries = ("shop", "boards.kind.local", "8080", "PG037", "xylophone", accented, *likewise)
    name, host, port, code, nothing, word, *others = searched(tmp_path / "build" / "site", *queries)

    assert name[0] == "components/shop/"
    assert "#access" in host
    assert "components/shop/" in port
    assert "spec/outputs/#pg037" in code
    assert nothing == []
    assert word
    assert [other[0] for other in others] == [word[0], word[0]]
