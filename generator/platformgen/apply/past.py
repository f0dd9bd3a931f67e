"""What a run wanted, as it is kept in the cluster: all that is needed to want the same again.

No value of a Secret is kept but for `text`, which is no secret: of those that are made in the
cluster we never had one, and of those that stand in manifests only the keys are. What is kept was
checked by nobody since, so it is read as a stranger's text is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeGuard

from msgspec import Struct, field
from msgspec.json import encode
from msgspec.structs import astuple

from platformgen.apply.aim import Aim
from platformgen.apply.change import Create
from platformgen.apply.graft import graft_key, is_graft
from platformgen.apply.inventory import MEMBER, set_id
from platformgen.apply.key import Key, key
from platformgen.apply.plan import Plan
from platformgen.apply.release import Release
from platformgen.apply.selection import in_part
from platformgen.apply.wanted import Desired, Generated, Wanted
from platformgen.diagnostic import Span
from platformgen.lock import lock_document, lock_of
from platformgen.model import GeneratedKey, HelmInstall, Lock, LockedChart, TextKey

_FORM: Final = 1
_VALUES: Final = ("data", "stringData")
_NAME: Final = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
"""What helm can be given as a word of its command line."""


class DamagedError(ValueError):
    """What is kept is not as we write it; the message says what is wrong."""


class Past(Struct, frozen=True, kw_only=True):
    """What a run wanted; an `Aim` once its number and the context are known."""

    name: str
    wanted: tuple[Wanted, ...]
    depends_on: Mapping[str, frozenset[str]] = field(default_factory=dict)
    handed: Mapping[Key, Key] = field(default_factory=dict)
    lock: Lock | None = None
    installs: tuple[str, ...] = ()
    installed: tuple[str, ...] = ()
    leaving: tuple[Wanted, ...] = ()
    in_part: frozenset[str] = frozenset()
    """The components of which the run looked at a part only."""
    withheld: frozenset[Key] = frozenset()
    """The Secrets whose values were not kept: they stay as they are, or cannot be had."""
    number: int = 0
    context: str = ""
    context_span: Span | None = None

    @property
    def authority(self) -> str:
        """What says what is wanted, in words."""
        return f"revision {self.number}"

    def span(self, each: Wanted, path: str) -> Span | None:
        """Return None: the lines that said it then are others by now."""
        del each, path
        return None


def written(aim: Aim, wanted: Iterable[Wanted]) -> bytes:
    """Return the text of what is wanted of an aim; the same for the same."""
    everything = tuple(wanted)
    releases = [each for each in everything if isinstance(each, Release)]
    document = {
        "form": _FORM,
        "platform": aim.name,
        "wanted": [_entry(each, aim.withheld) for each in everything],
        "dependsOn": {name: sorted(each) for name, each in aim.depends_on.items()},
        "handed": [[*map(astuple, pair)] for pair in sorted(aim.handed.items())],
        "lock": lock_document(Lock(releases=_by_name(releases))),
        "installs": aim.installs,
        "installed": aim.installed,
    }
    parts = in_part(everything, aim.wanted) | aim.in_part
    document |= {"inPart": sorted(parts)} if parts else {}
    return encode(document, order="sorted")


def _by_name(releases: Iterable[Release]) -> dict[str, tuple[LockedChart, ...]]:
    found: dict[str, tuple[LockedChart, ...]] = {}
    for each in releases:
        name = each.helm.release
        found[name] = (*found.get(name, ()), each.locked)
    return found


def _entry(each: Wanted, withheld: frozenset[Key]) -> dict[str, Any]:
    if isinstance(each, Release):
        return _release_entry(each)
    if isinstance(each, Desired):
        return _object_entry(each)
    # One that was withheld before still is: what goes back to this has no values either.
    return _generated_entry(each) | ({"withheld": True} if each.key in withheld else {})


def _release_entry(each: Release) -> dict[str, Any]:
    return {
        "release": each.helm.release,
        "namespace": each.locked.namespace,
        "values": each.helm.values,
        "component": each.component,
        "patience": each.patience_seconds,
    }


def _generated_entry(each: Generated) -> dict[str, Any]:
    return {
        "secret": {"name": each.key.name, "namespace": each.key.namespace},
        "labels": each.labels,
        "keys": [_key_entry(one) for one in each.keys],
        "component": each.component,
    }


def _object_entry(each: Desired) -> dict[str, Any]:
    return {
        "graft" if is_graft(each.key) else "object": _without_values(each.document),
        "home": each.home,
        "component": each.component,
        "patience": each.patience_seconds,
        **_withheld(each.document),
    }


def _key_entry(each: GeneratedKey | TextKey) -> dict[str, Any]:
    if isinstance(each, TextKey):
        return {"key": each.key, "text": each.text}
    return {"key": each.key, "length": each.length}


def _without_values(document: Mapping[str, Any]) -> dict[str, Any]:
    if not _is_secret(document):
        return dict(document)
    return {name: value for name, value in document.items() if name not in _VALUES}


def _withheld(document: Mapping[str, Any]) -> dict[str, Any]:
    values = [document.get(each) or {} for each in _VALUES] if _is_secret(document) else []
    keys = sorted({name for each in values for name in each})
    return {"withheld": keys} if keys else {}


def _is_secret(document: Mapping[str, Any]) -> bool:
    return (document["apiVersion"], document["kind"]) == ("v1", "Secret")


def read(content: bytes, platform: str) -> Past:
    """Return what a text of `written` says of a platform; `DamagedError` where it is none."""
    try:
        said = json.loads(content)
        if (said["form"], said["platform"]) != (_FORM, platform):
            raise DamagedError(f"it is of another form, or of {said['platform']}")
        return _past(said, platform)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedError(str(error)) from error


def _past(said: Mapping[str, Any], platform: str) -> Past:
    lock = lock_of(said["lock"])
    if lock is None:
        raise DamagedError("its lock is not of the form that a lock has")
    wanted = tuple(_wanted(each, lock, set_id(platform)) for each in said["wanted"])
    return Past(
        name=platform,
        wanted=wanted,
        depends_on={name: frozenset(each) for name, each in said["dependsOn"].items()},
        handed={Key(*each): Key(*application) for each, application in said["handed"]},
        lock=lock,
        installs=tuple(map(str, said["installs"])),
        installed=tuple(map(str, said["installed"])),
        in_part=frozenset(map(str, said.get("inPart", ()))),
        withheld=frozenset(_withheld_keys(said["wanted"])),
    )


def _withheld_keys(entries: Iterable[Mapping[str, Any]]) -> Iterator[Key]:
    return (_placed(each) for each in entries if "withheld" in each)


def _wanted(entry: Mapping[str, Any], lock: Lock, identity: str) -> Wanted:
    if "release" in entry:
        return _release(entry, lock)
    if "secret" in entry:
        at, labels, owner = _placed(entry), entry["labels"], entry["component"]
        keys = tuple(_key_of(each) for each in entry["keys"])
        return _ours(Generated(key=at, labels=labels, keys=keys, component=owner), identity)
    if "graft" in entry:
        return _object(entry, entry["graft"], graft_key(key(entry["graft"])))
    document = entry["object"]
    if "withheld" in entry:
        # Whoever put its values there, they stay: no key of it is asked for.
        labels, owner = document["metadata"]["labels"], entry["component"]
        return _ours(
            Generated(key=_placed(entry), labels=labels, keys=(), component=owner), identity
        )
    return _ours(_object(entry, document, key(document)), identity)


def _object(entry: Mapping[str, Any], document: dict[str, Any], named: Key) -> Desired:
    return Desired(
        key=named,
        document=document,
        component=entry["component"],
        origin=None,
        patience_seconds=int(entry["patience"]),
        home=entry["home"],
    )


def _placed(entry: Mapping[str, Any]) -> Key:
    """Return the key of a Secret; of one of a manifest, in the namespace that it fell to."""
    if "secret" in entry:
        return Key("", "Secret", entry["secret"]["namespace"], entry["secret"]["name"])
    named = key(entry["object"])
    return Key("", "Secret", named.namespace or entry["home"], named.name)


def _ours(each: Desired | Generated, identity: str) -> Desired | Generated:
    if each.document["metadata"]["labels"][MEMBER] != identity:
        raise DamagedError(f"{each.key} is of another set")
    return each


def _key_of(entry: Mapping[str, Any]) -> GeneratedKey | TextKey:
    if "text" in entry:
        return TextKey(key=entry["key"], text=entry["text"])
    return GeneratedKey(key=entry["key"], length=int(entry["length"]))


def _release(entry: Mapping[str, Any], lock: Lock) -> Release:
    name, namespace = str(entry["release"]), str(entry["namespace"])
    locked = [each for each in lock.releases.get(name, ()) if each.namespace == namespace]
    if len(locked) != 1 or not all(map(_NAME.fullmatch, (name, namespace))):
        raise DamagedError(f"its lock has no release {name} in {namespace}")
    helm = HelmInstall(
        release=name,
        repo=locked[0].repo,
        chart=locked[0].chart,
        version=locked[0].version,
        values=dict(entry["values"]),
    )
    return Release(
        helm=helm,
        locked=locked[0],
        component=entry["component"],
        origin=None,
        patience_seconds=int(entry["patience"]),
    )


def forgotten(plan: Plan) -> tuple[Key, ...]:
    """Return the Secrets that a revision wants and the cluster lost: no values were kept."""
    return tuple(each.key for each in plan.of(Create) if is_forgotten(each.wanted))


def is_forgotten(wanted: Wanted) -> TypeGuard[Generated]:
    """Tell whether a revision wants a Secret of which it does not know all values.

    The texts of the spec are kept; of what stood in a manifest not even the keys are asked for.
    """
    if not isinstance(wanted, Generated) or wanted.origin is not None:
        return False
    return not wanted.keys or any(isinstance(each, GeneratedKey) for each in wanted.keys)
