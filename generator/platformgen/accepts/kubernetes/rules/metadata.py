"""Names, namespaces and annotations of any object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts import names
from platformgen.accepts.kubernetes.scope import is_cluster_scoped
from platformgen.accepts.wording import Problem, quoted

Object = Mapping[str, Any]

_LARGEST_ANNOTATIONS: Final = 256 * 1024
_SUBDOMAIN: Final = (names.DNS_SUBDOMAIN, names.SUBDOMAIN_LENGTH)
_SEGMENT: Final = (names.PATH_SEGMENT, 1024)
_ACCESS: Final = "rbac.authorization.k8s.io"
# Pattern and length of the names of those kinds that have their own. A CronJob leaves room for
# what its jobs add; addresses are the names of their objects.
_NAMES: Final[Mapping[str, tuple[str, int]]] = {
    "/Service": (names.DNS_LABEL_1035, names.LABEL_LENGTH),
    "/Namespace": (names.DNS_LABEL, names.LABEL_LENGTH),
    # Its pods are named for it in DNS.
    "apps/StatefulSet": (names.DNS_LABEL, names.LABEL_LENGTH),
    "batch/CronJob": (names.DNS_SUBDOMAIN, 52),
    "policy/PodDisruptionBudget": _SEGMENT,
    f"{_ACCESS}/Role": _SEGMENT,
    f"{_ACCESS}/RoleBinding": _SEGMENT,
    f"{_ACCESS}/ClusterRole": _SEGMENT,
    f"{_ACCESS}/ClusterRoleBinding": _SEGMENT,
    "networking.k8s.io/IPAddress": _SEGMENT,
    "internal.apiserver.k8s.io/StorageVersion": _SEGMENT,
    "flowcontrol.apiserver.k8s.io/FlowSchema": _SEGMENT,
    "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration": _SEGMENT,
}


def metadata(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in the metadata of an object."""
    of_object = item.get("metadata") or {}
    group = item["apiVersion"].rpartition("/")[0]
    kind = f"{group}/{item['kind']}"
    name, namespace = of_object.get("name"), of_object.get("namespace")
    if name:
        yield from _name(name, *_NAMES.get(kind, _SUBDOMAIN))
    else:
        yield Problem(path=("metadata",), rule="required", message="the field 'name' is missing")
    # The API server drops the namespace of what belongs to the whole cluster.
    if namespace and not names.is_label(namespace) and not is_cluster_scoped(kind):
        message = f"{quoted(namespace)} is not {names.WORDS[names.DNS_LABEL]}"
        yield Problem(path=("metadata", "namespace"), rule="name", message=message)
    if of_object.get("annotations"):
        yield from _annotations(of_object["annotations"])


def _annotations(annotations: Object) -> Iterator[Problem]:
    size = sum(
        len(key.encode()) + len((value or "").encode()) for key, value in annotations.items()
    )
    if size > _LARGEST_ANNOTATIONS:
        message = f"the annotations have {size} bytes, more than {_LARGEST_ANNOTATIONS}"
        yield Problem(path=("metadata", "annotations"), rule="size", message=message)


def _name(name: str, pattern: str, longest: int) -> Iterator[Problem]:
    where = ("metadata", "name")
    if not names.is_spelt(pattern, name):
        message = f"{quoted(name)} is not {names.WORDS[pattern]}"
        yield Problem(path=where, rule="name", message=message)
    if len(name) > longest:
        message = f"this has {len(name)} characters, more than {longest}"
        yield Problem(path=where, rule="name", message=message)
