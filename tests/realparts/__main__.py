"""Get the real parts, or list them: ``python -m realparts get|list|path [NAME…]``."""

import sys
import time
from collections.abc import Sequence

from realparts import cache, system
from realparts.cache import Part
from realparts.parts import PARTS


def main(words: Sequence[str]) -> int:
    """Carry out one command, print what was done, return the exit code."""
    match words:
        case ["get", *names]:
            return _get(_chosen(names))
        case ["list"]:
            return _list()
        case ["path", name] if name in PARTS:
            print(cache.folder(PARTS[name]))
            return 0
        case _:
            print(__doc__, f"parts: {', '.join(PARTS)}", sep="\n", file=sys.stderr)
            return 2


def _chosen(names: Sequence[str]) -> list[Part]:
    return [PARTS[name] for name in names] if names else list(PARTS.values())


def _get(parts: Sequence[Part]) -> int:
    for part in parts:
        began = time.monotonic()
        if not cache.is_made(part):
            print(f"  {part.name}: about {part.minutes:g} min", flush=True)
        cache.get(part)
        print(f"  {part.name}: ready ({time.monotonic() - began:.0f} s)", flush=True)
    return 0


def _list() -> int:
    """Print each part with its place; the code is 1 where something is missing."""
    for part in PARTS.values():
        print(part.name, cache.place(part) if cache.is_made(part) else "missing", sep="\t")
    for name in system.missing():
        print(name, f"missing: apt-get install {system.DEBIAN[name]}", sep="\t")
    return int(bool(system.missing()) or not all(map(cache.is_made, PARTS.values())))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
