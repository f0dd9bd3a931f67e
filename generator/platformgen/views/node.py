"""What a drawing shows for each thing of the platform: its id, its words and its outline.

Names have no slash, so an id with one can never be a component's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from platformgen.diagram.graph import Node, Shape
from platformgen.model import Actor, Component, ExternalService, Platform

_CYLINDERS = frozenset({"database", "storage", "bucket", "queue", "cache"})

LISTED_LINES = 8
"""How many lines a list inside one box may have, before it says how many are left."""


def component_node(component: Component, group: str | None = None) -> Node:
    """Return a component's box: its name, and the ports that others reach it by."""
    lines = [titled(component.icon, component.title)]
    if component.service is not None:
        lines.append(f":{component.service.port}")
    elif component.ports:
        lines.append(ports(component))
    return Node(id=component.name, label="\n".join(lines), group=group, shape=_shape(component))


def named_node(component: Component) -> Node:
    """Return a component's box with nothing but its name."""
    label = titled(component.icon, component.title)
    return Node(id=component.name, label=label, shape=_shape(component))


def actor_node(actor: Actor) -> Node:
    """Return the rounded box of someone or something that is no component."""
    label = titled(actor.icon, actor.title)
    return Node(id=f"actor/{actor.name}", label=label, shape=Shape.STADIUM)


def external_node(external: ExternalService) -> Node:
    """Return the box of something outside the cluster."""
    return Node(id=f"external/{external.name}", label=external.title, shape=Shape.ROUND)


def browser_node(words: Mapping[str, str]) -> Node:
    """Return where every request of a person starts."""
    return Node(id="browser/", label=words["drawing.browser"], shape=Shape.STADIUM)


def address_node(platform: Platform) -> Node:
    """Return where the platform's names lead to."""
    cluster = platform.cluster
    return Node(id="address/", label="\n".join([f"*.{cluster.domain}", *cluster.addresses]))


def machine_node(platform: Platform, words: Mapping[str, str], group: str | None) -> Node:
    """Return what the pods run on; kind names its node after the cluster."""
    if platform.cluster.provider == "kind":
        name = f"{platform.cluster.name}-control-plane"
        label = f"{words['drawing.control_plane']}\n{name}"
    else:
        label = words["drawing.nodes"]
    return Node(id="machine/", label=label, group=group)


def ports(component: Component) -> str:
    """Return the ports of what we do not run ourselves, in the order of the spec."""
    return " ".join(f":{number}" for number in component.ports.values())


def titled(icon: str, title: str) -> str:
    """Return a title after its icon, if it has one."""
    return f"{icon} {title}" if icon else title


def listed(title: str, lines: Sequence[str], words: Mapping[str, str]) -> str:
    """Return the label of a box that lists things: all, or the first and how many more."""
    shown = [f"• {line}" for line in lines]
    if len(shown) > LISTED_LINES:
        rest = len(shown) - LISTED_LINES + 1
        shown = [*shown[: LISTED_LINES - 1], words["drawing.more"].format(count=rest)]
    return "\n".join([title, *shown])


def _shape(component: Component) -> Shape:
    return Shape.CYLINDER if component.type in _CYLINDERS else Shape.BOX
