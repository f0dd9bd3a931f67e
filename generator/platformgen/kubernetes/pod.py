"""Pods: containers in their order, their disks, and the rules they run under.

Sidecars are Kubernetes' own: init containers that are restarted, on by default in every version
from 1.30 on. They are up before the component's container starts and stop after it, and a Job
ends although they would not. They come after the other init containers, which prepare the pod.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from platformgen.kubernetes import files, portal
from platformgen.kubernetes.account import calls_the_api
from platformgen.kubernetes.container import container
from platformgen.kubernetes.labels import pod_selector
from platformgen.kubernetes.object import Document
from platformgen.kubernetes.own import Own
from platformgen.kubernetes.port import tls_port
from platformgen.kubernetes.probe import probes
from platformgen.kubernetes.volume import claim_name
from platformgen.model import Container
from platformgen.yamltext import Shared

_ENDING = ("Job", "CronJob")
_SPREAD_OVER = ("kubernetes.io/hostname", "topology.kubernetes.io/zone")


def pod_template(own: Own) -> Document:
    """Return the template of a workload's pods."""
    metadata: Document = {"labels": own.versioned}
    annotations = _checksums(own)
    if annotations:
        metadata["annotations"] = annotations
    return {"metadata": metadata, "spec": _spec(own)}


def _checksums(own: Own) -> dict[str, str]:
    found: dict[str, str] = {}
    if own.workload.files:
        found[files.CHECKSUM] = files.checksum(each.content for each in own.workload.files)
    if own.portal:
        found[portal.CHECKSUM] = own.portal.checksum
    return found


def _spec(own: Own) -> Document:
    workload = own.workload
    spec: Document = {
        "serviceAccountName": workload.name,
        "automountServiceAccountToken": calls_the_api(workload),
        "enableServiceLinks": False,
        "securityContext": _security(workload.user),
    }
    if workload.kind in _ENDING:
        # Failed pods stay, and their logs with them.
        spec["restartPolicy"] = "Never"
    if workload.pods_max > 1:
        spec["topologySpreadConstraints"] = _spread(own)
    before = _before(own)
    if before:
        spec["initContainers"] = before
    spec["containers"] = [_main(own)]
    spec["volumes"] = _volumes(own)
    return spec


def _volumes(own: Own) -> list[Document]:
    volumes = [*own.disks.volumes, *(own.portal.volumes if own.portal else ())]
    if own.workload.kind != "StatefulSet":
        volumes.extend(
            {"name": name, "persistentVolumeClaim": {"claimName": claim_name(own.workload, name)}}
            for name in own.disks.claims
        )
    return volumes


# Nearly all have one user, and many more than these no platform has.
@lru_cache(maxsize=64)
def _security(user: int) -> Document:
    return Shared(
        {
            "runAsNonRoot": True,
            "runAsUser": user,
            "runAsGroup": user,
            "fsGroup": user,
            # Otherwise every start would walk through the whole disk to give it to the group.
            "fsGroupChangePolicy": "OnRootMismatch",
            "seccompProfile": {"type": "RuntimeDefault"},
        }
    )


def _main(own: Own) -> Document:
    first = own.workload.containers[0]
    if own.portal is None:
        return _running(own, first, own.disks.mounts)
    return _running(
        own,
        replace(first, args=own.portal.args),
        [*own.disks.mounts, *own.portal.mounts],
    )


def _before(own: Own) -> list[Document]:
    mounts = own.disks.mounts
    digests = own.around.platform.digests
    before = [
        container(each, mounts=mounts, probes={}, digests=digests) for each in own.workload.init
    ]
    before.extend(
        {**_running(own, each, mounts), "restartPolicy": "Always"}
        for each in own.workload.containers[1:]
    )
    return before


def _running(own: Own, source: Container, mounts: Sequence[Document]) -> Document:
    """Return a container that runs beside the others; with probes, unless its pod is to end."""
    found: Document = {}
    if own.workload.kind not in _ENDING:
        found = probes(
            source,
            startup_seconds=own.component.ready_seconds,
            tls_port=tls_port(own.component),
        )
    return container(
        source,
        mounts=mounts,
        probes=found,
        digests=own.around.platform.digests,
    )


def _spread(own: Own) -> list[Document]:
    found: list[Document] = []
    for topology in _SPREAD_OVER:
        constraint: Document = {
            "maxSkew": 1,
            "topologyKey": topology,
            # A cluster of one node must still be able to run all of them.
            "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": pod_selector(own.component),
        }
        if own.workload.kind == "Deployment":
            # The pods of the version that goes do not count.
            constraint["matchLabelKeys"] = ["pod-template-hash"]
        found.append(constraint)
    return found
