"""`platform.lock` made anew: what the spec names is fetched, rendered, and indexed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from msgspec import Struct

from platformgen.diagnostic import Diagnostic, Span, has_errors
from platformgen.lock import FILE, lock_text, read_lock
from platformgen.model import Lock, LockedChart, LockedManifest
from platformgen.pipeline import compiled
from platformgen.project import Project, Unreadable
from platformgen.shell import whole
from platformgen.shell.disk import DiskProject
from platformgen.shell.exclusive import exclusive
from platformgen.shell.failure import WorldError
from platformgen.shell.fetching import Fetching
from platformgen.shell.rendering import manifest_index, rendering
from platformgen.shell.wanted import Wanted, wanted
from platformgen.source.document import Places

_AT_ONCE = 8


class Locked(Struct, frozen=True, kw_only=True):
    """What came of it; no lock where the spec has errors."""

    diagnostics: tuple[Diagnostic, ...]
    lock: Lock | None = None
    is_changed: bool = False
    loose: tuple[str, ...] = ()
    """Images whose digest nobody could be asked for: they keep their tags."""
    is_mended: bool = False
    """Whether the lock that was there could not be read, so that nothing was held to it."""


_ABSENT = Unreadable("is not there", is_absent=True)


class _Unlocked(Struct, frozen=True):
    """A project without its lock: what is wrong with that is mended here."""

    source: Project

    def specs(self) -> Sequence[str]:
        return self.source.specs()

    def environments(self) -> Sequence[str]:
        return self.source.environments()

    def pages(self) -> Sequence[str]:
        return self.source.pages()

    def read(self, path: str) -> bytes | Unreadable:
        return _ABSENT if path == FILE else self.source.read(path)


def locked(source: DiskProject, fetching: Fetching) -> Locked:
    """Write the lock of a project; nothing is written unless all of it was fetched."""
    wants: list[Wanted] = []
    for environment in (None, *source.environments()):
        compilation, found = compiled(_Unlocked(source), environment)
        if compilation is None:
            return Locked(diagnostics=tuple(each for each in found if has_errors([each])))
        wants.append(wanted(compilation))
    images = _images(wants, fetching)
    lock = Lock(
        images={image: digest for image, digest in images.items() if digest},
        releases=_releases(wants, fetching),
        manifests=_manifests(wants, fetching),
    )
    return Locked(
        diagnostics=(),
        lock=lock,
        is_changed=_written(source, lock),
        loose=tuple(image for image, digest in images.items() if not digest),
        is_mended=fetching.is_unheld,
    )


def last_lock(source: DiskProject) -> Lock | None:
    """Return the lock that is there, or None where there is none that can be read."""
    content = source.read(FILE)
    if isinstance(content, Unreadable):
        return Lock() if content.is_absent else None
    lock, found = read_lock(content, Places())
    return None if found else lock


def _images(wants: Sequence[Wanted], fetching: Fetching) -> Mapping[str, str | None]:
    spans = {image: span for want in wants for image, span in want.images}

    def digest(image: str) -> str | None:
        with _told_at(spans[image]):
            return fetching.digest(image)

    names = sorted(spans)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(names, pool.map(digest, names), strict=True))


def _releases(wants: Sequence[Wanted], fetching: Fetching) -> Mapping[str, tuple[LockedChart, ...]]:
    """Return each release once for all that the environments want of it, in their order."""
    releases: dict[str, dict[tuple[object, ...], LockedChart]] = {}
    for want in wants:
        for each in want.charts:
            done = releases.setdefault(each.helm.release, {})
            if each.key not in done:
                with _told_at(each.span("version")):
                    archive = fetching.chart(each.helm)
                done[each.key] = rendering(each, archive)
    return {name: tuple(done.values()) for name, done in releases.items()}


def _manifests(wants: Sequence[Wanted], fetching: Fetching) -> Mapping[str, LockedManifest]:
    spans = {url: span for want in wants for url, span in want.manifests}
    manifests: dict[str, LockedManifest] = {}
    for url in sorted(spans):
        with _told_at(spans[url]):
            manifests[url] = manifest_index(fetching.manifest(url), url)
    return manifests


@contextmanager
def _told_at(span: Span) -> Iterator[None]:
    """Say with what the world does to us which line of the spec asked for it."""
    try:
        yield
    except WorldError as error:
        raise WorldError(f"{span}: {error}") from error


def _written(source: DiskProject, lock: Lock) -> bool:
    content = lock_text(lock).encode()
    if source.read(FILE) == content:
        return False
    with exclusive(source.root) as scratch:
        whole.write(str(source.root / FILE), content, scratch)
    return True
