"""How revisions are kept: as Secrets beside our list, for they are not for everybody's eyes.

What was wanted, compressed, is the data of as many Secrets as it takes. Who, when and how stand in
annotations of the first, which is written last: so a revision that is there is whole, and all are
told by one LIST of metadata.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from msgspec import to_builtins

from platformgen.apply import failures
from platformgen.apply.failures import Failure
from platformgen.apply.inventory import NAMESPACE, parent_name
from platformgen.apply.past import DamagedError
from platformgen.apply.revision import (
    OUTCOMES,
    UNFINISHED,
    Author,
    Damaged,
    History,
    Remembered,
    Revision,
)

Live = Mapping[str, Any]

KEPT_MAX: Final = 10
"""How many revisions are kept; older ones go with the next that is written."""
TYPE: Final = "platformgen/revision"
_PLATFORM: Final = "platformgen/history-of"
_NUMBER: Final = "platformgen/revision"
_PART: Final = "platformgen/part"
_ABOUT: Final = "platformgen/about"
OUTCOME: Final = "platformgen/outcome"
FAILURES: Final = "platformgen/failures"
_DATA: Final = "wanted"
_PART_BYTES: Final = 768 * 1024
"""A Secret holds 1 MiB, and a request to etcd 1.5 MiB, where this is a third more for base64."""
_PARTS_MAX: Final = 64
_BYTES_MAX: Final = 256 * 1024 * 1024
_GZIP: Final = 31
_FAST: Final = 6
_ELSEWHERE: Final = frozenset({"number", "outcome", "troubles", "failures", "when", "uid"})
_TOLD: Final = tuple(each for each in Revision.__struct_fields__ if each not in _ELSEWHERE)


def selector(platform: str) -> str:
    """Return what selects all Secrets of a platform's history."""
    return f"{_PLATFORM}={platform}"


def secret_name(platform: str, number: int, part: int = 1) -> str:
    """Return the name of the Secret that keeps a part of a revision."""
    head = f"{parent_name(platform)}-r{number}"
    return head if part == 1 else f"{head}-{part}"


def digest(content: bytes) -> str:
    """Return what two revisions agree in that want the same."""
    return sha256(content).hexdigest()


def packed(content: bytes) -> tuple[bytes, ...]:
    """Return the text of what is wanted, compressed, in parts that a Secret holds each."""
    packer = zlib.compressobj(level=_FAST, wbits=_GZIP)
    whole = packer.compress(content) + packer.flush()
    return tuple(whole[at : at + _PART_BYTES] for at in range(0, len(whole), _PART_BYTES))


def unpacked(parts: Iterable[bytes], expected: str) -> bytes:
    """Return the text that was packed; `DamagedError` where it has not the expected digest."""
    try:
        content = zlib.decompressobj(wbits=_GZIP).decompress(b"".join(parts), _BYTES_MAX)
    except zlib.error as error:
        raise DamagedError(str(error)) from error
    if digest(content) != expected:
        raise DamagedError("what is in it is not what was written")
    return content


def secrets(platform: str, revision: Revision, parts: Sequence[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the Secrets of a revision in the order to write them: the one that tells of it last."""
    for number in range(len(parts), 0, -1):
        metadata: dict[str, Any] = {
            "name": secret_name(platform, revision.number, number),
            "namespace": NAMESPACE,
            "labels": {
                "app.kubernetes.io/managed-by": "platformgen",
                _PLATFORM: platform,
                _NUMBER: str(revision.number),
                _PART: str(number),
            },
        }
        if number == 1:
            metadata["annotations"] = {_ABOUT: _about(revision), OUTCOME: UNFINISHED}
        yield {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": metadata,
            "type": TYPE,
            "immutable": True,
            "data": {_DATA: base64.b64encode(parts[number - 1]).decode()},
        }


def _about(revision: Revision) -> str:
    told = {name: value for name, value in to_builtins(revision).items() if name in _TOLD}
    return json.dumps(told, ensure_ascii=False)


def ending(outcome: str, troubles: int = 0, found: Iterable[Failure] = ()) -> dict[str, str | None]:
    """Return the annotations that tell how a run ended; of what failed, the first."""
    if not troubles:
        return {OUTCOME: outcome, FAILURES: None}
    return {OUTCOME: f"{outcome} {troubles}", FAILURES: failures.written(found)}


def history(items: Iterable[Live]) -> History:
    """Return what the metadata of a platform's Secrets tells."""
    revisions: list[Remembered] = []
    parts: dict[int, tuple[Live, ...]] = {}
    for each in items:
        labels = each["metadata"].get("labels") or {}
        number = _whole_number(labels.get(_NUMBER))
        if labels.get(_PART) == "1":
            revisions.append(_kept(each["metadata"], number))
        else:
            parts[number] = (*parts.get(number, ()), each)
    revisions.sort(key=lambda one: -one.number)
    return History(revisions=tuple(revisions), parts=parts)


def _whole_number(text: object) -> int:
    return int(text) if isinstance(text, str) and re.fullmatch("[0-9]{1,9}", text) else 0


def _kept(metadata: Live, number: int) -> Remembered:
    found = Damaged(
        number=number,
        when=str(metadata.get("creationTimestamp", "")),
        uid=str(metadata.get("uid", "")),
    )
    try:
        return _read(metadata["annotations"], found)
    except (KeyError, TypeError, ValueError):
        return found


def _read(annotations: Mapping[str, str], found: Damaged) -> Revision:
    about = json.loads(annotations[_ABOUT])
    author = _typed(Author, about["author"])
    outcome, _, troubles = annotations[OUTCOME].partition(" ")
    plain = _typed(Revision, {name: about[name] for name in _TOLD if name != "author"})
    if outcome not in OUTCOMES or not 1 <= plain["parts"] <= _PARTS_MAX:
        raise ValueError(outcome)
    return Revision(
        **plain,
        author=Author(**author),
        number=found.number,
        when=found.when,
        uid=found.uid,
        outcome=outcome,
        troubles=_whole_number(troubles),
        failures=failures.read(annotations.get(FAILURES)),
    )


def _typed(kind: type, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a text says, each of the type that it has to be of."""
    types = kind.__annotations__
    for name, value in said.items():
        if type(value).__name__ != types[name]:
            raise TypeError(name)
    return dict(said)


def part(secret: Live) -> bytes:
    """Return the bytes that a Secret holds; `DamagedError` where it holds none."""
    try:
        return base64.b64decode(secret["data"][_DATA], validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedError(f"it has no {_DATA} that could be read") from error


def outdated(known: History, platform: str, keep: int) -> Iterator[tuple[str, str]]:
    """Yield the name and UID of each Secret that goes, where so many of the newest are kept.

    The Secret that tells of a revision goes before its parts: so none is there that is not whole.
    """
    kept = known.revisions[:keep]
    for each in known.revisions[keep:]:
        yield secret_name(platform, each.number), each.uid
    numbers = {each.number for each in kept}
    for number, parts in sorted(known.parts.items()):
        for stray in () if number in numbers else parts:
            yield str(stray["metadata"]["name"]), str(stray["metadata"]["uid"])
