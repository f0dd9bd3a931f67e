"""What is said of a file to those who read a bucket without Backstage."""

from __future__ import annotations

import pytest

from platformgen.shell.stores.headers import cache_control, content_type

YEAR = "max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("components/a.b/index.html", "text/html; charset=utf-8"),
        ("assets/main.css", "text/css; charset=utf-8"),
        ("assets/bundle.js", "text/javascript; charset=utf-8"),
        ("assets/bundle.js.map", "application/json"),
        ("diagrams/flow.svg", "image/svg+xml"),
        ("diagrams/flow.mmd", "text/plain; charset=utf-8"),
        ("diagrams/flow.dot", "text/plain; charset=utf-8"),
        ("search/search_index.json", "application/json"),
        ("sitemap.xml.gz", "application/gzip"),
        ("fonts/a.woff2", "font/woff2"),
        ("pictures/A.PNG", "image/png"),
        ("pictures/a.jpg", "image/jpeg"),
        ("manual.pdf", "application/pdf"),
        ("page.md", "text/markdown; charset=utf-8"),
        ("LICENSE", "application/octet-stream"),
        ("a.html/LICENSE", "application/octet-stream"),
    ],
)
def test_a_file_has_the_type_of_its_name(path: str, expected: str) -> None:
    assert content_type(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("assets/stylesheets/main.484c7ddc.min.css", YEAR),
        ("assets/stylesheets/main.484c7ddc.min.css.map", YEAR),
        ("assets/javascripts/bundle.79ae519e.min.js", YEAR),
        ("assets/stylesheets/own.css", "no-cache"),
        ("assets/javascripts/lunr/min/lunr.es.min.js", "no-cache"),
        ("diagrams/flow.svg", "no-cache"),
        ("index.html", "no-cache"),
    ],
)
def test_only_what_is_named_for_its_content_is_kept_unasked(path: str, expected: str) -> None:
    assert cache_control(path) == expected
