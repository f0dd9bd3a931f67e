"""One release carried out, and what of it has to run before it counts as ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from platformgen.apply.change import Create, Rollout, Write
from platformgen.apply.key import Key
from platformgen.apply.readiness import Ready, readiness
from platformgen.apply.release import Release, workloads
from platformgen.apply.served import Catalogue, catalogue
from platformgen.shell.applying.charted import Part, running
from platformgen.shell.applying.helm_revisions import give_up, last_of
from platformgen.shell.applying.looking import discovery
from platformgen.shell.applying.regaining import regain
from platformgen.shell.applying.result import Lost, Written, unable
from platformgen.shell.applying.task import Means
from platformgen.shell.applying.trying import Tries
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.failure import WorldError

Live = Mapping[str, Any]

_PAUSE_SECONDS = 0.5
_KINDS_SECONDS = 60.0


async def rolled(means: Means, found: Catalogue, change: Rollout) -> Written | Lost:
    """Install or upgrade; a release that was given up is taken out of the way before."""
    client, release = means.client, change.release
    seconds = means.pursuit.patience_seconds(release)
    try:
        failed = await regain(means, found, release) if change.is_taken_back else None
        if failed is not None:
            return failed
        if change.ending is not None:
            await give_up(client, change.ending)
        said = await means.helm.upgrade(release, seconds, takes_over=change.is_taken_back)
    except (ClusterError, WorldError, OSError) as error:
        return unable(error)
    if said:
        return Lost("", f"helm: {said}", _fix(release, said))
    live = await last_of(client, release.key)
    if live is None:
        return Lost("", "helm says that it is installed, and keeps nothing of it")
    return Written(live)


def _fix(release: Release, said: str) -> str:
    if "conflict" in said:
        return (
            f"take it: --force-conflicts={release.key}; "
            "or leave it to them: set the chart's values so that it does not make the field"
        )
    name, namespace = release.key.name, release.key.namespace
    return f"mend what it says and run again; its past: helm history {name} --namespace={namespace}"


def awaited(writes: Iterable[Write], release: Key) -> Iterator[tuple[str, str]]:
    """Yield the kinds, as apiVersion and kind, of what waits for a release to bring them."""
    for each in writes:
        if isinstance(each, Create) and release in each.after:
            yield str(each.wanted.document["apiVersion"]), each.key.kind


async def kinds(means: Means, before: Catalogue, awaited: Iterable[tuple[str, str]]) -> Catalogue:
    """Return what is served now, with what definitions of ours still bring.

    Kinds (apiVersion, kind) that just came into being take a moment until they are told.
    """
    missing = set(awaited)
    tries = Tries.of(means.halt, _KINDS_SECONDS, pause_seconds=_PAUSE_SECONDS)
    while True:
        now = Catalogue({**before.kinds, **catalogue(*await discovery(means.client)).kinds})
        missing = {each for each in missing if now.of(*each) is None}
        if not (missing and await tries.again()):
            return now


async def parts(
    means: Means, found: Catalogue, release: Release, seen: Mapping[Key, Part]
) -> tuple[list[Part], list[Key]]:
    """Return the workloads of a release that are not ready, and those that are to be made yet.

    The latter are its operators'; they have the release's patience for it. `seen` is what was there
    a moment ago; where it is empty, it is looked for.
    """
    own, made = workloads(release.own), workloads(release.operated)
    seconds = means.pursuit.patience_seconds(release)
    tries = Tries.of(means.halt, seconds, pause_seconds=_PAUSE_SECONDS)
    while True:
        seen = seen or await running(means.client, found, (release,))
        there = [seen[each] for each in (*own, *made) if each in seen]
        missing = [each for each in made if each not in seen]
        if not (missing and await tries.again()):
            late = (each for each in there if not isinstance(readiness(each.live), Ready))
            return list(late), missing
        seen = {}
