"""Sends requests to the API server as they are, and prints its answers; in the cluster's network.

Requests come as JSON, one a line: method, path, body and content type.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.connection import Connection
from platformgen.shell.cluster.kubeconfig import context


async def main() -> None:
    client = Client.of(context("kind-platform"))
    for line in sys.stdin:
        method, path, body, kind = json.loads(line)
        content = json.dumps(body) if isinstance(body, dict) else body
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
            f"Accept: application/json\r\nContent-Length: {len(content.encode())}\r\n\r\n"
        )
        connection = await Connection.open(client.place)
        answer = await connection.ask((head + content).encode())
        said = (await connection.content(answer)).decode()
        connection.close()
        print(json.dumps([answer.status, said]), flush=True)


if __name__ == "__main__":
    assert Path(os.environ["KUBECONFIG"]).is_file()
    asyncio.run(main())
