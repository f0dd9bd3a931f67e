"""The site: build/techdocs/… with its drawings, the root mkdocs.yml, and build/site.yml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from platformgen.artifact import HEADER_TEXT, Artifact
from platformgen.emit.layout import build_folder, manifests_folder, mount_file
from platformgen.model import Platform
from platformgen.pages import configuration, contents
from platformgen.pages.contents import Contents
from platformgen.pages.figure import drawn, fitted
from platformgen.pages.known import KnownSvg, nothing_known
from platformgen.pages.page import Page, way_from
from platformgen.pages.site import Places
from platformgen.yamltext import yaml_file


def emit(platform: Platform) -> Iterator[Artifact]:
    """Write the site, with every drawing drawn anew."""
    made = contents.contents(platform, places(platform), nothing_known)
    yield from site_files(made, nothing_known)


def made_page(platform: Platform, path: str) -> Page:
    """Return the page that is made of a platform for a path of its site."""
    return contents.made_page(platform, places(platform), path)


def drawings(platform: Platform) -> Iterator[str]:
    """Yield the paths of all drawings of the site, from its root."""
    for page in contents.contents(platform, places(platform), nothing_known).pages:
        yield from (each.path for each in page.figures)


def places(platform: Platform) -> Places:
    """Return where the outputs are that pages speak of."""
    folder = build_folder(platform)
    return Places(
        manifests=manifests_folder(platform),
        helm=f"{folder}/helm",
        kind=f"{folder}/kind.yaml",
        hosts=f"{folder}/hosts",
        mount=mount_file(platform),
    )


def site_files(made: Contents, known: KnownSvg) -> Iterator[Artifact]:
    """Write the site's pages, drawings and configurations."""
    environment = made.site.platform.environment
    root = build_folder(made.site.platform)
    docs = PurePosixPath(root, "techdocs")
    for page in made.pages:
        drawings = [drawn(figure, known) for figure in page.figures]
        yield Artifact(docs / page.path, _content(page, drawings).encode())
        for drawing in drawings:
            yield Artifact(docs / drawing.path, drawing.content)
    for asset in configuration.assets(made.site):
        yield Artifact(docs / asset.path, asset.content)
    if environment is None:
        yield yaml_file("mkdocs.yml", configuration.techdocs(made.site, made.navigation))
    yield yaml_file(f"{root}/site.yml", configuration.standalone(made.site, made.navigation))


def _content(page: Page, drawings: Sequence[Artifact]) -> str:
    body, way = page.body, way_from(page.path, {})
    for figure, drawing in zip(page.figures, drawings, strict=True):
        body = fitted(body, figure, drawing, way)
    return f"<!-- {HEADER_TEXT} -->\n\n{body.strip()}\n"
