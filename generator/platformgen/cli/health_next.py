"""What to do about a platform that is not as it should be: commands, and what each shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from platformgen.apply.standing import MISSING, Rest, Standing
from platformgen.shell.answering import Reply
from platformgen.shell.surveying import Survey

_SHOWN = 2
"""So many objects are named; who has read about two knows how to look at a third."""


class Called(Struct, frozen=True, kw_only=True):
    """How the command was called, in words for a shell: what comes next is about the same."""

    program: str
    """With the folder."""
    options: str
    """Environment and context, as they were given."""
    context: str
    """Of the kubeconfig, that was asked."""


def steps(found: Survey, called: Called) -> Iterator[tuple[str, str]]:
    """Yield commands, each with what it is for; none where all is as it should be."""
    if found.unlocked:
        yield f"{called.program} lock", "without it no chart is installed"
    apply = f"{called.program} apply{called.options}"
    if any(map(_differs, found.parts)):
        yield f"{apply} --dry-run", "what would make it as the spec says"
    late = [key for each in found.parts for key in each.late]
    for key in late[:_SHOWN]:
        yield f"kubectl --context={called.context} describe {key.kubectl}", "why it is not ready"
    if any(map(_is_unanswered, found.replies)):
        yield f"{called.program} doctor{called.options}", "the ports, and the way in"
    if found.left:
        yield f"{apply} --prune --dry-run", "what deleting the rest would take"


def _differs(each: Standing | Rest) -> bool:
    return bool(each.drift) or any(reason.endswith(MISSING) for reason in each.reasons)


def _is_unanswered(replies: Sequence[Reply]) -> bool:
    return any(each.status is None for each in replies)
