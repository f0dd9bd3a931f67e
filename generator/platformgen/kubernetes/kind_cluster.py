"""The configuration of a kind cluster that the platform's hosts can be reached in."""

from __future__ import annotations

from platformgen import roles
from platformgen.kubernetes.object import Document
from platformgen.model import IngressRouting, Platform

PROVIDER = "kind"

NODE_IMAGES = {
    "1.34": "v1.34.11@sha256:44e222ee2132dab25ff87301682f89eb82c7880ea3a1bf543bfe9708fd08d67d",
    "1.35": "v1.35.8@sha256:07b2536e30b803ed61d1677a79df6115f798ce64c80f9e22f6ed45afd09323c0",
    "1.36": "v1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed",
    "1.37": "v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5",
}
"""Tag and digest of the node images that kind v0.33.0 was released with, by Kubernetes version.

There are none for older versions: whoever needs one names it to `kind create cluster --image`.
"""

_LOOPBACK = ("127.0.0.1",)
# Where browsers ask, for a router that the spec does not describe.
_WEB_PORTS = (80, 443)


def kind_cluster(platform: Platform) -> Document:
    """Return the cluster for `kind create cluster --config`.

    The router's ports lead from the addresses of the platform's hosts into the node. The name is
    the one that gives kubectl's context of the spec.
    """
    cluster = platform.cluster
    node: Document = {"role": "control-plane"}
    image = NODE_IMAGES.get(cluster.kubernetes)
    if image is not None:
        node["image"] = f"kindest/node:{image}"
    if isinstance(cluster.routing, IngressRouting):
        # Where the manifests of ingress-nginx for kind put their controller.
        node["labels"] = {"ingress-ready": "true"}
    mappings = [
        {"containerPort": port, "hostPort": port, "listenAddress": address, "protocol": "TCP"}
        for address in cluster.addresses or _LOOPBACK
        for port in entry_ports(platform)
    ]
    if mappings:
        node["extraPortMappings"] = mappings
    return {
        "kind": "Cluster",
        "apiVersion": "kind.x-k8s.io/v1alpha4",
        "name": cluster.name,
        "nodes": [node],
    }


def entry_ports(platform: Platform) -> tuple[int, ...]:
    """Return the ports of this machine that lead to the platform's router."""
    if platform.cluster.routing is None:
        return ()
    router = roles.router(platform)
    return tuple(router.ports.values()) if router and router.ports else _WEB_PORTS
