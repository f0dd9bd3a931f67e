"""The search of the standalone site, as the theme's own script does it in a browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    queries = ("shop", "boards.kind.local", "8080", "PG037", "xylophone", accented, *likewise)
    folder = shop_site(tmp_path, language)
    name, host, port, code, nothing, word, *others = searched(folder, *queries)

    assert name[0] == "components/shop/"
    assert "#access" in host
    assert "components/shop/" in port
    assert "spec/outputs/#pg037" in code
    assert nothing == []
    assert word
    assert [other[0] for other in others] == [word[0], word[0]]


@pytest.mark.parametrize(
    ("language", "sought"),
    [
        ("en", {"password": "credentials/", "setup": "install/", "errors": "troubleshooting/"}),
        (
            "es",
            {
                "contraseña": "credentials/",
                "contrasenas": "credentials/",
                "password": "credentials/",
                "instalar": "install/",
                "diagrama": "architecture/",
            },
        ),
    ],
)
def test_a_page_is_found_first_by_words_that_its_title_does_not_have(
    tmp_path: Path, searched: Searched, language: str, sought: Mapping[str, str]
) -> None:
    found = searched(shop_site(tmp_path, language), *sought)

    assert [each[0] for each in found] == list(sought.values())


def shop_site(folder: Path, language: str) -> Path:
    made = tuple(pages.emit(replace(sample_platforms.shop(), language=language)))
    for artifact in made:
        (folder / artifact.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / artifact.path).write_bytes(artifact.content)
    site.site(folder, "build", [str(each.path) for each in made], None)
    return folder / "build" / "site"
