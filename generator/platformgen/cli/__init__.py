"""The command line: the only part that prints, reads flags, or sets an exit code."""

from platformgen.cli.main import main

__all__ = ["main"]
