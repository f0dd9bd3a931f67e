"""What the exit codes mean, for all commands alike; `diagram` has one of its own beside them."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
DIFFERENT: Final = 1
"""There is a difference, or the person did not agree."""
WRONG: Final = 2
"""The spec or the command is wrong."""
FAILED: Final = 3
"""The world failed, or the cluster is not as it should be."""
OUR_FAULT: Final = 70
INTERRUPTED: Final = 130
