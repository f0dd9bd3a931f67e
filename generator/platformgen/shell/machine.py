"""What a platform takes of a machine: its ports, its hosts file, memory and disk."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from platformgen import hosts, marked
from platformgen.kubernetes.kind_cluster import PROVIDER, entry_ports
from platformgen.marked import Damaged
from platformgen.model import Platform
from platformgen.shell import hostsfile
from platformgen.shell.failure import WorldError
from platformgen.shell.finding import MISSING, OK, SKIPPED, WARNING, Finding
from platformgen.usage import usage

_SECONDS = 0.5
_GIB = 2**30
_NODE_BYTES = Fraction(3 * _GIB // 2)
"""What Kubernetes itself takes on a node of kind, by and large."""
_NODE_DISK_BYTES = Fraction(4 * _GIB)
"""The same of disk, with the image of the node."""


def machine(platform: Platform, *, is_up: bool, hosts_file: str | None) -> Iterator[Finding]:
    """Yield what is found; where the cluster `is_up` it listens at its ports."""
    yield _hosts(platform, hosts_file or hostsfile.machines())
    if platform.cluster.provider == PROVIDER:
        yield from _ports(platform, is_up=is_up)
        yield from _room(platform, is_up=is_up)


def _hosts(platform: Platform, file: str) -> Finding:
    lines = hosts.lines(platform)
    if not lines or not hosts.is_local(platform):
        return Finding(name="hosts", state=SKIPPED, told="the platform's names are for DNS")
    try:
        content = hostsfile.read(file)
    except WorldError as error:
        return Finding(name="hosts", state=MISSING, told=str(error))
    after = marked.with_block(content, lines, hostsfile.marks(platform))
    is_machines = file == hostsfile.machines()
    other = f"platformgen hosts apply --hosts-file {shlex.quote(file)}"
    fix = "sudo platformgen hosts apply" if is_machines else other
    if isinstance(after, Damaged):
        told = f"{file}:{after.line}: {after.why}"
        return Finding(name="hosts", state=MISSING, told=told, fix="take the marks away")
    if after != content:
        told = f"{file} lacks the platform's names"
        return Finding(name="hosts", state=MISSING, told=told, fix=fix)
    return Finding(name="hosts", state=OK, told=f"{len(lines)} lines in {file}")


def _ports(platform: Platform, *, is_up: bool) -> Iterator[Finding]:
    for address in platform.cluster.addresses:
        for port in entry_ports(platform):
            name = f"port {port}"
            where = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
            is_taken = _is_taken(address, port)
            if is_up and is_taken:
                # Who listens for kind's node is kind's program for containers, not its name.
                told = f"something listens at {where}, as a cluster that is up does"
                yield Finding(name=name, state=OK, told=told)
            elif is_up:
                told = f"nothing listens at {where}: the cluster was made without this port"
                fix = "make it anew with build/kind.yaml: kind opens ports when it makes a cluster"
                yield Finding(name=name, state=MISSING, told=told, fix=fix)
            elif is_taken:
                told = f"something else listens at {where}"
                fix = f"find it (ss -ltnp, lsof -i :{port}) and stop it"
                yield Finding(name=name, state=MISSING, told=told, fix=fix)
            else:
                yield Finding(name=name, state=OK, told=f"{where} is free")


def _is_taken(address: str, port: int) -> bool:
    """Tell whether somebody listens: asked by a connection, as ports below 1024 are root's."""
    try:
        socket.create_connection((address, port), timeout=_SECONDS).close()
    except OSError:
        return False
    return True


def _room(platform: Platform, *, is_up: bool) -> Iterator[Finding]:
    """Compare what the spec asks for with what this machine has; charts' part nobody knows."""
    found = [usage(platform, each.name) for each in platform.namespaces]
    memory = sum((each.requests.get("memory", Fraction(0)) for each in found), _NODE_BYTES)
    disk = sum((each.storage for each in found), _NODE_DISK_BYTES)
    fix = "give it more, or ask for less in the spec"
    for name, wanted, has in (
        ("memory", memory, _memory_bytes()),
        ("disk", disk, Fraction(shutil.disk_usage(Path.home()).free)),
    ):
        if has is None:
            continue
        told = f"{_shown(has)} GiB here, {_shown(wanted)} GiB asked for"
        is_enough = has >= wanted or (is_up and name == "disk")
        state = OK if is_enough else WARNING
        yield Finding(name=name, state=state, told=told, fix="" if is_enough else fix)


def _shown(value: Fraction) -> str:
    return f"{float(value / _GIB):.1f}"


def _memory_bytes() -> Fraction | None:
    """Return the machine's memory; None where it does not tell, as Windows does not."""
    if not hasattr(os, "sysconf"):
        return None
    try:
        return Fraction(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (OSError, ValueError):
        return None
