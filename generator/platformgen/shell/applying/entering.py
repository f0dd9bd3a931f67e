"""Whether what routes hang on is in a cluster."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from platformgen.apply.answers import Absent, verdict
from platformgen.apply.entrance import path
from platformgen.apply.key import Key
from platformgen.shell.cluster.client import Client


async def closed(client: Client, entrances: Iterable[Key]) -> frozenset[Key]:
    """Return those that are not there; of what may not be asked, nothing is said."""
    asked = tuple(entrances)
    answers = await asyncio.gather(*(client.ask("GET", path(each)) for each in asked))
    return frozenset(
        each for each, said in zip(asked, answers, strict=True) if isinstance(verdict(said), Absent)
    )
