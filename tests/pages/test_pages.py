"""Every page of a platform with one of everything, word by word, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.full import full
from platformgen.emit.pages import nothing_known, places
from platformgen.language import LANGUAGES
from platformgen.pages.contents import contents

EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_as_expected(language: str, *, update_golden: bool) -> None:
    platform = full(language)
    made = contents(platform, places(platform), nothing_known)
    pages = {page.path: f"{page.body.strip()}\n" for page in made.pages}
    folder = EXPECTED / language
    if update_golden:
        for path, body in pages.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(body, encoding="utf-8")
    expected = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.*"))
    }

    assert pages == expected
    assert made.findings == ()
