"""Ask a real API server about objects: JSON lines in, one verdict a line out.

    python ask.py < objects.jsonl

Each object is applied by server-side apply as a dry run, with strict field validation. A verdict is
the status code, a tab, and what the server said.
"""

from __future__ import annotations

import http.client
import json
import os
import ssl
import sys
import urllib.parse
from pathlib import Path
from typing import Any

import yaml

QUERY = "?dryRun=All&fieldManager=test&force=true&fieldValidation=Strict"


def main() -> None:
    connection = connect(Path(os.environ["KUBECONFIG"]))
    resources: dict[str, dict[str, dict[str, Any]]] = {}
    for line in sys.stdin:
        item = json.loads(line)
        code, said = ask(connection, item, resources)
        sys.stdout.write(f"{code}\t{said}\n")


def connect(kubeconfig: Path) -> http.client.HTTPSConnection:
    config = yaml.safe_load(kubeconfig.read_text())
    cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
    context = ssl.create_default_context(cafile=cluster["certificate-authority"])
    context.load_cert_chain(user["client-certificate"], user["client-key"])
    address = urllib.parse.urlsplit(cluster["server"])
    return http.client.HTTPSConnection(address.hostname or "", address.port, context=context)


def ask(
    connection: http.client.HTTPSConnection,
    item: dict[str, Any],
    resources: dict[str, dict[str, dict[str, Any]]],
) -> tuple[int, str]:
    group_version = item["apiVersion"]
    root = f"/apis/{group_version}" if "/" in group_version else f"/api/{group_version}"
    if group_version not in resources:
        listed = json.loads(request(connection, "GET", root, "")[1])
        resources[group_version] = {
            each["kind"]: each for each in listed["resources"] if "/" not in each["name"]
        }
    resource = resources[group_version][item["kind"]]
    metadata = item.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    namespace = urllib.parse.quote(str(metadata.get("namespace") or "default"), safe="")
    place = f"/namespaces/{namespace}" if resource["namespaced"] else ""
    name = urllib.parse.quote(str(metadata.get("name") or ""), safe="")
    path = f"{root}{place}/{resource['name']}/{name}{QUERY}"
    code, text = request(connection, "PATCH", path, json.dumps(item))
    said = json.loads(text).get("message", "") if text.startswith("{") else text
    return code, " ".join(said.split())


def request(
    connection: http.client.HTTPSConnection, method: str, path: str, body: str
) -> tuple[int, str]:
    headers = {"Content-Type": "application/apply-patch+yaml"} if body else {}
    connection.request(method, path, body=body.encode() or None, headers=headers)
    response = connection.getresponse()
    return response.status, response.read().decode(errors="replace")


if __name__ == "__main__":
    main()
