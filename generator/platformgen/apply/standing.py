"""How a component stands in a cluster: what runs of it, what is amiss, what others changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from platformgen.apply.change import (
    WORDS,
    Adopt,
    Blocked,
    Change,
    Conflict,
    Recreate,
    TakeBack,
    Unserved,
    Update,
    wanted_of,
)
from platformgen.apply.ending import is_ending
from platformgen.apply.entrance import entrances
from platformgen.apply.graft import host
from platformgen.apply.key import Key, space
from platformgen.apply.mounting import Mount
from platformgen.apply.order import WORKLOADS
from platformgen.apply.ownership import is_application
from platformgen.apply.pods import owned, troubles
from platformgen.apply.readiness import Ready, readiness
from platformgen.apply.rights import LACKING
from platformgen.apply.served import Catalogue
from platformgen.model import Component, HelmInstall

Live = Mapping[str, Any]


MISSING: Final = "is not there"
"""How the reason of what lacks an object ends."""


class Scene(Struct, frozen=True, kw_only=True):
    """What was seen: objects by key, the pods and what Deployments make them through, the plan."""

    live: Mapping[Key, Live]
    pods: tuple[Live, ...]
    replica_sets: tuple[Live, ...]
    changes: tuple[Change, ...]
    events: tuple[Live, ...] = ()
    """What controllers reported where pods are missing."""
    closed: frozenset[Key] = frozenset()
    """What routes hang on and is not there."""


class Drift(Struct, frozen=True, kw_only=True):
    """An object that is another than we applied: what the plan would do, and to which fields."""

    key: Key
    word: str
    fields: tuple[str, ...]


class Standing(Struct, frozen=True, kw_only=True):
    """One component; versions are empty where the spec, or the cluster, says none."""

    component: str
    wanted: str
    running: tuple[str, ...]
    ready: int
    pods: int
    """How many are to be ready; 0 for what has none."""
    restarts: int
    reasons: tuple[str, ...]
    """What is not as it should be; none for what is healthy."""
    late: tuple[Key, ...]
    """What is there and not ready."""
    drift: tuple[Drift, ...]
    sync: str = ""
    health: str = ""
    """What Argo CD says, where it has the component."""

    @property
    def is_healthy(self) -> bool:
        """Whether all of it is there, ready, and as the spec says."""
        return not self.reasons and not self.drift


def standing(component: Component, watched: Iterable[Key], scene: Scene) -> Standing:
    """Return how a component stands; `watched` are objects of it that others made."""
    changes = [each for each in scene.changes if _asks(each) == component.name]
    keys = dict.fromkeys([*(host(each.key) for each in changes), *watched])
    workloads = [scene.live[key] for key in keys if key.kind in WORKLOADS and key in scene.live]
    pods = [
        pod for pod in scene.pods if any(owned(pod, each, scene.replica_sets) for each in workloads)
    ]
    application = _application(component, scene.live)
    status = (application or {}).get("status") or {}
    sync = str((status.get("sync") or {}).get("status", ""))
    health = str((status.get("health") or {}).get("status", ""))
    counts = [_count(each) for each in workloads]
    return Standing(
        component=component.name,
        wanted=_wanted(component),
        running=tuple(dict.fromkeys(_running(component, workloads, pods))),
        ready=sum(ready for ready, _ in counts),
        pods=sum(wanted for _, wanted in counts),
        restarts=sum(_restarts(pod) for pod in pods),
        reasons=(
            *_going(keys, scene.live),
            *_reasons(keys, scene),
            *_unled(changes, scene),
            *_managed(application, sync, health),
        ),
        late=tuple(key for key in keys if _is_late(scene.live.get(key))),
        drift=tuple(_drifts(changes)),
        sync=sync,
        health=health,
    )


class Rest(Struct, frozen=True, kw_only=True):
    """What belongs to no component: namespaces, what bounds them, the user's own objects."""

    reasons: tuple[str, ...]
    late: tuple[Key, ...]
    drift: tuple[Drift, ...]

    @property
    def is_healthy(self) -> bool:
        """Whether all of it is there, ready, and as the spec says."""
        return not self.reasons and not self.drift


def rest(scene: Scene) -> Rest:
    """Return how all stands that belongs to no component."""
    changes = [each for each in scene.changes if _is_wanted_by_none(each)]
    keys = dict.fromkeys(host(each.key) for each in changes)
    return Rest(
        reasons=tuple(_reasons(keys, scene)),
        late=tuple(key for key in keys if _is_late(scene.live.get(key))),
        drift=tuple(_drifts(changes)),
    )


def _is_wanted_by_none(change: Change) -> bool:
    wanted = wanted_of(change)
    return wanted is not None and not wanted.component


def watched(component: Component, catalogue: Catalogue) -> Iterator[Key]:
    """Yield the objects that the spec says run a component, of kinds that are served or ours."""
    names = [(each.kind, each.name) for each in (component.runs, *component.parts) if each]
    for kind, name in dict.fromkeys(names):
        groups = sorted(group for group, known in catalogue.kinds if known == kind)
        best = [each for each in _GROUPS if each in groups] or groups
        if best and component.namespace is not None:
            served = catalogue.kinds[best[0], kind][0]
            yield Key(best[0], kind, component.namespace if served.is_namespaced else "", name)


_GROUPS: Final = ("", "apps", "batch")


def _asks(change: Change) -> str:
    wanted = wanted_of(change)
    return wanted.component if wanted is not None else ""


def _application(component: Component, live: Mapping[Key, Live]) -> Live | None:
    for key, each in live.items():
        if is_application(key) and key.name == component.name:
            return each
    return None


def _managed(application: Live | None, sync: str, health: str) -> Iterator[str]:
    if application is not None:
        if sync != "Synced":
            yield f"Argo CD: {sync or 'not synchronised yet'}"
        if health != "Healthy":
            yield f"Argo CD: its health is {health or 'not known yet'}"


def _wanted(component: Component) -> str:
    if isinstance(component.origin, HelmInstall):
        return component.origin.version
    workload = component.workload
    return _version(workload.containers[0].image) if workload else ""


def _running(
    component: Component, workloads: Iterable[Live], pods: Iterable[Live]
) -> Iterator[str]:
    """Yield the versions that run: of a chart what its objects say, else what the pods' image is.

    Of more than one container the first is the component's own.
    """
    if isinstance(component.origin, HelmInstall):
        start = f"{component.origin.chart.rpartition('/')[2]}-"
        for each in workloads:
            said = str((each["metadata"].get("labels") or {}).get("helm.sh/chart", ""))
            if said.startswith(start):
                yield said.removeprefix(start)
        return
    if component.workload is not None:
        for pod in pods:
            yield _version(str(pod["spec"]["containers"][0].get("image", "")))


def _version(image: str) -> str:
    """Return an image's tag; the beginning of its digest where it has no tag."""
    name, _, digest = image.partition("@")
    _, mark, tag = name.rpartition("/")[2].partition(":")
    return tag if mark else digest.removeprefix("sha256:")[:12]


def _count(live: Live) -> tuple[int, int]:
    """Return how many pods of a workload are ready, and how many are to be."""
    spec, status = live.get("spec") or {}, live.get("status") or {}
    match live["kind"]:
        case "DaemonSet":
            return status.get("numberReady", 0), status.get("desiredNumberScheduled", 0)
        case "Deployment" | "StatefulSet":
            return status.get("readyReplicas", 0), spec.get("replicas", 1)
        case _:
            return 0, 0


def _restarts(pod: Live) -> int:
    statuses = (pod.get("status") or {}).get("containerStatuses") or ()
    return sum(int(each.get("restartCount", 0)) for each in statuses)


def _going(keys: Iterable[Key], live: Mapping[Key, Live]) -> Iterator[str]:
    """Yield the namespaces of objects that are being deleted: all that is in them goes too."""
    spaces = (space(each.namespace) for each in keys)
    for each in dict.fromkeys(spaces):
        if each in live and is_ending(live[each]):
            yield f"{each} is being deleted"


def _reasons(keys: Iterable[Key], scene: Scene) -> Iterator[str]:
    for key in keys:
        live = scene.live.get(key)
        if live is None:
            yield f"{key} {MISSING}"
            continue
        found = readiness(live)
        if not isinstance(found, Ready):
            yield f"{key}: {found.message}"
            if key.kind in WORKLOADS:
                near = (pod for pod in scene.pods if pod["metadata"]["namespace"] == key.namespace)
                for each in troubles(live, near, scene.replica_sets, scene.events):
                    yield str(each)


def _unled(changes: Iterable[Change], scene: Scene) -> Iterator[str]:
    """Yield why nobody answers for routes that are as they should be."""
    for change in changes:
        wanted = wanted_of(change)
        for each in entrances(wanted) if wanted is not None else ():
            if each in scene.closed:
                yield f"{each} is not there: nobody answers for {host(change.key)}"


def _is_late(live: Live | None) -> bool:
    return live is not None and not isinstance(readiness(live), Ready)


_UNTOLD: Final = "in what, only those are told who may change it"


def _drifts(changes: Iterable[Change]) -> Iterator[Drift]:
    for each in changes:
        match each:
            case (
                Update(fields=fields)
                | Adopt(fields=fields)
                | TakeBack(fields=fields)
                | Mount(fields=fields)
            ):
                paths = [one.path for one in fields]
            case Conflict(contests=contests):
                paths = [f"{one.field} (by {one.manager})" for one in contests]
            case Blocked(fix=fix) if fix.startswith(LACKING):
                yield Drift(key=each.key, word="differs", fields=(_UNTOLD,))
                continue
            case Recreate(field=at) | Blocked(field=at):
                paths = [at] if at else []
            case Unserved():
                paths = ["kind"]
            case _:
                continue
        yield Drift(key=each.key, word=WORDS[type(each)], fields=tuple(paths))
