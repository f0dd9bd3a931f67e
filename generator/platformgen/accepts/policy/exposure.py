"""Secrets in the clear, and traffic that goes where it is not expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.wording import Problem, problem, quoted

Object = Mapping[str, Any]

_PRIVATE_KEY: Final = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_SNIPPET: Final = re.compile(r"nginx\.ingress\.kubernetes\.io/.*-snippet")


def secret(item: Object) -> Iterator[Problem]:
    """Yield the values of a Secret: who can read the file can read them."""
    for key in ("data", "stringData"):
        for name, value in (item.get(key) or {}).items():
            if value:
                message = f"the value of {quoted(name)} can be read by all who see this"
                yield problem((key, name), "secret-in-the-clear", message)


def config_map(item: Object) -> Iterator[Problem]:
    """Yield the private keys in a ConfigMap."""
    for name, value in (item.get("data") or {}).items():
        if _PRIVATE_KEY.search(value or ""):
            message = f"there is a private key in {quoted(name)}; it belongs in a Secret"
            yield problem(("data", name), "secret-in-the-clear", message)


def service(item: Object) -> Iterator[Problem]:
    """Yield a Service that is another name for something outside, or takes another's address."""
    spec = item.get("spec") or {}
    if spec.get("type") == "ExternalName":
        message = f"whoever asks for this is sent to {quoted(spec.get('externalName'))}"
        yield problem(("spec", "type"), "external-name", message)
    for index, address in enumerate(spec.get("externalIPs") or ()):
        message = f"traffic to {quoted(address)} is taken, whoever it is for"
        yield problem(("spec", "externalIPs", index), "external-ip", message)


def ingress(item: Object) -> Iterator[Problem]:
    """Yield the annotations that put text into the configuration of the controller."""
    for key in item["metadata"].get("annotations") or {}:
        if _SNIPPET.fullmatch(key):
            message = "the controller runs what stands here as its own configuration"
            yield problem(("metadata", "annotations", key), "ingress-snippet", message)


def persistent_volume(item: Object) -> Iterator[Problem]:
    """Yield a volume that is a folder of a node."""
    spec = item.get("spec") or {}
    if spec.get("hostPath") is not None:
        message = f"the volume is {quoted(spec['hostPath'].get('path'))} of whatever node it is on"
        yield problem(("spec", "hostPath"), "host-path", message)


def endpoints(item: Object) -> Iterator[Problem]:
    """Yield endpoints written by hand, which lead wherever they say."""
    message = f"{item['kind']} by hand lead traffic past network policies"
    yield problem(("kind",), "manual-endpoints", message)
