"""The server's own floor: the same objects as raw PATCHes, 16 in flight, and nothing else."""

from __future__ import annotations

import asyncio
import json
import sys
import time

from platformgen.shell.cluster.client import APPLY, Client
from platformgen.shell.cluster.kubeconfig import context

PLURALS = {"Ingress": "ingresses", "NetworkPolicy": "networkpolicies"}


def path(document: dict[str, object]) -> str:
    version, kind = str(document["apiVersion"]), str(document["kind"])
    metadata = document["metadata"]
    assert isinstance(metadata, dict)
    plural = PLURALS.get(kind, f"{kind.lower()}s")
    root = "/apis" if "/" in version else "/api"
    where = f"/namespaces/{metadata['namespace']}" if "namespace" in metadata else ""
    query = "fieldManager=floor&force=false&fieldValidation=Strict"
    return f"{root}/{version}{where}/{plural}/{metadata['name']}?{query}"


async def main() -> None:
    client = Client.of(context("kind-platform"))
    first, *rest = map(json.loads, sys.stdin)
    await client.ask("PATCH", path(first), body=first, content_type=APPLY)
    began = time.monotonic()
    answers = await asyncio.gather(
        *(client.ask("PATCH", path(each), body=each, content_type=APPLY) for each in rest)
    )
    bad = [each.message for each in answers if not each.is_success]
    print(f"{time.monotonic() - began:.2f} s, {len(rest)} objects, {len(bad)} refused {bad[:1]}")


if __name__ == "__main__":
    asyncio.run(main())
