"""What the world does to us: the disk, the network, a program that we run."""

from __future__ import annotations


class WorldError(Exception):
    """Something outside failed; the message is for the person, and running again may help.

    `fix` says what to look at, where that is not the message's own last line.
    """

    def __init__(self, message: str, *, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix
