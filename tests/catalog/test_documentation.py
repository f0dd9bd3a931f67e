"""The catalog and the site agree on where pages are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

import sample_platforms
from platformgen.catalog import Entity, entities
from platformgen.emit.pages import places
from platformgen.model import Platform, TextFile
from platformgen.pages.contents import contents
from platformgen.pages.known import nothing_known
from platformgen.sitemap import address

WRITTEN = ("guides/index.md", "guides/web.md", "shop.md")


def site_paths(platform: Platform) -> set[str]:
    made = contents(platform, places(platform), nothing_known)
    return {f"/{page.path}" for page in made.pages}


def shown_at(entity: Entity) -> Iterator[str]:
    metadata = entity.document["metadata"]
    assert isinstance(metadata, dict)
    path = metadata.get("annotations", {}).get("backstage.io/techdocs-entity-path")
    if path is not None:
        yield path


@pytest.mark.parametrize(
    "platform", [sample_platforms.guide(), sample_platforms.shop(), sample_platforms.awkward()]
)
def test_the_page_that_an_entity_opens_is_there(platform: Platform) -> None:
    platform = replace(
        platform, components=tuple(replace(each, page=None) for each in platform.components)
    )
    wanted = {path for entity in entities(platform) for path in shown_at(entity)}
    there = site_paths(platform)

    missing = {path for path in wanted if not {f"{path[:-1]}.md", f"{path}index.md"} & there}
    assert missing == set()


def test_written_pages_stand_where_links_look_for_them() -> None:
    pages = tuple(TextFile(path=path, content=f"# {path}\n") for path in WRITTEN)
    there = site_paths(sample_platforms.platform(pages=pages))

    for path in WRITTEN:
        found = address(path)
        assert {f"{found[:-1]}.md", f"{found}index.md"} & there, path
