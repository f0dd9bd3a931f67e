"""Services, Ingresses and NetworkPolicies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import Any, Final

from platformgen.accepts import names
from platformgen.accepts.kubernetes.rules.containers import exactly_one
from platformgen.accepts.kubernetes.rules.pods import is_address
from platformgen.accepts.kubernetes.rules.selectors import requirements
from platformgen.accepts.wording import Path, Problem, quoted

Object = Mapping[str, Any]

_EXTERNAL_NAME: Final = "ExternalName"
_ROUTED: Final = ("NodePort", "LoadBalancer")
_CLASS_ANNOTATION: Final = "kubernetes.io/ingress.class"
_SELECTORS: Final = ("podSelector", "namespaceSelector")
_UNSAFE: Final = ("//", "/./", "/../", "%2f", "%2F")
_UNSAFE_ENDS: Final = ("/..", "/.")


def service(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a Service."""
    spec = item.get("spec") or {}
    kind = spec.get("type") or "ClusterIP"
    ports = spec.get("ports") or ()
    is_headless = spec.get("clusterIP") == "None"
    if not ports and kind != _EXTERNAL_NAME and not is_headless:
        message = "a service that is not headless has a port"
        yield Problem(path=("spec", "ports"), rule="required", message=message)
    yield from _service_ports(ports, kind)
    yield from _service_address(spec, kind)
    if is_headless and kind in _ROUTED:
        message = f"a service of type {kind} is not headless"
        yield Problem(path=("spec", "clusterIP"), rule="value", message=message)
    if spec.get("externalTrafficPolicy") and kind not in _ROUTED and not spec.get("externalIPs"):
        message = f"externalTrafficPolicy goes with {' and '.join(_ROUTED)} only"
        where = ("spec", "externalTrafficPolicy")
        yield Problem(path=where, rule="forbidden", message=message)
    for key in ("loadBalancerClass", "loadBalancerSourceRanges"):
        if spec.get(key) and kind != "LoadBalancer":
            message = f"{key} goes with LoadBalancer only"
            yield Problem(path=("spec", key), rule="forbidden", message=message)


def ingress(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in an Ingress."""
    spec = item.get("spec") or {}
    if not spec.get("rules") and not spec.get("defaultBackend"):
        message = "an ingress has rules or a defaultBackend"
        yield Problem(path=("spec",), rule="required", message=message)
    annotations = item["metadata"].get("annotations") or {}
    if _CLASS_ANNOTATION in annotations and spec.get("ingressClassName"):
        message = f"ingressClassName and the annotation {_CLASS_ANNOTATION} exclude each other"
        yield Problem(path=("spec", "ingressClassName"), rule="exactly-one", message=message)
    if spec.get("defaultBackend"):
        yield from _backend(spec["defaultBackend"], ("spec", "defaultBackend"))
    for index, rule in enumerate(spec.get("rules") or ()):
        here = ("spec", "rules", index)
        yield from _host(rule.get("host") or "", (*here, "host"))
        for number, each in enumerate((rule.get("http") or {}).get("paths") or ()):
            yield from _ingress_path(each, (*here, "http", "paths", number))
    for index, tls in enumerate(spec.get("tls") or ()):
        for number, host in enumerate(tls.get("hosts") or ()):
            yield from _host(host, ("spec", "tls", index, "hosts", number))


def network_policy(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a NetworkPolicy."""
    spec = item.get("spec") or {}
    if spec.get("podSelector"):
        yield from requirements(spec["podSelector"], ("spec", "podSelector"))
    for direction, side in (("ingress", "from"), ("egress", "to")):
        for index, rule in enumerate(spec.get(direction) or ()):
            here = ("spec", direction, index)
            for number, peer in enumerate(rule.get(side) or ()):
                yield from _peer(peer, (*here, side, number))
            for number, port in enumerate(rule.get("ports") or ()):
                yield from _policy_port(port, (*here, "ports", number))


def _service_ports(ports: Any, kind: str) -> Iterator[Problem]:  # noqa: ANN401  # a list out of JSON
    seen: set[str] = set()
    for index, port in enumerate(ports):
        here = ("spec", "ports", index)
        name = port.get("name")
        if not name and len(ports) > 1:
            message = "each of several ports has a name"
            yield Problem(path=here, rule="required", message=message)
        if name and name in seen:
            message = f"a port before this one has the name {quoted(name)}"
            yield Problem(path=(*here, "name"), rule="duplicate", message=message)
        seen.add(name)
        if port.get("nodePort") and kind not in _ROUTED:
            message = f"nodePort goes with {' and '.join(_ROUTED)} only"
            yield Problem(path=(*here, "nodePort"), rule="forbidden", message=message)


def _service_address(spec: Object, kind: str) -> Iterator[Problem]:
    address = spec.get("clusterIP") or ""
    where = ("spec", "clusterIP")
    if kind == _EXTERNAL_NAME:
        name = (spec.get("externalName") or "").removesuffix(".")
        if not names.is_spelt(names.DNS_SUBDOMAIN, name):
            message = f"{quoted(name)} is not {names.WORDS[names.DNS_SUBDOMAIN]}"
            yield Problem(path=("spec", "externalName"), rule="value", message=message)
        if address:
            message = "a service of type ExternalName has no address"
            yield Problem(path=where, rule="forbidden", message=message)
    elif address not in {"", "None"} and not is_address(address):
        yield Problem(path=where, rule="value", message=f"{quoted(address)} is not an IP address")
    for index, each in enumerate(spec.get("externalIPs") or ()):
        if not is_address(each):
            message = f"{quoted(each)} is not an IP address"
            yield Problem(path=("spec", "externalIPs", index), rule="value", message=message)


def _host(host: str, path: Path) -> Iterator[Problem]:
    if host and is_address(host):
        message = f"{quoted(host)} is an address, a name is needed"
        yield Problem(path=path, rule="value", message=message)
    elif host and not (len(host.split(".")) > 1 or "*" not in host):
        yield Problem(path=path, rule="value", message="there is no domain after the '*'")
    elif host and not names.is_spelt(names.DNS_WILDCARD, host):
        message = f"{quoted(host)} is not {names.WORDS[names.DNS_WILDCARD]}"
        yield Problem(path=path, rule="value", message=message)


def _ingress_path(item: Object, path: Path) -> Iterator[Problem]:
    yield from _backend(item["backend"], (*path, "backend"))
    text = item.get("path") or ""
    where = (*path, "path")
    if item["pathType"] == "ImplementationSpecific":
        if text and not text.startswith("/"):
            yield Problem(path=where, rule="value", message="a path has '/' first")
        return
    if not text.startswith("/"):
        yield Problem(path=where, rule="value", message="a path has '/' first")
        return
    wrong = [each for each in _UNSAFE if each in text]
    wrong += [each for each in _UNSAFE_ENDS if text.endswith(each)]
    if wrong:
        yield Problem(path=where, rule="value", message=f"a path here has no {quoted(wrong[0])}")


def _backend(backend: Object, path: Path) -> Iterator[Problem]:
    yield from exactly_one(backend, ("service", "resource"), path)
    target = backend.get("service")
    if target is not None:
        port = {key: value for key, value in (target.get("port") or {}).items() if value}
        yield from exactly_one(port, ("name", "number"), (*path, "service", "port"))


def _peer(peer: Object, path: Path) -> Iterator[Problem]:
    selectors = [key for key in _SELECTORS if peer.get(key) is not None]
    block = peer.get("ipBlock")
    if block is None and not selectors:
        message = "a peer is a podSelector, a namespaceSelector or an ipBlock"
        yield Problem(path=path, rule="required", message=message)
    if block is not None and selectors:
        message = "an ipBlock stands alone"
        yield Problem(path=(*path, "ipBlock"), rule="exactly-one", message=message)
    for key in selectors:
        if "matchExpressions" in peer[key]:
            yield from requirements(peer[key], (*path, key))
    if block is not None:
        yield from _block(block, (*path, "ipBlock"))


def _block(block: Object, path: Path) -> Iterator[Problem]:
    whole = _network(block["cidr"])
    if whole is None:
        message = f"{quoted(block['cidr'])} is not a range, such as 10.0.0.0/8"
        yield Problem(path=(*path, "cidr"), rule="value", message=message)
        return
    for index, text in enumerate(block.get("except") or ()):
        part = _network(text)
        where = (*path, "except", index)
        if part is None:
            message = f"{quoted(text)} is not a range, such as 10.0.0.0/8"
            yield Problem(path=where, rule="value", message=message)
        elif not _is_within(part, whole):
            message = f"{quoted(text)} is not a smaller part of {quoted(block['cidr'])}"
            yield Problem(path=where, rule="value", message=message)


def _policy_port(port: Object, path: Path) -> Iterator[Problem]:
    last, first = port.get("endPort"), port.get("port")
    if last is None:
        return
    if not isinstance(first, int):
        message = "endPort needs a port that is a number"
        yield Problem(path=(*path, "endPort"), rule="value", message=message)
    elif last < first:
        message = f"{last} is less than the first port, {first}"
        yield Problem(path=(*path, "endPort"), rule="value", message=message)


def _network(text: str) -> Any:  # noqa: ANN401  # the two classes of networks have no common one
    if "/" not in text or "%" in text:
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _is_within(part: Any, whole: Any) -> bool:  # noqa: ANN401  # see `_network`
    return bool(part.version == whole.version and part != whole and part.subnet_of(whole))
