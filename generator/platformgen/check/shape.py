"""Combinations that the schema cannot see: keys that exclude or need each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from platformgen.accepts.kubernetes.rules.cron import schedule_problem
from platformgen.check.subject import Path, Subject, containers
from platformgen.diagnostic import Diagnostic

_ORIGINS = ("workload", "install", "installedBy")


def components(subject: Subject) -> Iterator[Diagnostic]:
    """Report components that say too much or too little of what runs them."""
    for component in subject.platform.components:
        entry = subject.entry("components", component.name)
        at: Path = ("components", component.name)
        yield from _at_most_one(subject, entry, at, _ORIGINS)
        install = entry.get("install")
        if isinstance(install, dict):
            yield from _one_of(subject, install, (*at, "install"), ("helm", "manifests"))
        if component.origin is not None and component.namespace is None:
            what = f"{component.name} runs, and no namespace is said for it"
            yield subject.error_at_key("PG012", at, what, fix="add 'namespace' to it")
        for index, link in enumerate(_list(entry, "links")):
            yield from _one_of(subject, link, (*at, "links", index), ("url", "component"))
        if isinstance(entry.get("workload"), dict):
            yield from _workload(subject, entry["workload"], (*at, "workload"))  # type: ignore[arg-type]  # a mapping, as just asked


def _workload(subject: Subject, entry: dict[str, Any], at: Path) -> Iterator[Diagnostic]:
    kind = entry.get("kind", "Deployment")
    if "scale" in entry and "replicas" in entry:
        what = "`replicas` and `scale` both say how many pods run"
        yield subject.error_at_key("PG040", (*at, "replicas"), what, fix="remove `replicas`")
    yield from _kind(subject, entry, kind, at)
    yield from _scale(subject, entry.get("scale", {}), (*at, "scale"))
    if "disruption" in entry:
        keys = ("minAvailable", "maxUnavailable")
        yield from _one_of(subject, entry["disruption"], (*at, "disruption"), keys)
    yield from _volumes(subject, entry.get("volumes", {}), (*at, "volumes"))
    yield from _mounts(subject, entry, at)
    for place, holder in containers(entry, at):
        for key, probe in holder.get("probes", {}).items():
            if isinstance(probe, dict):
                where = (*place, "probes", key)
                yield from _one_of(subject, probe, where, ("path", "command"))
                if "command" in probe and "port" in probe:
                    what = "a command asks no port"
                    yield subject.error_at_key("PG040", (*where, "port"), what, fix="remove it")


def _scale(subject: Subject, scale: dict[str, Any], at: Path) -> Iterator[Diagnostic]:
    if scale and scale["min"] > scale["max"]:
        what = f"the fewest pods ({scale['min']}) are more than the most ({scale['max']})"
        yield subject.error("PG040", (*at, "min"), what, fix="lower `min`, or raise `max`")
    if scale and not {"cpu", "memory"} & scale.keys():
        what = "`scale` says neither `cpu` nor `memory`, so nothing would scale it"
        yield subject.error_at_key("PG040", at, what, fix="add `cpu: 70`")


def _volumes(subject: Subject, volumes: dict[str, Any], at: Path) -> Iterator[Diagnostic]:
    for path, volume in volumes.items():
        yield from _one_of(subject, volume, (*at, path), ("claim", "scratch"))
        if "class" in volume and "claim" not in volume:
            what = "a StorageClass is for a claim"
            yield subject.error_at_key("PG040", (*at, path, "class"), what, fix="remove it")


_KEYS_OF_KINDS = {
    "replicas": ("Deployment", "StatefulSet"),
    "scale": ("Deployment", "StatefulSet"),
    "disruption": ("Deployment", "StatefulSet"),
    "schedule": ("CronJob",),
}


def _kind(subject: Subject, entry: dict[str, Any], kind: str, at: Path) -> Iterator[Diagnostic]:
    for key, kinds in _KEYS_OF_KINDS.items():
        if key in entry and kind not in kinds:
            what = f"a {kind} has no `{key}`; a {' or '.join(kinds)} has"
            yield subject.error_at_key("PG040", (*at, key), what, fix=f"remove `{key}`")
    if kind == "CronJob" and "schedule" not in entry:
        what = "a CronJob needs a `schedule`"
        fix = 'add `schedule: "0 6 * * *"`'
        yield subject.error_at_key("PG012", at, what, fix=fix)
    elif kind == "CronJob" and (problem := schedule_problem(entry["schedule"])):
        fix = "write minute, hour, day, month and weekday (0 to 6, 0 is Sunday), as cron does"
        yield subject.error("PG013", (*at, "schedule"), problem, fix=fix)


def _mounts(subject: Subject, entry: dict[str, Any], at: Path) -> Iterator[Diagnostic]:
    """Report paths that two things are mounted at."""
    seen: dict[str, Path] = {}
    for key in ("files", "secretFiles", "volumes"):
        for path in entry.get(key, {}):
            normal = path.rstrip("/") or "/"
            if normal in seen:
                what = f"two things are mounted at {path}"
                fix = f"the other is at {subject.spec.key_span(seen[normal])}"
                yield subject.error_at_key("PG023", (*at, key, path), what, fix=fix)
            seen[normal] = (*at, key, path)


def secrets(subject: Subject) -> Iterator[Diagnostic]:
    """Report Secrets that come from two places or from none, and such keys of theirs."""
    for secret in subject.platform.secrets:
        entry = subject.entry("secrets", secret.name)
        at: Path = ("secrets", secret.name)
        yield from _one_of(subject, entry, at, ("keys", "external", "madeBy"))
        keys = entry.get("keys", {})
        assert isinstance(keys, dict)  # noqa: S101
        for key, value in keys.items():
            assert isinstance(value, dict)  # noqa: S101
            yield from _one_of(subject, value, (*at, "keys", key), ("generate", "text"))


def routing(subject: Subject) -> Iterator[Diagnostic]:
    """Report a cluster that is routed in two ways."""
    cluster = subject.spec.value["cluster"]
    assert isinstance(cluster, dict)  # noqa: S101
    said = cluster.get("routing", {})
    assert isinstance(said, dict)  # noqa: S101
    yield from _at_most_one(subject, said, ("cluster", "routing"), ("ingress", "gateway"))


def _list(entry: dict[str, Any], key: str) -> list[Any]:
    found: list[Any] = entry.get(key, [])
    return found


def _one_of(
    subject: Subject, entry: Mapping[str, object], at: Path, keys: tuple[str, ...]
) -> Iterator[Diagnostic]:
    yield from _at_most_one(subject, entry, at, keys)
    if not any(key in entry for key in keys):
        what = f"{_shown(keys)} is needed here"
        yield subject.error_at_key("PG012", at, what, fix="add one of them")


def _at_most_one(
    subject: Subject, entry: Mapping[str, object], at: Path, keys: tuple[str, ...]
) -> Iterator[Diagnostic]:
    said = [key for key in keys if key in entry]
    if len(said) > 1:
        what = f"only one of {_shown(keys)} can be said here"
        first, second = (subject.spec.key_span((*at, key)) for key in said[:2])
        fix = f"remove one of the two; `{said[0]}` is at {first}"
        if first.file != second.file:
            fix += f" (an environment takes it away by `{said[0]}: null`)"
        yield subject.error_at_key("PG040", (*at, said[1]), what, fix=fix)


def _shown(keys: tuple[str, ...]) -> str:
    *rest, last = [f"`{key}`" for key in keys]
    return f"{', '.join(rest)} or {last}"
