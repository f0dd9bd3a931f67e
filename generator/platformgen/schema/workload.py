"""What the spec says of workloads: containers, disks, sizes, probes, rights."""

from __future__ import annotations

from platformgen.schema.forms import (
    Schema,
    choice,
    count,
    described,
    listed,
    many,
    mapping,
    matching,
    one_of,
    record,
)
from platformgen.schema.texts import (
    any_text,
    container_path,
    duration,
    image,
    label_value,
    name,
    object_name,
    port_name,
    port_number,
    project_path,
    prose,
    quantities,
    quantity,
    secret_reference,
    text,
    url_path,
    variable_name,
)

KINDS = ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")


def resources() -> Schema:
    """Return requests and limits."""
    return record(
        {
            "requests": described(quantities(), "What is kept free for it"),
            "limits": described(quantities(), "What it may use at most"),
        }
    )


def workload() -> Schema:
    """Return the form of `workload`."""
    return record(
        {
            "kind": described(choice(*KINDS), "The Kubernetes kind; Deployment if not said"),
            "name": described(name(), "The object's name, if not the component's"),
            "schedule": described(text(), "When a CronJob runs, as cron writes it, in UTC"),
            "replicas": described(count(0), "How many pods run; 1 if not said"),
            "scale": described(_scale(), "Bounds of a HorizontalPodAutoscaler"),
            "disruption": described(_disruption(), "What a PodDisruptionBudget keeps up"),
            "user": described(count(1, 2**31 - 1), "The user (and group) that the pods run as"),
            "rbac": described(_rbac(), "What the pods may do with the Kubernetes API"),
            "init": described(many(_named({})), "Containers that end first, in order"),
            "sidecars": described(many(_named(_probes())), "Containers that run beside it"),
            "files": described(
                mapping(project_path("files/shop.yaml"), container_path()),
                "Files of the project in the container, by path there; changed content rolls pods",
            ),
            "secretFiles": described(
                mapping(object_name(), container_path()), "Whole Secrets as files, by folder"
            ),
            "volumes": described(
                mapping(_volume(), container_path()), "Disks and scratch space, by mount path"
            ),
            **_container(),
            **_probes(),
        },
        "image",
    )


def _named(more: dict[str, Schema]) -> Schema:
    own_name = described(name(), "The container's name")
    return record({"name": own_name, **_container(), **more}, "name", "image")


def _container() -> dict[str, Schema]:
    return {
        "image": described(image(), "The container image, by tag or digest"),
        "command": described(many(prose()), "Replaces the image's entry point"),
        "args": described(many(prose()), "Arguments for the entry point"),
        "ports": described(mapping(port_number(), port_name()), "Ports it listens on, by name"),
        "profile": described(name(), "The named resources that it asks for"),
        "resources": described(resources(), "The resources that it asks for"),
        "env": described(
            mapping(any_text(), variable_name()),
            "Variables of the environment; {{ name.fact }} is looked up",
        ),
        "secrets": described(
            mapping(secret_reference(), variable_name()),
            "Variables whose value is one key of a Secret, as SECRET/KEY",
        ),
    }


def _probes() -> dict[str, Schema]:
    return {
        "probes": described(
            record(
                {
                    "startup": described(_probe(), "Whether it has started"),
                    "readiness": described(_probe(), "Whether it can answer"),
                    "liveness": described(_probe(), "Whether it lives; it is restarted if not"),
                }
            ),
            "How Kubernetes finds out that it started, can answer, and lives",
        ),
    }


def _probe() -> Schema:
    seconds = described(duration(), "How long it may fail before that counts")
    return one_of(
        described(url_path(), "A path of its first port that answers 2xx"),
        record(
            {
                "path": described(url_path(), "A path that answers 2xx"),
                "port": described(port_name(), "The port by name; its first one if not said"),
                "command": described(many(prose()), "A command that ends with 0"),
                "for": seconds,
            }
        ),
    )


def _scale() -> Schema:
    percent = count(1, 1000)
    return record(
        {
            "min": described(count(), "The fewest pods"),
            "max": described(count(), "The most pods"),
            "cpu": described(percent, "Target use of the CPU requests, in percent"),
            "memory": described(percent, "Target use of the memory requests, in percent"),
        },
        "min",
        "max",
    )


def _disruption() -> Schema:
    bound = one_of(matching("[1-9]?[0-9]%|100%", "a count, or a percentage", "50%"), count(0))
    return record(
        {
            "minAvailable": described(bound, "Pods that stay up while a node is drained"),
            "maxUnavailable": described(bound, "Pods that may be down while a node is drained"),
        }
    )


def _rbac() -> Schema:
    rule = record(
        {
            "resources": described(
                listed(
                    matching(
                        r"[a-z]+(/[a-z]+)?(\.[a-z0-9]([-a-z0-9.]*[a-z0-9])?)?",
                        "a resource in the plural, with its group, such as deployments.apps",
                        "deployments.apps",
                    )
                ),
                "Resources, with their group after a dot",
            ),
            "names": described(listed(object_name()), "Only these objects"),
            "verbs": described(
                listed(
                    choice(
                        "get",
                        "list",
                        "watch",
                        "create",
                        "update",
                        "patch",
                        "delete",
                        "deletecollection",
                    )
                ),
                "What may be done",
            ),
        },
        "resources",
        "verbs",
    )
    return record(
        {
            "namespace": described(many(rule), "In its own namespace"),
            "cluster": described(many(rule), "In the whole cluster"),
        }
    )


def _volume() -> Schema:
    return record(
        {
            "claim": described(quantity(), "A disk of this size that outlives the pod"),
            "class": described(label_value(), "The StorageClass of the claim"),
            "scratch": described(quantity(), "An empty folder of at most this size"),
        }
    )
