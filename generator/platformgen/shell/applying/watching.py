"""What happens to objects while we wait: one watch for each kind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from platformgen.apply.key import Key
from platformgen.apply.served import Served
from platformgen.shell.applying.looking import by_key, list_of
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.connection import BrokenError
from platformgen.shell.cluster.failure import ClusterError

Live = Mapping[str, Any]

_WATCH_SECONDS = 290
_SILENCE_SECONDS = 330
_PAUSE_SECONDS = 0.5

PODS = Served(api_version="v1", kind="Pod", plural="pods", is_namespaced=True)
REPLICA_SETS = Served(
    api_version="apps/v1", kind="ReplicaSet", plural="replicasets", is_namespaced=True
)
EVENTS = Served(api_version="v1", kind="Event", plural="events", is_namespaced=True)


@dataclass(slots=True)
class Watches:
    """The live objects of the kinds that are watched; `changed` is called when one moves."""

    client: Client
    selector: str
    changed: Callable[[], None]
    live: dict[Key, Live] = field(default_factory=dict)
    moved: set[Key] = field(default_factory=set)
    """What is another than when it was looked at last; whoever looks empties it."""
    tasks: dict[tuple[Served, str], asyncio.Task[None]] = field(default_factory=dict)
    deaf: dict[tuple[Served, str], str] = field(default_factory=dict)
    """The watches that hear nothing at present, and why."""

    def start(self, served: Served, version: str = "") -> None:
        """Watch our objects of a kind, from a resourceVersion on; once for each kind."""
        self._start(served, "", version)

    def start_in(self, served: Served, namespace: str) -> None:
        """Watch all objects of a kind in a namespace, whoever made them."""
        self._start(served, namespace, "")

    def start_pods(self, namespace: str) -> None:
        """Watch the pods of a namespace, and what Deployments make them through."""
        self._start(PODS, namespace, "")
        self._start(REPLICA_SETS, namespace, "")

    def start_events(self, namespace: str) -> None:
        """Watch what a namespace's controllers report."""
        self._start(EVENTS, namespace, "")

    def _start(self, served: Served, namespace: str, version: str) -> None:
        if (served, namespace) not in self.tasks:
            task = asyncio.create_task(self._watch(served, namespace, version))
            self.tasks[served, namespace] = task

    async def _watch(self, served: Served, namespace: str, version: str) -> None:
        while True:
            try:
                version = version or await self._listed(served, namespace)
                version = await self._followed(served, namespace, version)
            except (BrokenError, OSError, TimeoutError, ClusterError) as error:
                self.deaf[served, namespace] = str(error) or "the cluster does not answer"
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _listed(self, served: Served, namespace: str) -> str:
        selector = "" if namespace else self.selector
        items, version = await list_of(self.client, served, namespace=namespace, selector=selector)
        for key, live in by_key(served, items).items():
            self._see(key, live)
        if not version:
            raise BrokenError("the kind is not served yet")
        return version

    async def _followed(self, served: Served, namespace: str, version: str) -> str:
        """Follow a watch to its end; return where to go on, empty for a new LIST."""
        query = {
            "watch": "true",
            "allowWatchBookmarks": "true",
            "resourceVersion": version,
            "timeoutSeconds": str(_WATCH_SECONDS),
        }
        if not namespace:
            query["labelSelector"] = self.selector
        path = f"{served.path(namespace)}?{urlencode(query)}"
        async with asyncio.timeout(_SILENCE_SECONDS), self.client.stream(path) as events:
            self.deaf.pop((served, namespace), None)
            async for event in events:
                item = event["object"]
                if event["type"] == "ERROR":
                    # Too old, most often: what is now is asked for.
                    return ""
                version = str(item["metadata"]["resourceVersion"])
                if event["type"] == "BOOKMARK":
                    continue
                ((key, live),) = by_key(served, [item]).items()
                if event["type"] == "DELETED":
                    self._forget(key, live)
                else:
                    self._see(key, live)
        return version

    def know(self, key: Key, live: Live) -> None:
        """Take in an object as an answer told it; watches may be behind it."""
        self.live[key] = live
        self.moved.add(key)

    def _see(self, key: Key, live: Live) -> None:
        known = self.live.get(key, {}).get("metadata", {})
        seen = live["metadata"]
        is_old = seen["uid"] == known.get("uid") and seen.get("generation", 0) < known.get(
            "generation", 0
        )
        if not is_old:
            self.live[key] = live
            self.moved.add(key)
            self.changed()

    def _forget(self, key: Key, live: Live) -> None:
        if self.live.get(key, live)["metadata"]["uid"] == live["metadata"]["uid"]:
            self.live.pop(key, None)
            self.moved.add(key)
            self.changed()

    def of(self, served: Served, namespace: str) -> list[Live]:
        """Return the objects of a kind in a namespace, as they are known."""
        return [
            live
            for key, live in self.live.items()
            if key.kind == served.kind and key.namespace == namespace
        ]

    async def stop(self) -> None:
        """End all watches."""
        for task in self.tasks.values():
            task.cancel()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)
