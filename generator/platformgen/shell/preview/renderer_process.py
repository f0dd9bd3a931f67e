"""MkDocs as a program that stays, and makes the one page that somebody wants to see.

What takes MkDocs' time is all that comes before a page: its own modules, the theme's templates,
the list of files and the navigation. They stay loaded here. It is run by its path. Each line of
standard input is an order in JSON, and each has one line of answer; it ends with its input.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation


class Loaded(Struct, frozen=True, kw_only=True):
    """All that a page is made with, as MkDocs' own build has it before its first page."""

    config: MkDocsConfig
    files: Files
    navigation: Navigation
    environment: jinja2.Environment


class Warnings(logging.Handler):
    """What MkDocs found wrong since it was asked last."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        self._found.append(record.getMessage())

    def taken(self) -> list[str]:
        """Return the warnings, and forget them."""
        found, self._found = self._found, []
        return found


def load(configuration: str, output: str) -> Loaded:
    """Return what the pages are made with; the steps and their order are those of MkDocs 1.6."""
    from mkdocs.config import load_config  # noqa: PLC0415  # the pipe is watched before
    from mkdocs.structure.files import get_files, set_exclusions  # noqa: PLC0415  # as above
    from mkdocs.structure.nav import get_navigation  # noqa: PLC0415  # as above
    from mkdocs.structure.pages import Page  # noqa: PLC0415  # as above

    config = load_config(configuration, site_dir=output)
    config.plugins.on_startup(command="serve", dirty=False)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    environment = config.theme.get_env()
    files.add_files_from_theme(environment, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    navigation = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in files.documentation_pages():
        if file.page is None:
            Page(None, file, config)
    environment = config.plugins.on_env(environment, config=config, files=files) or environment
    return Loaded(config=config, files=files, navigation=navigation, environment=environment)


def render(loaded: Loaded, path: str) -> bool:
    """Write the page whose file in the site this is; tell whether there is one."""
    from mkdocs.commands.build import _build_page, _populate_page  # noqa: PLC0415  # as above

    pages = loaded.files.documentation_pages()
    page = next((file.page for file in pages if file.dest_uri == path), None)
    if page is None:
        return False
    _populate_page(page, loaded.config, loaded.files)
    _build_page(page, loaded.config, pages, loaded.navigation, loaded.environment)
    return True


def answers(configuration: str, output: str) -> Iterator[dict[str, object]]:
    """Yield what comes of each order: `null` loads everything anew, a path makes that page."""
    warnings = Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    loaded: Loaded | None = None
    for line in sys.stdin:
        path = json.loads(line)
        loaded = None if path is None else loaded
        try:
            loaded = loaded or load(configuration, output)
            found = path is not None and render(loaded, path)
        except Exception as error:  # noqa: BLE001  # whatever it is, the next page may be well
            yield {"error": f"{type(error).__name__}: {error}"}
        else:
            yield {"found": found, "warnings": warnings.taken()}


def main(configuration: str, output: str) -> None:
    """Answer until there are no more orders; nothing but answers goes to standard output."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as told:
        os.dup2(2, 1)
        for answer in answers(configuration, output):
            told.write(json.dumps(answer) + "\n")
            told.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
