"""What happens to objects while we wait: one watch for each kind.

A watch where nothing happens and one that was lost on the way look alike. So each is a short one,
which the server ends by itself; one that goes on after that is lost. The next one begins where
the last ended, for which the server reads nothing but what has changed since.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct, field

from platformgen.apply.key import Key
from platformgen.apply.served import Served
from platformgen.shell.applying.listing import by_key, list_of
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.connection import BrokenError
from platformgen.shell.cluster.failure import ClusterError

Live = Mapping[str, Any]

_WATCH_SECONDS = 20
"""How long the server is to keep a watch; a bookmark comes two seconds before, to go on from."""
_LOST_SECONDS = 30
"""How long a watch may take until the server has ended it."""
_PAUSE_SECONDS = 0.5

PODS = Served(api_version="v1", kind="Pod", plural="pods", is_namespaced=True)
REPLICA_SETS = Served(
    api_version="apps/v1", kind="ReplicaSet", plural="replicasets", is_namespaced=True
)
EVENTS = Served(api_version="v1", kind="Event", plural="events", is_namespaced=True)


class Watches(Struct):
    """The live objects of the kinds that are watched; `changed` is called when one moves."""

    client: Client
    selector: str
    changed: Callable[[], None]
    live: dict[Key, Live] = field(default_factory=dict)
    moved: set[Key] = field(default_factory=set)
    """What is another than when it was looked at last; whoever looks empties it."""
    tasks: dict[tuple[Served, str], asyncio.Task[None]] = field(default_factory=dict)
    versions: dict[tuple[Served, str], str] = field(default_factory=dict)
    """The resourceVersion that each watch goes on from; empty where a LIST comes first."""
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
        at = (served, namespace)
        if at not in self.tasks:
            self.versions[at] = version
            self.tasks[at] = asyncio.create_task(self._watch(served, namespace))

    async def _watch(self, served: Served, namespace: str) -> None:
        at = (served, namespace)
        while True:
            try:
                self.versions[at] = self.versions[at] or await self._listed(served, namespace)
                await self._followed(served, namespace)
            except (BrokenError, OSError, TimeoutError, ClusterError) as error:
                self.deaf[at] = str(error) or "the cluster does not answer"
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _listed(self, served: Served, namespace: str) -> str:
        selector = "" if namespace else self.selector
        items, version = await list_of(self.client, served, namespace=namespace, selector=selector)
        for key, live in by_key(served, items).items():
            self._see(key, live)
        if not version:
            raise BrokenError("the kind is not served yet")
        return version

    async def _followed(self, served: Served, namespace: str) -> None:
        """Follow a watch to its end."""
        at = (served, namespace)
        query = {
            "watch": "true",
            "allowWatchBookmarks": "true",
            "resourceVersion": self.versions[at],
            "timeoutSeconds": str(_WATCH_SECONDS),
        }
        if not namespace:
            query["labelSelector"] = self.selector
        path = f"{served.path(namespace)}?{urlencode(query)}"
        async with asyncio.timeout(_LOST_SECONDS), self.client.stream(path) as events:
            self.deaf.pop(at, None)
            async for event in events:
                if event["type"] == "ERROR":
                    # Too old, most often: what is now is asked for.
                    self.versions[at] = ""
                    return
                self._take_in(served, event)
                self.versions[at] = str(event["object"]["metadata"]["resourceVersion"])

    def _take_in(self, served: Served, event: Live) -> None:
        if event["type"] == "BOOKMARK":
            return
        ((key, live),) = by_key(served, [event["object"]]).items()
        if event["type"] == "DELETED":
            self._forget(key, live)
        else:
            self._see(key, live)

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
