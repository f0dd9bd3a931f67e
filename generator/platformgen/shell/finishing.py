"""What follows a build: the standalone site, and the one that Backstage reads."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from platformgen.shell import record
from platformgen.shell.disk import DiskProject
from platformgen.shell.engines import MKDOCS, Engine
from platformgen.shell.environments import home
from platformgen.shell.exclusive import exclusive
from platformgen.shell.record import Record

if TYPE_CHECKING:
    from platformgen.shell.mirror import Transfer
    from platformgen.shell.stores.place import Place


def build_site(source: DiskProject, environment: str | None, engine: Engine = MKDOCS) -> int:
    """Make the site of what the last build wrote; return how many of its files changed."""
    folder = home(environment)
    with exclusive(source.root) as scratch:
        last = record.finished(source.root / folder)
        state = _state(last, folder, engine)
        if state == last.site_state and (source.root / folder / "site/index.html").is_file():
            return 0
        from platformgen.shell.site import site  # noqa: PLC0415  # what needs no site pays nothing

        made = site(source.root, folder, last.outputs, last.site, engine)
        last.site, last.site_state = made.digest, state
        record.save(last, source.root / folder, scratch)
    return made.changed


def publish(source: DiskProject, place: Place, *, is_rehearsal: bool) -> Transfer:
    """Bring the TechDocs site of what the last build wrote to a place.

    Of a rehearsal nothing comes but what would be changed there.
    """
    with exclusive(source.root):
        last = record.finished(source.root / home(None))
        from platformgen.shell import publish as publishing  # noqa: PLC0415  # as above
        from platformgen.shell.stores.opening import opened  # noqa: PLC0415  # as above

        act = publishing.rehearse if is_rehearsal else publishing.publish
        with opened(place, publishing.entity_path(last.platform)) as store:
            return act(source.root, last.outputs, store)


def _state(last: Record, folder: str, engine: Engine) -> str:
    """Return what changes when the site may: the tools, and the stamps of what was built."""
    stamps = [each for each in last.outputs.items() if each[0].startswith(f"{folder}/")]
    return blake2b(repr((last.version, engine.name, stamps)).encode(), digest_size=16).hexdigest()
