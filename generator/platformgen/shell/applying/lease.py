"""One run at a time in a cluster: a Lease beside the inventory.

Times are the server's own, so that a wrong clock of ours decides nothing. A run that was killed on
this machine is seen to be gone at once; that of another machine when its time is over.
"""

from __future__ import annotations

import asyncio
import getpass
import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from platformgen.apply.inventory import NAMESPACE, parent_name
from platformgen.shell.applying.deletion import options
from platformgen.shell.applying.listing import passed
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError

DURATION_SECONDS = 15
_RENEWAL_SECONDS = 5
_PATH = f"/apis/coordination.k8s.io/v1/namespaces/{NAMESPACE}/leases"


class Lease(Struct):
    """The lease that this run holds; `when_lost` is told why when somebody else took it."""

    client: Client
    platform: str
    held: Mapping[str, Any]
    renewal: asyncio.Task[None] | None = None
    is_lost: bool = False
    when_lost: Callable[[str], None] = field(default=lambda _: None)

    async def release(self) -> None:
        """Give it up, so that the next run need not wait."""
        if self.renewal is not None:
            self.renewal.cancel()
            with suppress(asyncio.CancelledError):
                await self.renewal
        if self.is_lost:
            return
        body = options(self.held["metadata"]["uid"])
        await self.client.ask("DELETE", f"{_PATH}/{parent_name(self.platform)}", body=body)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(_RENEWAL_SECONDS)
            try:
                renewed = _lease(self.client, self.platform, self.held)
                said = await _put(self.client, self.platform, renewed)
            except ClusterError as error:
                # It ends without us: whoever comes next may take it.
                self.when_lost(str(error))
                return
            if said is None:
                self.is_lost = True
                self.when_lost("another run took the lease from us")
                return
            self.held = said


async def acquire(client: Client, platform: str) -> Lease:
    """Return the lease; `ClusterError` where another run has it."""
    wanted = _lease(client, platform, None)
    said = await client.ask("POST", _PATH, body=wanted)
    if said.status == HTTPStatus.NOT_FOUND:
        await _make_namespace(client)
        said = await client.ask("POST", _PATH, body=wanted)
    if said.is_success:
        held: Mapping[str, Any] | None = said.body
    elif said.reason == "AlreadyExists":
        held = await _taken_over(client, platform)
    else:
        passed(said, "the lease against a second run cannot be taken")
        held = None
    if held is None:
        raise ClusterError("another run took the lease just before us: run again")
    lease = Lease(client, platform, held)
    lease.renewal = asyncio.create_task(lease._keep())  # noqa: SLF001  # its own module
    return lease


async def _make_namespace(client: Client) -> None:
    body = {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {
            "name": NAMESPACE,
            "labels": {
                "app.kubernetes.io/managed-by": "platformgen",
                "pod-security.kubernetes.io/enforce": "restricted",
            },
        },
    }
    said = await client.ask("POST", "/api/v1/namespaces", body=body)
    if said.reason != "AlreadyExists":
        passed(said, f"the namespace {NAMESPACE} cannot be made")


async def _taken_over(client: Client, platform: str) -> Mapping[str, Any] | None:
    said = await client.ask("GET", f"{_PATH}/{parent_name(platform)}")
    if said.status == HTTPStatus.NOT_FOUND:
        return None
    there = passed(said, "the lease against a second run cannot be read").body
    holder = str(there.get("spec", {}).get("holderIdentity") or "")
    age = client.now() - _seconds(there, "renewTime")
    # Ours where the answer to our own request was lost.
    is_free = not holder or holder == identity() or age > DURATION_SECONDS or _is_dead(holder)
    if not is_free:
        since = datetime.fromtimestamp(_seconds(there, "acquireTime"), UTC)
        raise ClusterError(
            f"another run holds the lease: {_told(holder)}, since {since:%Y-%m-%d %H:%M:%S} UTC\n"
            f"  fix: wait until it is done; if it was killed, its lease ends within "
            f"{DURATION_SECONDS} s"
        )
    return await _put(client, platform, _lease(client, platform, there, is_new=True))


async def _put(client: Client, platform: str, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Write the lease as it follows on what we know; None where it moved on without us."""
    path = f"{_PATH}/{parent_name(platform)}"
    said = await client.ask("PUT", path, body=body)
    if said.status == HTTPStatus.CONFLICT:
        there = await client.ask("GET", path)
        # Where an answer was lost, what stands there is what we sent.
        is_sent = there.is_success and there.body.get("spec") == body["spec"]
        return there.body if is_sent else None
    if said.status == HTTPStatus.NOT_FOUND:
        return None
    return passed(said, "the lease against a second run cannot be renewed").body


def _lease(
    client: Client, platform: str, there: Mapping[str, Any] | None, *, is_new: bool = False
) -> dict[str, Any]:
    now = datetime.fromtimestamp(client.now(), UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    spec = dict((there or {}).get("spec") or {})
    if there is None or is_new:
        spec["acquireTime"] = now
    spec |= {
        "holderIdentity": identity(),
        "leaseDurationSeconds": DURATION_SECONDS,
        "renewTime": now,
    }
    metadata = {"name": parent_name(platform), "namespace": NAMESPACE}
    if there is not None:
        known = there["metadata"]
        metadata |= {"resourceVersion": known["resourceVersion"], "uid": known["uid"]}
    return {
        "apiVersion": "coordination.k8s.io/v1",
        "kind": "Lease",
        "metadata": metadata,
        "spec": spec,
    }


def _seconds(lease: Mapping[str, Any], field: str) -> float:
    text = str(lease.get("spec", {}).get(field) or "")
    return datetime.fromisoformat(text).timestamp() if text else 0.0


def identity() -> str:
    """Return who this run is: the person, the machine, and the process on it."""
    machine = f"{_person()}@{socket.gethostname()}"
    return f"{machine} process {os.getpid()} {_process_space()} {_started(os.getpid())}"


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _told(holder: str) -> str:
    return " ".join(holder.split(" ")[:3])


def _process_space() -> str:
    """Return what process numbers count in: the boot, and the namespace of processes."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}/{os.stat('/proc/self/ns/pid').st_ino}"  # noqa: PTH116  # a link to nothing
    except OSError:
        return "-"


def _started(process: int) -> str:
    """Return when a process started, as the kernel counts; `-` where that cannot be told."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        # The 22nd field; the second is a name in parentheses, which may hold anything.
        return text.rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return "-"


def _is_dead(holder: str) -> bool:
    """Tell whether a holder was a process of this machine that is no more."""
    parts = holder.split(" ")
    if len(parts) != len(identity().split(" ")) or not parts[2].isdecimal():
        return False
    _, _, process, space, started = parts
    if space == "-" or space != _process_space():
        return False
    return _started(int(process)) != started
