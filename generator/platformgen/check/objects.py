"""Kubernetes objects that the API server would refuse, or that miss what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from platformgen.accepts import kubernetes as accepted
from platformgen.accepts.finding import Finding, field
from platformgen.check.subject import Subject
from platformgen.diagnostic import Diagnostic
from platformgen.kubernetes import KubernetesObject, target

Objects = Sequence[KubernetesObject]


def refused(subject: Subject, objects: Objects) -> Iterator[Diagnostic]:
    """Report what the API server of the cluster's version would refuse."""
    version = subject.platform.cluster.kubernetes
    documents: list[Mapping[str, Any]] = [each.document for each in objects]
    for finding in accepted.findings(documents, version):
        each = objects[finding.index]
        what = f"{shown(each)}: {field(finding.path)}: {finding.message}"
        why = f"the API server of Kubernetes {version} would refuse it"
        yield subject.error_at_key("PG044", place(subject, each, finding), what, why)


def untargeted_patches(subject: Subject, objects: Objects) -> Iterator[Diagnostic]:
    """Report patches whose object there is none of."""
    known = {target(each.document) for each in objects}
    for index, patch in enumerate(subject.platform.patches):
        if (patch.kind, patch.namespace, patch.name) not in known:
            at = ("patches", index, "target")
            what = f"we make no {patch.kind} {patch.name} in {patch.namespace or 'the cluster'}"
            close = sorted(
                f"{kind}/{namespace}/{name}" if namespace else f"{kind}/{name}"
                for kind, namespace, name in known
                if name == patch.name or kind == patch.kind
            )
            fix = f"use one of: {', '.join(close[:8])}" if close else ""
            yield subject.error("PG045", at, what, "a patch changes what is there", fix)


def doubled(subject: Subject, objects: Objects) -> Iterator[Diagnostic]:
    """Report two objects that would be one in the cluster."""
    seen: dict[tuple[str, str | None, str], KubernetesObject] = {}
    for each in objects:
        key = target(each.document)
        if key in seen:
            other = subject.spec.key_span(seen[key].place)
            what = f"{shown(each)} is there twice"
            why = "the last one would win in silence"
            fix = f"remove one of the two; the other comes from {other}"
            yield subject.error_at_key("PG023", each.place, what, why, fix)
        seen.setdefault(key, each)


def selecting_nothing(subject: Subject, objects: Objects) -> Iterator[Diagnostic]:
    """Report the user's own Services whose selector no pods of the platform have."""
    pods = [
        (metadata(each.document).get("namespace"), labels)
        for each in objects
        if (labels := _pod_labels(each.document)) is not None
    ]
    for each in objects:
        if each.place[:1] != ("objects",) or each.document.get("kind") != "Service":
            continue
        spec = each.document.get("spec")
        selector = spec.get("selector") if isinstance(spec, Mapping) else None
        if not isinstance(selector, Mapping):
            continue
        namespace = metadata(each.document).get("namespace")
        if not any(
            where == namespace and selector.items() <= labels.items() for where, labels in pods
        ):
            what = f"{shown(each)} selects no pods of the platform"
            yield subject.error("PG032", each.place, what, fix="mend its selector")


def shown(each: KubernetesObject) -> str:
    """Return an object as people write it: Kind namespace/name."""
    kind, namespace, name = target(each.document)
    return f"{kind} {namespace}/{name}" if namespace else f"{kind} {name}"


def place(subject: Subject, each: KubernetesObject, finding: Finding) -> tuple[str | int, ...]:
    """Return the path of the spec to edit: the object's, or the patch's that led to it."""
    for index, patch in enumerate(subject.platform.patches):
        is_target = (patch.kind, patch.namespace, patch.name) == target(each.document)
        if is_target and finding.path and str(finding.path[0]) in patch.patch:
            return ("patches", index, "patch", *finding.path)
    return each.place


def metadata(document: Mapping[str, object]) -> Mapping[str, Any]:
    """Return an object's metadata; nothing of one that has none."""
    found = document.get("metadata")
    return found if isinstance(found, Mapping) else {}


def _pod_labels(document: Mapping[str, Any]) -> Mapping[str, str] | None:
    node: Any = document.get("spec")
    for step in ("jobTemplate", "spec", "template", "metadata", "labels"):
        if not isinstance(node, Mapping):
            return None
        if step in node:
            node = node[step]
        elif step == "labels":
            return None
    return node if isinstance(node, Mapping) else None
