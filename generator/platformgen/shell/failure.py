"""What the world does to us: the disk, the network, a program that we run."""

from __future__ import annotations


class WorldError(Exception):
    """Something outside failed; the message is for the person, and running again may help."""
