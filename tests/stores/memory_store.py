"""A store in memory, which remembers what was asked of it and can be made to fail."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from platformgen.shell.stores.store import StoreError


@dataclass(slots=True)
class MemoryStore:
    files: dict[str, bytes] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    at_once: int = 8
    calls_before_failure: int | None = None
    pause: threading.Barrier | None = None
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    place: str = "memory"

    def list(self) -> Mapping[str, str]:
        return {path: hashlib.sha256(content).hexdigest() for path, content in self.files.items()}

    def is_same(self, path: str, told: str, content: bytes) -> bool:  # noqa: ARG002  # its protocol
        return told == hashlib.sha256(content).hexdigest()

    def put(self, path: str, content: bytes) -> None:
        with self._acting(f"put {path}"):
            self.files[path] = content

    def delete(self, path: str) -> None:
        with self._acting(f"delete {path}"):
            self.files.pop(path, None)

    @contextmanager
    def _acting(self, what: str) -> Iterator[None]:
        with self._lock:
            if self.calls_before_failure == len(self.log):
                raise StoreError("memory: full")
            self.log.append(what)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        if self.pause is not None:
            self.pause.wait(timeout=10)
        yield
        with self._lock:
            self._now -= 1
