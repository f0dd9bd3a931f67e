"""What the pages in the browser wait for: that the site changed, or that something is wrong."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from threading import Condition


@dataclass(frozen=True, slots=True)
class State:
    """A moment of the preview; `name` is another one for each, `site` for each site."""

    name: str
    site: str
    findings: tuple[str, ...] = ()


class Board:
    """The state now, to be waited for by many."""

    def __init__(self) -> None:
        # A page that outlives its server has to tell this one's states from that one's.
        self._session = secrets.token_hex(8)
        self._count = 0
        self._changed = Condition()
        self._state = State(f"{self._session}-0", f"{self._session}-0")

    @property
    def state(self) -> State:
        """The state now."""
        with self._changed:
            return self._state

    def show(self, findings: tuple[str, ...]) -> None:
        """Tell what is wrong; the site stays as it is."""
        self._become(self.state.site, findings)

    def renew(self) -> None:
        """Tell that the site changed, and that nothing is known to be wrong with it."""
        self._become(None, ())

    def after(self, name: str, seconds: float) -> State:
        """Return the state as soon as it has another name, or when the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.name != name, seconds)
            return self._state

    def _become(self, site: str | None, findings: tuple[str, ...]) -> None:
        with self._changed:
            self._count += 1
            name = f"{self._session}-{self._count}"
            self._state = State(name, site or name, findings)
            self._changed.notify_all()
