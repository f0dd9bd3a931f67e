"""What Argo CD made of a chart, made Helm's before helm runs: then there is no conflict."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from platformgen.apply.key import Key
from platformgen.apply.ownership import helms_again
from platformgen.apply.release import Release
from platformgen.apply.served import Catalogue, Served
from platformgen.shell.applying.passing import pass_on
from platformgen.shell.applying.result import Lost
from platformgen.shell.applying.task import Means


async def regain(means: Means, found: Catalogue, release: Release) -> Lost | None:
    """Pass on to Helm what Argo CD applied of a release; the first failure, where there is one."""
    patch = partial(helms_again, release=release.key, application=release.component)
    places = [place for each in release.own for place in _places(each, found)]
    results = await asyncio.gather(
        *(pass_on(means, served, each, None, partial(patch, each=each)) for each, served in places)
    )
    return next((each for each in results if each is not None), None)


def _places(each: Key, found: Catalogue) -> Iterator[tuple[Key, Served]]:
    """Yield where an object of a chart may be: the lock does not know the groups of kinds.

    What is there is looked at before it is touched: it has to say that it is the release's.
    """
    for (group, kind), versions in found.kinds.items():
        if kind == each.kind:
            yield replace(each, group=group), versions[0]
