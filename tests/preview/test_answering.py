"""What the preview lets in, and what a URL means in a site."""

from __future__ import annotations

import pytest

from platformgen.shell.preview.answering import inside, is_for_us
from platformgen.shell.preview.board import Board
from platformgen.shell.preview.shown import page


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/components/web/", "components/web/index.html"),
        ("/assets/site.css", "assets/site.css"),
        ("/gu%C3%ADa/", "guía/index.html"),
        ("/two%20words.svg", "two words.svg"),
        ("/../specs/platform.yaml", None),
        ("/%2e%2e/specs/platform.yaml", None),
        ("/a/..%2f..%2fspecs/platform.yaml", None),
        ("/a//b", None),
        ("/a/%5c..%5cb", None),
        ("/c%3a/b", None),
        ("/a%00b", None),
        ("/a%0d%0ab", None),
        ("/.record.json", None),
        ("/.platformgen/other", None),
        ("*", None),
        ("", None),
    ],
)
def test_a_url_means_a_file_of_the_site_or_none(path: str, file: str | None) -> None:
    assert inside(path) == file


@pytest.mark.parametrize(
    ("host", "port", "is_ours"),
    [
        ("127.0.0.1:8000", 8000, True),
        ("localhost:8000", 8000, True),
        ("LOCALHOST:8000", 8000, True),
        ("localhost", 80, True),
        ("localhost", 8000, False),
        ("localhost:8001", 8000, False),
        ("evil.example:8000", 8000, False),
        ("localhost.evil.example:8000", 8000, False),
        ("", 8000, False),
        (None, 8000, False),
    ],
)
def test_only_names_of_this_machine_are_answered(
    host: str | None, port: int, *, is_ours: bool
) -> None:
    assert is_for_us(host, port) is is_ours


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("index.md", "index.html"),
        ("flows.md", "flows/index.html"),
        ("guides/index.md", "guides/index.html"),
        ("guides/an-index.md", "guides/an-index/index.html"),
    ],
)
def test_a_page_stands_where_mkdocs_puts_it(source: str, expected: str) -> None:
    assert page(source) == expected


def test_findings_leave_the_site_and_a_renewal_takes_them_away() -> None:
    board = Board()
    first = board.state
    board.show(("wrong",))
    broken = board.after(first.name, 0)
    board.renew()
    mended = board.after(broken.name, 0)

    assert (broken.site, broken.findings) == (first.site, ("wrong",))
    assert mended.site not in {first.site, ""}
    assert mended.findings == ()


def test_states_of_two_previews_have_no_name_in_common() -> None:
    assert Board().state.name != Board().state.name
