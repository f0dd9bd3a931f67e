"""MkDocs as a program that ends with the one that wants its site, even if that one is killed.

It is run by its path. Standard input is a pipe that nobody writes to: it ends when its other end
is closed, and nothing but the end of the process that holds it closes it.
"""

from __future__ import annotations

import os
from threading import Thread


def _end_with_the_pipe() -> None:
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    Thread(target=_end_with_the_pipe, daemon=True).start()
    from mkdocs.__main__ import cli

    cli()
