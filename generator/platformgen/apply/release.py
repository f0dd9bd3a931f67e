"""A chart as it is to be installed, and what of it a cluster holds."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from platformgen.apply.fields import FieldChange
from platformgen.apply.key import Key
from platformgen.diagnostic import Span
from platformgen.model import HelmInstall, LockedChart

KIND: Final = "Release"
GROUP: Final = "helm.sh"
"""Helm has no kind of its own in a cluster: these are our words, in plans and in our list."""
OPERATED: Final = ("Deployment", "StatefulSet", "DaemonSet")
"""The workloads of a release that are waited for; its Jobs are hooks, which helm waits for."""
_BYTES_MAX: Final = 64 * 1024 * 1024
_GZIP: Final = 31
_HIDDEN: Final = "(hidden)"
_SECRET: Final = re.compile("passw|secret|token|credential|private|apikey|api_key", re.IGNORECASE)


class Release(Struct, frozen=True, kw_only=True):
    """A release that is to be as the spec and the lock say."""

    helm: HelmInstall
    locked: LockedChart
    component: str
    origin: Span | None
    """Where it is said; None for what a revision of the past wants."""
    patience_seconds: int

    @property
    def key(self) -> Key:
        """What names it, as if Helm had a kind for it."""
        return release_key(self.locked.namespace, self.helm.release)

    @property
    def made(self) -> tuple[Key, ...]:
        """What it makes, with what its operators make; the group of a kind is not known."""
        return tuple(sorted({*self.own, *self.operated}))

    @property
    def own(self) -> tuple[Key, ...]:
        """What the chart itself makes."""
        return tuple(_keys(self.locked.index.makes, self.locked.namespace))

    @property
    def operated(self) -> tuple[Key, ...]:
        """What its operators make once they run."""
        return tuple(_keys(self.locked.index.operators, self.locked.namespace))

    @property
    def document(self) -> dict[str, Any]:
        """The release as data: all that decides what is installed, and what it makes."""
        return {
            "apiVersion": f"{GROUP}/v1",
            "kind": KIND,
            "metadata": {"name": self.key.name, "namespace": self.key.namespace},
            "chart": self.helm.chart,
            "version": self.helm.version,
            "digest": self.locked.digest,
            "values": dict(self.helm.values),
            "makes": [[each.kind, each.namespace, each.name] for each in self.made],
        }

    @property
    def fingerprint(self) -> str:
        """What changes when something else is to be installed."""
        text = json.dumps([self.locked.digest, self.helm.values], sort_keys=True)
        return sha256(text.encode()).hexdigest()[:16]


def release_key(namespace: str, name: str) -> Key:
    """Return what names a release."""
    return Key(GROUP, KIND, namespace, name)


def is_release(key: Key) -> bool:
    """Tell whether a key names a release."""
    return key.group == GROUP and key.kind == KIND


def made_by(live: Mapping[str, Any]) -> Key:
    """Return what names the release that made an object, by what Helm writes on it."""
    said = live["metadata"].get("annotations") or {}
    namespace = said.get("meta.helm.sh/release-namespace", "")
    return release_key(namespace, said.get("meta.helm.sh/release-name", ""))


def _keys(made: Mapping[str, Any], home: str) -> Iterator[Key]:
    for namespace, names in made.items():
        where = namespace or home
        for kind in ("Service", "Secret", *names.others):
            yield from (Key("", kind, where, name) for name in names.of(kind))


def workloads(keys: Iterable[Key]) -> tuple[Key, ...]:
    """Return the workloads among what a release makes; the lock does not know their group."""
    return tuple(replace(each, group="apps") for each in keys if each.kind in OPERATED)


class Stored(Struct, frozen=True, kw_only=True):
    """What Helm keeps of a release: the chart, the values that it was given, what came of both."""

    chart: str
    version: str
    values: Mapping[str, Any]
    manifest: str = ""
    """The objects that it made, as YAML."""

    def makes(self, each: Key) -> bool:
        """Tell whether Helm made an object; what cannot be read tells of none."""
        # Only where something is missing is it read at all.
        from platformgen.lock.documents import Unparsed, objects  # noqa: PLC0415

        found = objects(self.manifest.encode())
        if isinstance(found, Unparsed):
            return False
        named = (
            (one.get("kind"), metadata.get("namespace", each.namespace), metadata.get("name"))
            for one in found
            if isinstance(metadata := one.get("metadata"), Mapping)
        )
        return (each.kind, each.namespace, each.name) in named


def newest(secrets: list[Mapping[str, Any]]) -> dict[Key, Mapping[str, Any]]:
    """Return the Secret of the last revision of each release, of the metadata of all."""
    found: dict[Key, Mapping[str, Any]] = {}
    for each in secrets:
        metadata = each["metadata"]
        key = release_key(metadata["namespace"], str((metadata.get("labels") or {}).get("name")))
        if key not in found or revision(found[key]) < revision(each):
            found[key] = each
    return found


def revision(secret: Mapping[str, Any]) -> int:
    """Return the number of a revision."""
    said = str((secret["metadata"].get("labels") or {}).get("version", ""))
    return int(said) if said.isdecimal() else 0


def status(secret: Mapping[str, Any]) -> str:
    """Return the status of a revision, such as `deployed`, `failed` or `pending-upgrade`."""
    return str((secret["metadata"].get("labels") or {}).get("status", ""))


def stored(secret: Mapping[str, Any]) -> Stored | None:
    """Return what a release's Secret holds; None where Helm did not write it so."""
    try:
        packed = base64.b64decode(base64.b64decode(secret["data"]["release"]))
        text = zlib.decompressobj(wbits=_GZIP).decompress(packed, _BYTES_MAX)
        said = json.loads(text)
        about = said["chart"]["metadata"]
        return Stored(
            chart=str(about["name"]),
            version=str(about["version"]),
            values=said.get("config") or {},
            manifest=str(said.get("manifest") or ""),
        )
    except (KeyError, TypeError, ValueError, zlib.error):
        return None


def changed_values(
    before: Mapping[str, Any], after: Mapping[str, Any], path: str = ""
) -> Iterator[FieldChange]:
    """Yield the values that differ; what may be a secret is not shown."""
    for name in sorted({*before, *after}):
        at = f"{path}.{name}" if path else name
        old, new = before.get(name), after.get(name)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from changed_values(old, new, at)
        elif old != new:
            yield FieldChange(at, _shown(at, old), _shown(at, new))


def _shown(path: str, value: object) -> object:
    if value is None:
        return None
    is_hidden = _SECRET.search(path) or _SECRET.search(json.dumps(value, default=str))
    return _HIDDEN if is_hidden else value
