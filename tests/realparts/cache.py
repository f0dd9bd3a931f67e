"""The cache of real parts: one folder a part, named for its lock, made once."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
"""The checkout that the locks are read from."""

_DONE = ".made"


class MissingPartError(Exception):
    """A real part is not there; the message says what gets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something real that is made once: what it depends on, and how it is made.

    ``make`` fills an empty folder. ``sources`` and ``recipe`` are all that decides what
    comes out: another lock or another flag is another folder.
    """

    name: str
    sources: tuple[Path, ...]
    recipe: str
    make: Callable[[Path], None]
    minutes: float
    """How long it takes the first time, roughly, on two cores."""


def root() -> Path:
    """Return the folder of the cache: ``PLATFORMGEN_CACHE``, or one in the user's cache."""
    chosen = os.environ.get("PLATFORMGEN_CACHE")
    return Path(chosen) if chosen else Path.home() / ".cache" / "platformgen-tests"


def place(part: Part) -> Path:
    """Return where the part is, or will be."""
    digest = hashlib.sha256(part.recipe.encode())
    for source in part.sources:
        digest.update(b"\0" + source.name.encode() + b"\0" + source.read_bytes())
    return root() / f"{part.name}-{digest.hexdigest()[:12]}"


def is_made(part: Part) -> bool:
    """Tell whether the part is there, whole."""
    return (place(part) / _DONE).is_file()


def folder(part: Part) -> Path:
    """Return the folder of a part that was made before."""
    if not is_made(part):
        raise MissingPartError(
            f"{part.name} is not in {root()}; get it: scripts/parts get {part.name}"
            f" (about {part.minutes:g} min the first time)"
        )
    return place(part)


def get(part: Part) -> Path:
    """Return the folder of a part, made now if it is missing.

    Runs beside each other wait for one another. A half-made folder carries no mark, and is
    made again; it is made in its place, because virtual environments cannot be moved.
    """
    with _locked(part.name):
        target = place(part)
        if not is_made(part):
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            part.make(target)
            (target / _DONE).touch()
        return target


@contextmanager
def _locked(name: str) -> Iterator[None]:
    root().mkdir(parents=True, exist_ok=True)
    with (root() / f".{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
