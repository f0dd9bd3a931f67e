"""The TechDocs site where Backstage reads it: `<namespace>/<kind>/<name>/`, all lower case."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from platformgen.pages.configuration import DOCS
from platformgen.shell import mkdocs
from platformgen.shell.exclusive import SCRATCH
from platformgen.shell.mirror import Transfer, carry_out, is_something_else, transfer
from platformgen.shell.stores.store import Store, StoreError

METADATA = "techdocs_metadata.json"
"""The file that Backstage asks for first, and by which we know a site from other folders."""


def publish(root: Path, outputs: Iterable[str], store: Store) -> Transfer:
    """Build the site with TechDocs' configuration, and bring what changed to the store.

    `outputs` are the files of the last build, by path from root.
    """
    with mkdocs.staged(root / SCRATCH) as stage:
        built, made = _compared(root, outputs, store, stage)
        carry_out(made, built, store)
    return made


def rehearse(root: Path, outputs: Iterable[str], store: Store) -> Transfer:
    """Return what `publish` would change in the store; nothing there is."""
    with mkdocs.staged(root / SCRATCH) as stage:
        return _compared(root, outputs, store, stage)[1]


def entity_path(platform: str) -> str:
    """Return the path of the site of Component `<platform>-docs` in a publisher's root."""
    return f"default/component/{platform}-docs".lower()


def _compared(
    root: Path, outputs: Iterable[str], store: Store, stage: Path
) -> tuple[Path, Transfer]:
    """Return the folder that the site was built in, and what the store lacks of it."""
    # First, for it takes no time and fails where the place does.
    standing = store.list()
    if is_something_else(standing, METADATA):
        raise StoreError(
            f"{store.place} holds something else than a TechDocs site: nothing is written"
        )
    paths = [path for path in outputs if path.startswith(f"{DOCS}/")]
    built = mkdocs.build(root, [*sorted(paths), "mkdocs.yml"], "mkdocs.yml", stage)
    return built, transfer(built, store, standing, METADATA)
