"""A real Backstage backend as the judge of a catalog and its TechDocs.

By hand: ``python -m realparts.backstage CATALOG [TECHDOCS]``.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from realparts import cache, command, npm, toolchain
from realparts.cache import PROJECT
from realparts.objectstores import ObjectStore

_PROGRAM = PROJECT / "tests" / "backstage" / "check.mjs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What Backstage made of it: entities by kind, what is wrong, what dangles, docs served."""

    entities: dict[str, int]
    errors: list[dict[str, Any]]  # JSON of Backstage: entity, message, where
    dangling_relations: list[dict[str, str]]
    techdocs_ok: int
    techdocs_pages_ok: int
    stats: dict[str, Any]  # JSON, for people: versions, seconds, megabytes


class BackstageError(Exception):
    """The check itself could not be carried out."""


def verdict(
    catalog: Path,
    techdocs: Path | ObjectStore | None = None,
    *,
    bucket: str = "",
    read: Literal["url", "file"] = "url",
) -> Verdict:
    """Load a catalog's folder into a backend and return what became of it.

    ``techdocs`` is a publish folder: namespace/kind/name/, in lower case; or the same in a bucket
    of a cloud, ``bucket/below``. Backstage reads the catalog over HTTP, or the files itself, which
    it must for globs in Location targets.
    """
    folders = [catalog, techdocs] if isinstance(techdocs, Path) else [catalog]
    options = [f"--read={read}"]
    app = cache.folder(npm.BACKSTAGE)
    env = toolchain.node_environment(cache.folder(toolchain.NODE))
    if isinstance(techdocs, ObjectStore):
        name, _, root = bucket.partition("/")
        options.append(f"--publisher={json.dumps(techdocs.publisher(name, root))}")
        env = {**env, **techdocs.reader_env()}
    answer = command.run("node", _PROGRAM, *options, app, *folders, env=env)
    if answer.returncode not in (0, 1):
        raise BackstageError(answer.stdout + answer.stderr)
    return Verdict(**json.loads(answer.stdout))


def _main(folders: list[Path]) -> int:
    found = verdict(*folders)
    print(json.dumps({name: getattr(found, name) for name in Verdict.__slots__}, indent=1))
    return int(bool(found.errors or found.dangling_relations))


if __name__ == "__main__":
    sys.exit(_main([Path(word) for word in sys.argv[1:]]))
