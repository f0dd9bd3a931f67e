"""What a platform needs of this machine and of its cluster, and what of it is there.

Nothing is asked but programs of this machine, its loopback, and the cluster.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from platformgen import roles
from platformgen.apply.entrance import entrance
from platformgen.apply.key import Key
from platformgen.model import Platform
from platformgen.shell.applying.entering import closed
from platformgen.shell.applying.listing import passed
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError, ContextError
from platformgen.shell.cluster.kubeconfig import context
from platformgen.shell.finding import MISSING, OK, WARNING, Finding
from platformgen.shell.machine import machine
from platformgen.shell.tooling import tools
from platformgen.source import Document

_SAID_AT = {"IngressClass": "ingress", "Gateway": "gateway"}
"""The field of `cluster.routing` that names each kind."""


def findings(
    platform: Platform, spec: Document, context_name: str, hosts_file: str | None
) -> tuple[Finding, ...]:
    """Return what was found of everything, in the order in which one would mend it."""
    cluster, is_up = _cluster(platform, spec, context_name)
    return (
        *tools(platform),
        *cluster,
        *machine(platform, is_up=is_up, hosts_file=hosts_file),
    )


def _cluster(platform: Platform, spec: Document, name: str) -> tuple[tuple[Finding, ...], bool]:
    """Return what is found of the context and the cluster, and whether it answers."""
    try:
        client = Client.of(context(name))
    except ContextError as error:
        return (_failed("context", str(error), _make(platform)),), False
    except ClusterError as error:
        return (_failed("context", str(error), "mend the kubeconfig"),), False
    there = Finding(name="context", state=OK, told=f"{name}, {client.name}")
    try:
        version, shut = asyncio.run(_asked(client, platform))
    except ClusterError as error:
        return (there, _failed("cluster", str(error), "start it, or look at its address")), False
    return (there, _judged(platform, version), *_routing(platform, spec, shut)), True


async def _asked(client: Client, platform: Platform) -> tuple[str, frozenset[Key]]:
    """Return the server's version, and what routes hang on and is not there."""
    way = entrance(platform.cluster.routing)
    is_routed = any(each.routes for each in platform.components)
    try:
        said = passed(await client.ask("GET", "/version"), "the cluster does not say its version")
        shut = await closed(client, (way,) if way is not None and is_routed else ())
    finally:
        client.close()
    return str(said.body.get("gitVersion", "")), shut


def _routing(platform: Platform, spec: Document, shut: frozenset[Key]) -> Iterator[Finding]:
    """Yield a warning of what is not there: the platform itself may bring it."""
    router = roles.router(platform)
    by = f"`platformgen apply` brings it, if {router.name} does" if router else ""
    for each in shut:
        where = spec.span(("cluster", "routing", _SAID_AT[each.kind]))
        told = f"{where}: {each} is not there: nobody answers for the platform's hosts"
        fix = by or "install what serves it, or mend the name"
        yield Finding(name="routing", state=WARNING, told=told, fix=fix)


def _judged(platform: Platform, version: str) -> Finding:
    wanted = platform.cluster.kubernetes
    if version.removeprefix("v").split(".")[:2] == wanted.split(".")[:2]:
        return Finding(name="cluster", state=OK, told=f"Kubernetes {version}")
    return Finding(
        name="cluster",
        state=WARNING,
        told=f"Kubernetes {version}; the spec says {wanted}",
        fix="say the cluster's version in the spec, or make it anew",
    )


def _make(platform: Platform) -> str:
    if platform.cluster.provider == "kind":
        name = platform.cluster.name
        return f"run `kind create cluster --name {name} --config build/kind.yaml`"
    return "mend `cluster.context` in the spec, or add it to the kubeconfig"


def _failed(name: str, told: str, fix: str) -> Finding:
    """Return what is missing; where what is told knows its fix, with that."""
    told, mark, own = told.partition("\n  fix: ")
    return Finding(name=name, state=MISSING, told=told, fix=own if mark else fix)
