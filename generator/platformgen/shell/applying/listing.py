"""The objects of a kind, page by page; and what is said where a cluster does not answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from platformgen.apply.answers import Absent, Answer, Ending, verdict
from platformgen.apply.key import Key
from platformgen.apply.served import Served
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.cluster.request import JSON

METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
_METADATA_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
_PAGE = 1000

Live = Mapping[str, Any]

_ENDING_FIX = "see what holds the namespace, and run again when it is gone"


def passed(said: Answer, what: str) -> Answer:
    """Return an answer that is a success; `ClusterError` for any other."""
    if said.is_success:
        return said
    meant = verdict(said)
    fix = _ENDING_FIX if isinstance(meant, Ending) else getattr(meant, "fix", "")
    if said.status == HTTPStatus.UNAUTHORIZED:
        what = "the cluster does not let you in"
    told = f"{what}: {said.message or said.status}"
    raise ClusterError(f"{told}\n  fix: {fix}" if fix else told)


def by_key(served: Served, items: Iterable[Live]) -> dict[Key, Live]:
    """Return the items of a LIST by their keys; they do not say their kind themselves."""
    group = served.api_version.rpartition("/")[0]
    return {
        Key(
            group,
            served.kind,
            str(item["metadata"].get("namespace", "")),
            str(item["metadata"]["name"]),
        ): {**item, "apiVersion": served.api_version, "kind": served.kind}
        for item in items
    }


async def list_of(
    client: Client, served: Served, *, namespace: str = "", selector: str = "", brief: bool = False
) -> tuple[list[Live], str]:
    """Return the objects of a kind, page by page, and the resourceVersion that they are of.

    Of Secrets, and where it is to be `brief`, only the metadata is asked for.
    """
    accept = _METADATA_LIST if brief or served.kind == "Secret" else JSON
    items: list[Live] = []
    query = {"limit": str(_PAGE)} | ({"labelSelector": selector} if selector else {})
    while True:
        said = await client.ask(
            "GET", f"{served.path(namespace)}?{urlencode(query)}", accept=accept
        )
        if isinstance(verdict(said), Absent):
            return [], ""
        passed(said, f"the cluster does not list {served.plural}")
        items += said.body.get("items") or ()
        metadata = said.body.get("metadata", {})
        if not metadata.get("continue"):
            return items, str(metadata.get("resourceVersion", ""))
        query["continue"] = metadata["continue"]
