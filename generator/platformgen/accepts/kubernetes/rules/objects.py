"""Configuration, storage, namespaces and priorities."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.kubernetes.rules.workloads import claim_spec
from platformgen.accepts.wording import Path, Problem, listed, quoted

Object = Mapping[str, Any]

_LARGEST: Final = 1024 * 1024
_HIGHEST_PRIORITY: Final = 1_000_000_000
_POD_SECURITY: Final = "pod-security.kubernetes.io/"
_LEVELS: Final = ("privileged", "baseline", "restricted")
# What a Secret of a type has to hold.
_SECRET_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "kubernetes.io/tls": ("tls.crt", "tls.key"),
    "kubernetes.io/ssh-auth": ("ssh-privatekey",),
    "kubernetes.io/dockerconfigjson": (".dockerconfigjson",),
    "kubernetes.io/dockercfg": (".dockercfg",),
}


def config_map(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a ConfigMap."""
    texts, bytes_ = item.get("data") or {}, item.get("binaryData") or {}
    for key in sorted(set(texts) & set(bytes_)):
        message = f"the key {quoted(key)} is in data too"
        yield Problem(path=("binaryData", key), rule="duplicate", message=message)
    size = sum(len((value or "").encode()) for value in texts.values())
    size += sum(_decoded(value) for value in bytes_.values())
    yield from _size(size, ("data",))


def secret(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a Secret."""
    coded, texts = item.get("data") or {}, item.get("stringData") or {}
    for key in _SECRET_KEYS.get(item.get("type") or "", ()):
        if key not in coded and key not in texts:
            message = f"a Secret of type {item['type']} has the key {quoted(key)}"
            yield Problem(path=("data",), rule="required", message=message)
    docker = texts.get(".dockerconfigjson")
    if item.get("type") == "kubernetes.io/dockerconfigjson" and docker and not _is_json(docker):
        where = ("stringData", ".dockerconfigjson")
        yield Problem(path=where, rule="value", message="this is not JSON")
    size = sum(_decoded(value) for key, value in coded.items() if key not in texts)
    yield from _size(size + sum(len((value or "").encode()) for value in texts.values()), ("data",))


def claim(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a PersistentVolumeClaim."""
    yield from claim_spec(item.get("spec") or {}, ("spec",))


def namespace(item: Object) -> Iterator[Problem]:
    """Yield the Pod Security labels that the admission plugin would refuse."""
    for key, value in (item["metadata"].get("labels") or {}).items():
        name = key.removeprefix(_POD_SECURITY)
        if name == key:
            continue
        where = ("metadata", "labels", key)
        if name in {"enforce", "audit", "warn"} and value not in _LEVELS:
            message = f"expected {listed(_LEVELS)}, this is {quoted(value)}"
            yield Problem(path=where, rule="value", message=message)
        if name.endswith("-version") and not _is_version(value or ""):
            message = f"expected 'latest' or a version such as 'v1.34', this is {quoted(value)}"
            yield Problem(path=where, rule="value", message=message)


def priority_class(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a PriorityClass."""
    if item["metadata"]["name"].startswith("system-"):
        message = "names that start with 'system-' are Kubernetes' own"
        yield Problem(path=("metadata", "name"), rule="value", message=message)
    elif item["value"] > _HIGHEST_PRIORITY:
        message = f"{item['value']} is more than {_HIGHEST_PRIORITY}"
        yield Problem(path=("value",), rule="value", message=message)


def _size(size: int, path: Path) -> Iterator[Problem]:
    if size > _LARGEST:
        message = f"this holds {size} bytes, more than {_LARGEST}"
        yield Problem(path=path, rule="size", message=message)


def _decoded(value: str | None) -> int:
    text = (value or "").replace("\n", "").replace("\r", "")
    return len(text) // 4 * 3 - (len(text) - len(text.rstrip("=")))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _is_version(text: str) -> bool:
    major, _, minor = text.partition(".")
    return text == "latest" or (major == "v1" and minor.isdecimal() and minor.isascii())
