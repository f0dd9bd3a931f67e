"""How a run ended, in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from platformgen.apply.aim import Aim
from platformgen.apply.change import Kept
from platformgen.apply.plan import Plan
from platformgen.apply.prune import shown
from platformgen.apply.revision import ROLLBACK
from platformgen.shell.applying.running import Run

_STILL = (
    "the spec was not changed: the next apply brings forward again what it says,\n"
    "unless it goes back too (git revert)"
)


def good(run: Run) -> str:
    """Return the word of a run in which all was done; what is left over is told beside it."""
    told = f"all is as {run.membership.authority} says" if run.pursuit.waits else "all is written"
    left = len([each for each in run.plan.of(Kept) if each.is_ours])
    if run.membership.installed:
        told += f"; not in platform.lock, and left alone: {', '.join(run.membership.installed)}"
    if left:
        told += f"; {left} left over, named above"
    if run.occasion.action != ROLLBACK:
        return told
    return "\n".join((told, *_unreached(run.membership), _STILL))


def interrupted(waiting: Iterable[str], troubles: int) -> str:
    """Return the word of a run that somebody ended while these were not ready yet.

    `troubles` is how many objects were named before, for nothing came of them.
    """
    late = shown(sorted(waiting))
    told = f"interrupted{': what was not done is named above' if troubles else ''}"
    told += f"; not ready yet: {', '.join(late)}" if late else ""
    return f"{told}; `platformgen status` tells how all stands"


def _unreached(aim: Aim) -> Iterator[str]:
    """Yield what is told of components that no rollback of ours reaches."""
    wanted = {each.key for each in aim.wanted}
    names = sorted({each.name for each in aim.handed.values() if each in wanted})
    if names:
        yield f"Argo CD applies {', '.join(shown(names))} as its repository says: go back there too"


def gone(plan: Plan) -> str:
    """Return what is left where all was to go."""
    kept = len(plan.of(Kept))
    return f"gone, but for {kept} named above" if kept else "nothing of ours is left"


def bad(run: Run) -> str:
    """Return how much of a run came to nothing, and why it ended, where it ended early."""
    if not run.troubles:
        return run.stopped
    if run.troubles == 1:
        told = "1 object is not as it should be"
    else:
        told = f"{run.troubles} objects are not as they should be"
    return f"{told}: {run.stopped}" if run.stopped else told
