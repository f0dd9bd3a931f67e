"""What routes hang on: an IngressClass or a Gateway, without which nobody answers for them.

An API server takes an Ingress of a class that nobody serves and an HTTPRoute of a Gateway that is
not there, and says nothing of it: requests for their hosts then find no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from platformgen.apply.key import Key
from platformgen.apply.wanted import Desired, Wanted, made_of
from platformgen.model import GatewayRouting, IngressRouting, Routing

_NETWORKING: Final = "networking.k8s.io"
_GATEWAY_API: Final = "gateway.networking.k8s.io"
FIELDS: Final[Mapping[str, str]] = {
    "Ingress": "spec.ingressClassName",
    "HTTPRoute": "spec.parentRefs",
}
"""The field in which each kind of route says what it hangs on."""


def entrance(routing: Routing) -> Key | None:
    """Return what all routes of a platform hang on; None where it routes nothing."""
    match routing:
        case IngressRouting(class_name=name):
            return _class(name)
        case GatewayRouting(namespace=namespace, name=name):
            return _gateway(namespace, name)
        case _:
            return None


def path(each: Key) -> str:
    """Return where an API server has an entrance; it need not be asked which kinds it serves."""
    if each.kind == "IngressClass":
        return f"/apis/{each.group}/v1/ingressclasses/{each.name}"
    return f"/apis/{each.group}/v1/namespaces/{each.namespace}/gateways/{each.name}"


def unanswered(each: Key, route: Key) -> tuple[str, str]:
    """Return what it means that an entrance is nowhere, and how to mend it."""
    told = "it is not there, and nothing here makes it: nobody answers for what names it"
    told += f", such as {route}"
    if each.kind == "IngressClass":
        return told, "install the ingress controller that serves it, or mend the name"
    return told, "make it, with what serves it, or mend the name"


def entrances(each: Wanted) -> Iterator[Key]:
    """Yield what a route hangs on; nothing of any other object."""
    kind, spec = (each.key.group, each.key.kind), each.document.get("spec")
    # What comes from a file of the user's may be of any form: no schema of ours has judged it.
    said: Mapping[str, Any] = spec if isinstance(spec, dict) else {}
    if kind == (_NETWORKING, "Ingress") and said.get("ingressClassName"):
        yield _class(str(said["ingressClassName"]))
    if kind == (_GATEWAY_API, "HTTPRoute") and isinstance(each, Desired):
        parents = said.get("parentRefs")
        home = each.key.namespace or each.home
        for parent in parents if isinstance(parents, list) else ():
            if isinstance(parent, dict) and parent.get("kind", "Gateway") == "Gateway":
                yield _gateway(str(parent.get("namespace", home)), str(parent.get("name")))


def awaited(wanted: Iterable[Wanted]) -> Mapping[Key, Wanted]:
    """Return what nothing of all this makes and routes hang on, each with the first of these."""
    everything = tuple(wanted)
    made = {_place(key) for each in everything for key in made_of(each)}
    found: dict[Key, Wanted] = {}
    for each in everything:
        for key in entrances(each):
            if _place(key) not in made:
                found.setdefault(key, each)
    return found


def _place(key: Key) -> tuple[str, str, str]:
    """Return a key without its group, which the index of a chart does not know."""
    return key.kind, "" if key.kind == "IngressClass" else key.namespace, key.name


def _class(name: str) -> Key:
    return Key(_NETWORKING, "IngressClass", "", name)


def _gateway(namespace: str, name: str) -> Key:
    return Key(_GATEWAY_API, "Gateway", namespace, name)
