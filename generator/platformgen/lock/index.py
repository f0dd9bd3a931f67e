"""The index of names: what is there once these objects are installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from platformgen.lock.documents import Object
from platformgen.lock.makers import secret_makers
from platformgen.lock.operators import Operated, is_unknown, operated
from platformgen.lock.pods import listed, mapping, pod_spec
from platformgen.model.lock import Index, Made, Names

_HOOK = "helm.sh/hook"
_RUNNING = frozenset({"Deployment", "StatefulSet", "DaemonSet"})
_LASTING_HOOKS = frozenset({"pre-install", "post-install", "crd-install"})


def indexed(objects: Sequence[Object], namespace: str = "") -> Index:
    """Return the names that objects make; those of `namespace`, or of none, are its own."""
    return Index(
        makes=_made((_home(each, namespace), _named(each)) for each in objects if _lasts(each)),
        operators=_made(
            (_home(each, namespace), made) for each in objects for made in operated(each)
        ),
        unknown=tuple(sorted({str(each.get("kind")) for each in objects if is_unknown(each)})),
        secret_makers=secret_makers(objects),
        containers=dict(_containers(objects, namespace)),
    )


def _lasts(each: Object) -> bool:
    """Tell whether an object stays once it is installed: most hooks of Helm do not."""
    metadata = mapping(each, "metadata")
    annotations = mapping(metadata, "annotations")
    if not metadata.get("name"):
        return False
    if _HOOK not in annotations:
        return True
    hooks = {word.strip() for word in str(annotations[_HOOK]).split(",")}
    deleted = "hook-succeeded" in str(annotations.get(f"{_HOOK}-delete-policy", ""))
    return bool(hooks & _LASTING_HOOKS) and not deleted


def _containers(objects: Iterable[Object], namespace: str) -> Iterator[tuple[str, str]]:
    for each in objects:
        kind, metadata = str(each.get("kind")), mapping(each, "metadata")
        if kind in _RUNNING and _lasts(each):
            where = (kind, _home(each, namespace), str(metadata["name"]))
            for first in islice(listed(pod_spec(each), "containers"), 1):
                if first.get("name"):
                    yield "/".join(filter(None, where)), str(first["name"])


def _home(each: Object, own: str) -> str:
    said = str(mapping(each, "metadata").get("namespace") or "")
    return "" if said == own else said


def _named(each: Object) -> Operated:
    kind, name = str(each.get("kind")), str(mapping(each, "metadata")["name"])
    match kind:
        case "Service":
            return Operated(kind=kind, name=name, ports=_ports(mapping(each, "spec")))
        case "Secret":
            keys = {*mapping(each, "data"), *mapping(each, "stringData")}
            return Operated(kind=kind, name=name, keys=tuple(sorted(keys)))
        case _:
            return Operated(kind=kind, name=name)


def _ports(spec: Mapping[str, object]) -> dict[str, int]:
    ports = (
        (str(each.get("name") or each.get("port")), each.get("port"))
        for each in listed(spec, "ports")
    )
    return {name: port for name, port in ports if isinstance(port, int)}


def _made(found: Iterable[tuple[str, Operated]]) -> Made:
    spaces: dict[str, list[Operated]] = {}
    for namespace, each in found:
        spaces.setdefault(namespace, []).append(each)
    return {namespace: _names(spaces[namespace]) for namespace in sorted(spaces)}


def _names(objects: Sequence[Operated]) -> Names:
    others: dict[str, set[str]] = {}
    for each in objects:
        if each.kind not in ("Service", "Secret"):
            others.setdefault(each.kind, set()).add(each.name)
    ordered = sorted(objects, key=lambda each: each.name)
    return Names(
        services={
            each.name: dict(sorted(each.ports.items()))
            for each in ordered
            if each.kind == "Service"
        },
        secrets={each.name: each.keys for each in ordered if each.kind == "Secret"},
        others={kind: tuple(sorted(others[kind])) for kind in sorted(others)},
    )
