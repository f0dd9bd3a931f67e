"""The platform's block of a hosts file: its own names, for its own cluster, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from platformgen.model import Platform

_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*")

# What never leaves the machine or its site (RFC 1122, 1918, 4193, 4291). `ip_address.is_private`
# takes in more than that, and not the same in every version of Python.
_LOCAL: tuple[IPv4Network | IPv6Network, ...] = tuple(
    ip_network(block)
    for block in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
    )
)


def block(platform: Platform) -> str:
    """Return the marked block, one name a line; empty where the platform has no names.

    Every address has every name. Windows reads only the first few names of a line, and a name that
    comes or goes is then one line of a difference.
    """
    listed = lines(platform)
    if not listed:
        return ""
    owner = block_name(platform)
    return "\n".join([begin(owner), *listed, end(owner), ""])


def lines(platform: Platform) -> tuple[str, ...]:
    """Return what stands between the marks: one address and one name a line."""
    return tuple(f"{address} {name}" for address in addresses(platform) for name in names(platform))


def others(platform: Platform, content: bytes) -> Iterator[tuple[int, str]]:
    """Yield the lines of a hosts file that lead our names elsewhere, by number, and the name.

    Of two lines with one name the first is believed, so ours may say what nobody hears.
    """
    wanted, ours = set(names(platform)), set(addresses(platform))
    for number, line in enumerate(content.split(b"\n"), start=1):
        address, *found = line.partition(b"#")[0].decode("utf-8", "replace").lower().split() or [""]
        if address not in ours:
            yield from ((number, name) for name in found if name in wanted)


def block_name(platform: Platform) -> str:
    """Return what the block's marks name: the platform, and its environment where there is one.

    Environments stand beside each other in one hosts file.
    """
    return "/".join(each for each in (platform.name, platform.environment) if each)


def begin(block: str) -> str:
    """Return the line before the block of this name."""
    return f"# BEGIN platformgen {block}"


def end(block: str) -> str:
    """Return the line after the block of this name."""
    return f"# END platformgen {block}"


def names(platform: Platform) -> tuple[str, ...]:
    """Return the hosts of the platform's routes that are under the cluster's domain, sorted.

    Patterns such as `*.example` are left out: a hosts file cannot say them.
    """
    domain = platform.cluster.domain.lower()
    hosts = {route.host.lower() for each in platform.components for route in each.routes}
    return tuple(
        sorted(
            host for host in hosts if f".{host}".endswith(f".{domain}") and _NAME.fullmatch(host)
        )
    )


def addresses(platform: Platform) -> tuple[str, ...]:
    """Return the cluster's addresses, with IPv6's loopback beside IPv4's.

    Without it macOS asks the network for the IPv6 address of a `.local` name, and waits for five
    seconds.
    """
    given = platform.cluster.addresses
    if "127.0.0.1" in given and "::1" not in given:
        return (*given, "::1")
    return given


def is_local(platform: Platform) -> bool:
    """Say whether all the cluster's addresses are loopback or private."""
    found = [ip_address(address) for address in platform.cluster.addresses]
    return bool(found) and all(any(address in net for net in _LOCAL) for address in found)
