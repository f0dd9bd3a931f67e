"""Workloads: Deployment, StatefulSet, DaemonSet, Job and CronJob."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.kubernetes.labels import BACKSTAGE_ID, pod_selector, selector
from platformgen.kubernetes.object import Document
from platformgen.kubernetes.own import Own
from platformgen.kubernetes.pod import pod_template
from platformgen.kubernetes.service import governing_name
from platformgen.kubernetes.volume import claim_name
from platformgen.model import Claim

_OLD_REPLICA_SETS = 3


def workload_object(own: Own) -> Document:
    """Return the object that runs a component."""
    builder = {
        "Deployment": _deployment,
        "StatefulSet": _stateful_set,
        "DaemonSet": _daemon_set,
        "Job": _job,
        "CronJob": _cron_job,
    }[own.workload.kind]
    api, spec = builder(own)
    return {
        "apiVersion": api,
        "kind": own.workload.kind,
        "metadata": {
            "name": own.workload.name,
            "namespace": own.namespace,
            "labels": own.versioned,
        },
        "spec": spec,
    }


def _deployment(own: Own) -> tuple[str, Document]:
    spec = _replicas(own)
    spec["revisionHistoryLimit"] = _OLD_REPLICA_SETS
    if own.disks.claims:
        # One node at a time may write to the disk: the new pod would wait for ever for the old.
        spec["strategy"] = {"type": "Recreate"}
    spec["selector"] = pod_selector(own.component)
    spec["template"] = pod_template(own)
    return "apps/v1", spec


def _stateful_set(own: Own) -> tuple[str, Document]:
    spec = _replicas(own)
    spec["serviceName"] = governing_name(own)
    spec["selector"] = pod_selector(own.component)
    spec["template"] = pod_template(own)
    if own.disks.claims:
        # Immutable, labels too: only what can never change stands in it.
        labels = {**selector(own.component), BACKSTAGE_ID: own.component.name}
        spec["volumeClaimTemplates"] = [
            {"metadata": {"name": name, "labels": labels}, "spec": _claim_spec(claim)}
            for name, claim in own.disks.claims.items()
        ]
    return "apps/v1", spec


def _daemon_set(own: Own) -> tuple[str, Document]:
    return "apps/v1", {
        "selector": pod_selector(own.component),
        "template": pod_template(own),
    }


def _job(own: Own) -> tuple[str, Document]:
    return "batch/v1", {"template": pod_template(own)}


def _cron_job(own: Own) -> tuple[str, Document]:
    return "batch/v1", {
        "schedule": own.workload.schedule,
        # Without it the schedule would follow whatever clock the control plane runs by.
        "timeZone": "Etc/UTC",
        "concurrencyPolicy": "Forbid",
        "jobTemplate": {
            "metadata": {"labels": own.labels},
            "spec": {"template": pod_template(own)},
        },
    }


def _replicas(own: Own) -> Document:
    # The autoscaler owns the number where there is one; ours would undo its work at each apply.
    return {} if own.workload.scale else {"replicas": own.workload.replicas}


def claim_objects(own: Own) -> Iterator[Document]:
    """Return the claims that stand on their own: those of all but StatefulSets."""
    if own.workload.kind == "StatefulSet":
        return
    for name, claim in own.disks.claims.items():
        yield {
            "apiVersion": "v1",
            "kind": "PersistentVolumeClaim",
            "metadata": {
                "name": claim_name(own.workload, name),
                "namespace": own.namespace,
                "labels": own.labels,
            },
            "spec": _claim_spec(claim),
        }


def _claim_spec(claim: Claim) -> Document:
    spec: Document = {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": claim.size}},
    }
    if claim.storage_class is not None:
        spec["storageClassName"] = claim.storage_class
    return spec
