"""Hosts that two components claim, or that nobody could resolve, and addresses that are none."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any, Final

from platformgen import roles
from platformgen.check.subject import Path, Subject, routes
from platformgen.diagnostic import Diagnostic
from platformgen.model import IngressRouting, Route

_NAMED_MAX: Final = 5
"""How many components a warning about all of them names."""


def claimed_twice(subject: Subject) -> Iterator[Diagnostic]:
    """Report two routes with one host and path."""
    seen: dict[tuple[str, str], Path] = {}
    for at, route in _hosts(subject):
        # A router does not tell /metrics from /metrics/.
        claim = (route.host, route.path.rstrip("/"))
        if claim in seen:
            other = subject.spec.span(seen[claim])
            what = f"{route.host}{route.path} leads to two places"
            why = "the router would take one of them, and which one is not said anywhere"
            fix = f"change the host or the path; the other is at {other}"
            yield subject.error("PG022", at, what, why, fix)
        else:
            seen[claim] = at


def outside_the_domain(subject: Subject) -> Iterator[Diagnostic]:
    """Report hosts that are not names under the cluster's domain."""
    domain = subject.platform.cluster.domain
    for at, route in _hosts(subject):
        if not route.host.endswith(f".{domain}"):
            what = f"the host {route.host} is not under {domain}"
            why = "the hosts file and the certificates hold names of the platform's domain only"
            name = route.host.split(".")[0]
            fix = f"write the name alone ({name!r} means {name}.{domain})"
            yield subject.error("PG031", at, what, why, fix)


def without_router(subject: Subject) -> Iterator[Diagnostic]:
    """Report hosts of a platform that routes nothing."""
    if subject.platform.cluster.routing is not None:
        return
    for at, route in _hosts(subject):
        what = f"nothing routes {route.host}: `cluster.routing` is not said"
        yield subject.error("PG032", at, what, fix="add `routing: {ingress: CLASS}` to the cluster")


def open_to_all(subject: Subject) -> Iterator[Diagnostic]:
    """Warn once where an isolated namespace lets everybody in, for nobody says who the router is.

    Shut, no route would lead anywhere: a policy names the namespace that requests come from, or
    lets in all of them.
    """
    platform = subject.platform
    isolated = {each.name for each in platform.namespaces if each.isolated}
    open_ones = [
        each.name for each in platform.components if each.routes and each.namespace in isolated
    ]
    routing, router = platform.cluster.routing, roles.router(platform)
    places = (routing and routing.namespace, router and router.namespace)
    if open_ones and routing is not None and not any(places):
        names = ", ".join(open_ones[:_NAMED_MAX])
        if len(open_ones) > _NAMED_MAX:
            names += f" and {len(open_ones) - _NAMED_MAX} more"
        what = f"pods of every namespace reach {names}: nobody says where the ingress controller is"
        why = "network policies let requests in from its namespace, or else from all of them"
        fix = "say it as NAMESPACE/CLASS, or with a component of `type: ingress-controller`"
        yield subject.warning("PG047", ("cluster", "routing", "ingress"), what, why, fix)


def without_address(subject: Subject) -> Iterator[Diagnostic]:
    """Warn once of hosts that the hosts file cannot have, for nothing says where they are."""
    cluster = subject.platform.cluster
    routed = any(component.routes for component in subject.platform.components)
    if routed and isinstance(cluster.routing, IngressRouting) and not cluster.addresses:
        what = "hosts are routed, and `cluster.address` does not say where they are"
        fix = "add `address: 127.0.0.1`, or the address of the router"
        yield subject.warning("PG032", ("cluster",), what, fix=fix)


def inherited_address(subject: Subject) -> Iterator[Diagnostic]:
    """Warn of an environment on another cluster whose names lead to this machine all the same."""
    cluster, spec = subject.platform.cluster, subject.spec
    own = f"specs/environments/{subject.platform.environment}.yaml"
    context, address = ("cluster", "context"), ("cluster", "address")
    if spec.key_span(context).file != own or spec.key_span(address).file == own:
        return
    loopback = [each for each in cluster.addresses if _is_address(each) and _is_loopback(each)]
    routed = any(component.routes for component in subject.platform.components)
    if loopback and routed:
        what = f"{cluster.context} is another cluster, and its names lead to {loopback[0]}"
        why = "the address is that of the platform without this environment"
        fix = f"say `address` under `cluster` in {own}"
        yield subject.warning("PG032", context, what, why, fix)


def _is_loopback(address: str) -> bool:
    return ip_address(address).is_loopback


def no_addresses(subject: Subject) -> Iterator[Diagnostic]:
    """Report what looks like an address, or a block of them, and is none."""
    cluster: dict[str, Any] = subject.spec.value["cluster"]  # type: ignore[assignment]  # a mapping, says the schema
    at: Path = ("cluster", "address")
    for index, address in enumerate(subject.platform.cluster.addresses):
        if not _is_address(address):
            place = (*at, index) if isinstance(cluster["address"], list) else at
            yield subject.error("PG013", place, f"{address!r} is not an IP address")
    for external in subject.platform.externals:
        if external.address is not None and not _is_block(external.address):
            what = f"{external.address!r} is not a block of addresses"
            fix = "write it as 203.0.113.0/24"
            yield subject.error("PG013", ("external", external.name, "address"), what, fix=fix)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_block(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _hosts(subject: Subject) -> Iterator[tuple[Path, Route]]:
    """Yield every route, and where the spec says its host."""
    for component in subject.platform.components:
        for at, route in routes(subject, component):
            yield at if at[-1] == "host" else (*at, "host"), route
