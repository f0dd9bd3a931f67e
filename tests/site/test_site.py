"""The site as MkDocs makes it of what we write, with both configurations."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import sample_platforms
from pages.dialects import acts, seen
from platformgen.emit import pages
from platformgen.model import Platform, TextFile
from platformgen.shell import mkdocs, publish, site
from platformgen.shell.mirror import Transfer
from platformgen.shell.mkdocs import SiteError
from platformgen.shell.stores.folder import FolderStore
from platformgen.shell.stores.store import StoreError

BROKEN = "# Broken\n\n[away](nowhere.md)\n"


def laid(folder: Path, platform: Platform) -> list[str]:
    """Write the pages of a platform, and return their paths."""
    paths: list[str] = []
    for artifact in pages.emit(platform):
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
        paths.append(str(artifact.path))
    return paths


def texts(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*.html"))
    }


def published(root: Path, platform: Platform) -> Transfer:
    """Bring the TechDocs site of a platform to `out`."""
    return publish.publish(root, laid(root, platform), FolderStore(root / "out"))


PLATFORMS: list[Callable[[], Platform]] = [
    sample_platforms.guide,
    sample_platforms.shop,
    sample_platforms.awkward,
    sample_platforms.platform,
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda each: each.__name__)
def test_the_standalone_site_builds_without_a_warning(
    tmp_path: Path, platform: Callable[[], Platform], language: str
) -> None:
    paths = laid(tmp_path, replace(platform(), language=language))
    made = site.site(tmp_path, "build", paths, None)
    built = texts(tmp_path / "build" / "site")

    assert made.changed > 0
    assert f'<html lang="{language}"' in built["index.html"]
    assert not (tmp_path / "build" / ".site").exists()


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda each: each.__name__)
def test_the_techdocs_site_builds_without_a_warning(
    tmp_path: Path, platform: Callable[[], Platform]
) -> None:
    published(tmp_path, platform())

    assert json.loads((tmp_path / "out" / "techdocs_metadata.json").read_text())["site_name"]
    assert (tmp_path / "out" / "components").is_dir() == bool(platform().components)
    assert not (tmp_path / "build" / ".tmp").exists()


def test_no_page_asks_another_site_for_anything(tmp_path: Path) -> None:
    site.site(tmp_path, "build", laid(tmp_path, sample_platforms.guide()), None)
    loaded = [
        value
        for text in texts(tmp_path / "build" / "site").values()
        for tag, attributes in seen(text).elements
        for name, value in attributes.items()
        if (tag in {"img", "script", "source"} and name == "src")
        or (tag == "link" and name == "href" and attributes.get("rel") != "canonical")
    ]

    assert loaded
    assert not [each for each in loaded if "//" in each]


def test_awkward_text_is_shown_as_it_is_written(tmp_path: Path) -> None:
    platform = sample_platforms.awkward()
    site.site(tmp_path, "build", laid(tmp_path, platform), None)
    home = seen(texts(tmp_path / "build" / "site")["components/y/index.html"])
    (component,) = platform.components

    assert " ".join(component.description.split()) in " ".join(home.text.split())
    assert "{{ x | y }}" in home.text
    assert "<b>&amp;" in home.text


def test_the_same_pages_are_not_built_again(tmp_path: Path) -> None:
    paths = laid(tmp_path, sample_platforms.platform())
    first = site.site(tmp_path, "build", paths, None)
    second = site.site(tmp_path, "build", paths, first.digest)
    (tmp_path / "build" / "site" / "index.html").unlink()
    third = site.site(tmp_path, "build", paths, first.digest)

    assert second == site.Site(first.digest, 0)
    assert third == site.Site(first.digest, 1)


def test_one_changed_page_changes_its_own_files(tmp_path: Path) -> None:
    platform = sample_platforms.guide()
    published(tmp_path, platform)
    again = published(tmp_path, platform)
    first = replace(platform.components[0], ready_seconds=1, tags=("new",))
    changed = replace(platform, components=(first, *platform.components[1:]))
    done = published(tmp_path, changed)

    assert (again.written, again.removed) == ((), ())
    assert f"components/{first.name}/index.html" in done.written
    assert not [path for path in done.written if "components/grafana" in path]
    assert done.removed == ()


def test_a_page_that_is_gone_is_removed(tmp_path: Path) -> None:
    platform = sample_platforms.shop()
    published(tmp_path, platform)
    fewer = replace(
        platform,
        components=tuple(each for each in platform.components if each.name != "shop-report"),
    )
    done = published(tmp_path, fewer)

    assert "components/shop-report/index.html" in done.removed


def test_mkdocs_reads_nothing_but_what_we_wrote(tmp_path: Path) -> None:
    paths = laid(tmp_path, sample_platforms.platform())
    (tmp_path / "secret").write_text("sentinel")
    (tmp_path / "build" / "techdocs" / "stolen.md").symlink_to(tmp_path / "secret")
    (tmp_path / "build" / "techdocs" / "stranger.md").write_text("sentinel")
    site.site(tmp_path, "build", paths, None)

    assert not [text for text in texts(tmp_path / "build" / "site").values() if "sentinel" in text]


def test_a_page_that_became_a_link_is_refused(tmp_path: Path) -> None:
    paths = laid(tmp_path, sample_platforms.platform())
    page = tmp_path / "build" / "techdocs" / "index.md"
    page.unlink()
    page.symlink_to("/etc/hostname")

    with pytest.raises(SiteError, match="is a link"):
        site.site(tmp_path, "build", paths, None)


@pytest.mark.parametrize("make", ["folder", "nothing", "fifo"])
def test_what_is_no_file_is_not_read(tmp_path: Path, make: str) -> None:
    paths = laid(tmp_path, sample_platforms.platform())
    page = tmp_path / "build" / "techdocs" / "index.md"
    page.unlink()
    if make == "folder":
        page.mkdir()
    if make == "fifo":
        os.mkfifo(page)

    with pytest.raises(SiteError, match=r"index\.md"):
        site.site(tmp_path, "build", paths, None)


def test_mkdocs_knows_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = laid(tmp_path, sample_platforms.platform())
    configuration = tmp_path / "build" / "site.yml"
    configuration.write_text(configuration.read_text() + "copyright: !ENV [TOKEN, none]\n")
    monkeypatch.setenv("TOKEN", "sentinel")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    site.site(tmp_path, "build", paths, None)

    assert "sentinel" not in (tmp_path / "build" / "site" / "index.html").read_text()


def test_what_mkdocs_refuses_is_told(tmp_path: Path) -> None:
    page = TextFile(path="broken.md", content=BROKEN)
    paths = laid(tmp_path, sample_platforms.platform(pages=(page,)))

    with pytest.raises(SiteError, match=r"nowhere\.md"):
        site.site(tmp_path, "build", paths, None)


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")

    with pytest.raises(SiteError), mkdocs.staged(blocked / "stage"):
        pass


@pytest.mark.parametrize("act", [publish.publish, publish.rehearse], ids=lambda each: each.__name__)
def test_a_folder_that_is_no_site_is_left_alone(
    tmp_path: Path, act: Callable[..., Transfer]
) -> None:
    paths = laid(tmp_path, sample_platforms.platform())
    target = tmp_path / "out"
    target.mkdir()
    (target / "thesis.txt").write_text("years of work")

    with pytest.raises(StoreError, match="something else"):
        act(tmp_path, paths, FolderStore(target))

    assert [each.name for each in target.iterdir()] == ["thesis.txt"]


def test_a_rehearsal_tells_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    platform = sample_platforms.platform()
    store = FolderStore(tmp_path / "out" / "docs")
    told = publish.rehearse(tmp_path, laid(tmp_path, platform), store)
    is_there = (tmp_path / "out").exists()
    done = publish.publish(tmp_path, laid(tmp_path, platform), store)

    assert told == done
    assert not is_there


def test_hostile_specs_do_nothing_in_the_site(tmp_path: Path) -> None:
    hostile = "</a><script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1))"
    platform = sample_platforms.shop()
    components = tuple(
        replace(each, title=hostile, description=hostile, features=(hostile,), collects=(hostile,))
        for each in platform.components
    )
    changed = replace(platform, title=hostile, description=hostile, components=components)
    site.site(tmp_path, "build", laid(tmp_path, changed), None)
    found = {
        path: [each for each in acts(seen(text)) if "alert" in each or each == "img onerror"]
        for path, text in texts(tmp_path / "build" / "site").items()
    }
    scripts = [
        text for text in texts(tmp_path / "build" / "site").values() if "<script>alert" in text
    ]

    assert not any(found.values())
    assert scripts == []
