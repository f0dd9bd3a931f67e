"""Fetching what a lock holds to what it was: from the store, or from upstream."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from platformgen.lock import sha256
from platformgen.lock.archive import refused_archive
from platformgen.model import HelmInstall, Lock
from platformgen.shell import store
from platformgen.shell.failure import WorldError
from platformgen.shell.remote.upstream import Upstream


class MovedError(WorldError):
    """What was fetched is not what it was held to; the message says what can be done."""


class Holder(Struct, frozen=True, kw_only=True):
    """What things are held to, in words, and how to get on where one is not what it was."""

    name: str
    way_on: str


LOCK = Holder(name="platform.lock", way_on="`platformgen lock --upgrade` takes it")


class Fetching(Struct, frozen=True, kw_only=True):
    """How things are fetched; `last` is None where the lock that was there cannot be read.

    With `upgrade` nothing is held to what it was: all is fetched anew.
    """

    upstream: Upstream
    last: Lock | None
    upgrade: bool
    holder: Holder = LOCK

    @property
    def is_unheld(self) -> bool:
        """Whether there is a lock that could not be read."""
        return self.last is None

    def chart(self, helm: HelmInstall) -> bytes:
        """Return the archive of a chart, looked through."""
        name = f"{helm.chart} {helm.version}"
        content = self._held(
            name,
            _digest(self._held_to, helm),
            lambda: self.upstream.chart(helm.repo, helm.chart, helm.version),
        )
        refused = refused_archive(content, helm.chart, helm.version)
        if refused:
            raise WorldError(f"the archive of {name} {refused}")
        return content

    def manifest(self, url: str) -> bytes:
        """Return the text of a manifest."""
        locked = self._held_to.manifests.get(url)
        digest = locked.digest if locked else None
        return self._held(url, digest, lambda: self.upstream.manifest(url))

    def digest(self, image: str) -> str | None:
        """Return the digest of an image; one that is locked is not asked for again."""
        return self._held_to.images.get(image) or self.upstream.digest(image)

    @property
    def _held_to(self) -> Lock:
        return Lock() if self.upgrade or self.last is None else self.last

    def _held(self, name: str, digest: str | None, fetched: Callable[[], bytes]) -> bytes:
        content = store.stored(digest) if digest else None
        if content is None:
            content = fetched()
            if digest and sha256(content) != digest:
                raise MovedError(
                    f"{name} is not what it was: its digest is {sha256(content)}, and "
                    f"{self.holder.name} has {digest}\nlook at what changed; {self.holder.way_on}"
                )
            store.store(content)
        return content


def _digest(lock: Lock, helm: HelmInstall) -> str | None:
    wanted = (helm.repo, helm.chart, helm.version)
    for charts in lock.releases.values():
        for each in charts:
            if (each.repo, each.chart, each.version) == wanted:
                return each.digest
    return None
