"""A site's engine as a program that ends with the one that wants its site, even if that is killed.

It is run by its path; the first argument is the engine's name. Standard input is a pipe that nobody
writes to: it ends when its other end is closed, and nothing but the end of the process that holds
it closes it.
"""

from __future__ import annotations

import os
import sys
from threading import Thread


def _end_with_the_pipe() -> None:
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    Thread(target=_end_with_the_pipe, daemon=True).start()
    if sys.argv.pop(1) == "zensical":
        from zensical.main import cli
    else:
        from mkdocs.__main__ import cli

    try:
        cli()
    except OSError as error:
        # The disk is full, most often: what the engine was at does not help.
        place = error.filename2 or error.filename or "what it writes"
        sys.exit(f"{place}: {error.strerror}")
