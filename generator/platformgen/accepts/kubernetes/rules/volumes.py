"""Volumes of a pod, and where its containers mount them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.kubernetes.quantity import amount
from platformgen.accepts.wording import Path, Problem, did_you_mean, quoted

Object = Mapping[str, Any]

_KEYED: Final = ("configMap", "secret", "downwardAPI", "projected")
_LEAST_TOKEN_SECONDS: Final = 600


def volumes(items: Any, path: Path) -> Iterator[Problem]:  # noqa: ANN401  # a list out of JSON
    """Yield what would be refused in the volumes of a pod."""
    for index, volume in enumerate(items):
        here = (*path, index)
        sources = [key for key, value in volume.items() if key != "name" and value is not None]
        # Without a source a volume is an emptyDir.
        if len(sources) > 1:
            message = f"a volume comes from one source, these are set: {', '.join(sorted(sources))}"
            yield Problem(path=here, rule="exactly-one", message=message)
        for key in sources:
            yield from _source(key, volume[key], (*here, key))


def mounts(spec: Object, path: Path, claims: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the mounts of volumes that are not there, and those whose path cannot be."""
    known = {volume["name"] for volume in spec.get("volumes") or ()} | set(claims)
    for kind in ("containers", "initContainers"):
        for index, container in enumerate(spec.get(kind) or ()):
            for number, mount in enumerate(container.get("volumeMounts") or ()):
                here = (*path, kind, index, "volumeMounts", number)
                yield from _mount(mount, known, here)


def _mount(mount: Object, known: set[str], path: Path) -> Iterator[Problem]:
    name = mount["name"]
    if name not in known:
        message = f"there is no volume {quoted(name)}{did_you_mean(name, sorted(known))}"
        yield Problem(path=(*path, "name"), rule="reference", message=message)
    if mount.get("subPath") and mount.get("subPathExpr"):
        message = "subPath and subPathExpr exclude each other"
        yield Problem(path=(*path, "subPathExpr"), rule="exactly-one", message=message)
    for key in ("subPath", "subPathExpr"):
        if mount.get(key):
            yield from _inside(mount[key], (*path, key))


def _source(key: str, source: Object, path: Path) -> Iterator[Problem]:
    if key in _KEYED:
        yield from _paths(source, path)
    match key:
        case "emptyDir":
            yield from _empty(source, path)
        case "hostPath":
            yield from _upward(source["path"], (*path, "path"))
        case "projected":
            for index, each in enumerate(source.get("sources") or ()):
                yield from _projection(each, (*path, "sources", index))
        case "configMap" if not source.get("name"):
            yield Problem(path=path, rule="required", message="the field 'name' is missing")
        case "secret" if not source.get("secretName"):
            yield Problem(path=path, rule="required", message="the field 'secretName' is missing")
        case _:
            pass


def _empty(source: Object, path: Path) -> Iterator[Problem]:
    limit = source.get("sizeLimit")
    if limit is not None and amount(limit) < 0:
        message = f"{limit} is less than 0"
        yield Problem(path=(*path, "sizeLimit"), rule="value", message=message)


def _projection(source: Object, path: Path) -> Iterator[Problem]:
    there = [key for key, value in source.items() if value is not None]
    if len(there) > 1:
        message = f"this comes from one source, these are set: {', '.join(there)}"
        yield Problem(path=path, rule="exactly-one", message=message)
    for key in there:
        yield from _paths(source[key], (*path, key))
        if key in {"configMap", "secret"} and not source[key].get("name"):
            message = "the field 'name' is missing"
            yield Problem(path=(*path, key), rule="required", message=message)
    token = source.get("serviceAccountToken") or {}
    yield from _inside(token.get("path") or "", (*path, "serviceAccountToken", "path"))
    seconds = token.get("expirationSeconds")
    if seconds is not None and seconds < _LEAST_TOKEN_SECONDS:
        message = f"a token lives at least {_LEAST_TOKEN_SECONDS} seconds"
        where = (*path, "serviceAccountToken", "expirationSeconds")
        yield Problem(path=where, rule="value", message=message)


def _paths(source: Object, path: Path) -> Iterator[Problem]:
    for index, item in enumerate(source.get("items") or ()):
        yield from _inside(item.get("path") or "", (*path, "items", index, "path"))


def _inside(relative: str, path: Path) -> Iterator[Problem]:
    if relative.startswith("/"):
        yield Problem(path=path, rule="value", message="a path inside the volume has no '/' first")
    yield from _upward(relative, path)


def _upward(text: str, path: Path) -> Iterator[Problem]:
    if ".." in text.split("/"):
        yield Problem(path=path, rule="value", message="a path here has no '..'")
