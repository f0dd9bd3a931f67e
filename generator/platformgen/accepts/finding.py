"""One reason why an object would be refused."""

from __future__ import annotations

from msgspec import Struct


class Finding(Struct, frozen=True, kw_only=True, order=True):
    """A place in one object, and why it is refused there.

    `index` counts the objects that were looked at; `path` leads from the root of that object to
    the value to edit, or to the place where one is missing; `rule` is a short stable name.
    """

    index: int = 0
    path: tuple[str | int, ...] = ()
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{field(self.path)}: {self.message}" if self.path else self.message


def field(path: tuple[str | int, ...]) -> str:
    """Return a path as Kubernetes writes it: `spec.ports[0].name`, `data["a.b"]`."""
    text = "".join(_step(step) for step in path)
    return text.removeprefix(".")


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.replace("-", "_").isidentifier() else f'["{step}"]'
