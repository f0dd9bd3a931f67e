"""What the API server of a version of Kubernetes would refuse, without asking one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from platformgen.accepts.finding import Finding
from platformgen.accepts.kubernetes import custom, lists, rules, schemas
from platformgen.accepts.kubernetes.versions import VERSIONS, minor
from platformgen.accepts.wording import Problem, did_you_mean, quoted

__all__ = ["VERSIONS", "findings"]


def findings(objects: Iterable[Mapping[str, Any]], version: str) -> list[Finding]:
    """Return all that would be refused, in the order of the objects.

    Objects are plain JSON data: string keys, whole Unicode, no number beyond 4,300 digits. Of
    kinds that neither Kubernetes nor we know, only the metadata is looked at. A version outside
    `VERSIONS` is a `KeyError`.
    """
    minor(version)
    return [
        Finding(index=index, path=each.path, rule=each.rule, message=each.message)
        for index, item in enumerate(objects)
        for each in _problems(item, version)
    ]


def _problems(item: Mapping[str, Any], version: str) -> Iterator[Problem]:
    kind = f"{item.get('apiVersion')}/{item.get('kind')}"
    if kind in schemas.kinds(version):
        shape = list(schemas.found(item, kind, version))
        yield from shape
        if not shape:
            yield from lists.duplicates(item, kind, version)
            yield from rules.broken(item, kind)
    elif kind in custom.kinds():
        shape = [*custom.found(item, kind), *schemas.found_in_metadata(item, version)]
        yield from shape or rules.broken(item, kind)
    else:
        yield from _unknown(item, kind, version)


def _unknown(item: Mapping[str, Any], kind: str, version: str) -> Iterator[Problem]:
    for key in ("apiVersion", "kind"):
        if not isinstance(item.get(key), str) or not item[key]:
            yield Problem(path=(key,), rule="kind", message=f"the field {key!r} is missing")
            return
    if item["kind"] == "List":
        message = "a List only holds other objects; write them one by one"
        yield Problem(path=("kind",), rule="kind", message=message)
    elif _is_builtin(item["apiVersion"]):
        message = (
            f"Kubernetes {version} has no {quoted(item['kind'])} in {quoted(item['apiVersion'])}"
        )
        elsewhere = _elsewhere(item, kind, version)
        yield Problem(path=("kind",), rule="kind", message=message + elsewhere)
    else:
        yield from list(schemas.found_in_metadata(item, version)) or rules.broken(item, kind)


def _is_builtin(group_version: str) -> bool:
    group = group_version.rpartition("/")[0]
    return any(_group(kind) == group for version in VERSIONS for kind in schemas.kinds(version))


def _group(kind: str) -> str:
    return kind.rsplit("/", 2)[0] if kind.count("/") > 1 else ""


def _elsewhere(item: Mapping[str, Any], kind: str, version: str) -> str:
    """Where else the kind can be found: another group or version, an older or newer Kubernetes."""
    here = [each.rpartition("/") for each in schemas.kinds(version)]
    groups = [group for group, _, name in here if name == item["kind"]]
    if groups:
        return f"; it is in {' and '.join(quoted(each) for each in groups)}"
    others = schemas.versions_with(kind)
    if others:
        return f"; {others[0]} to {others[-1]} have it"
    return did_you_mean(item["kind"], [name for _, _, name in here])
