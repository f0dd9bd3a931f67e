"""Kubernetes objects that the API server would refuse, or that miss what they mean."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from platformgen.accepts import kubernetes as accepted
from platformgen.accepts.finding import field
from platformgen.check.origin import Objects, is_brought, metadata, shown, span, written
from platformgen.check.subject import Subject
from platformgen.diagnostic import Diagnostic
from platformgen.kubernetes import Place, Target, target
from platformgen.memory import Recall

Seen: TypeAlias = dict[Target, Place]
"""Where each object comes from; of two that would be one, the first."""

Pod: TypeAlias = tuple[str | None, Mapping[str, str]]
"""The namespace and the labels of pods that are alike."""


def refused(subject: Subject, objects: Objects, recall: Recall) -> Iterator[Diagnostic]:
    """Report what the API server of the cluster's version would refuse."""
    version = subject.platform.cluster.kubernetes
    for each in objects:
        for finding in recall(accepted.findings, (each.document,), version):
            yield Diagnostic(
                code="PG044",
                what=f"{shown(each)}: {field(finding.path)}: {finding.message}",
                span=span(subject, each, finding.path),
                why=f"the API server of Kubernetes {version} would refuse it",
            )


def untargeted_patches(subject: Subject, known: Collection[Target]) -> Iterator[Diagnostic]:
    """Report patches whose object there is none of; `known` is what objects there are."""
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


def doubled(subject: Subject, objects: Objects, seen: Seen) -> Iterator[Diagnostic]:
    """Report two objects that would be one in the cluster; `seen` grows by what is looked at."""
    for each in objects:
        key = target(each.document)
        if key in seen:
            other = written(subject, key, seen[key])
            yield Diagnostic(
                code="PG023",
                what=f"{shown(each)}: it is there twice",
                span=span(subject, each),
                why="the last one would win in silence",
                fix=f"remove one of the two; the other comes from {other}",
            )
        seen.setdefault(key, each.place)


def pods(objects: Objects) -> Iterator[Pod]:
    """Yield the pods that objects make."""
    for each in objects:
        labels = _pod_labels(each.document)
        if labels is not None:
            yield metadata(each.document).get("namespace"), labels


def selecting_nothing(
    subject: Subject, objects: Objects, pods: Sequence[Pod]
) -> Iterator[Diagnostic]:
    """Report the user's own Services whose selector no pods of the platform have.

    The labels of what an install brings are not known: where one is, nothing is said.
    """
    foreign = {
        each.namespace
        for each in subject.platform.components
        if each.workload is None and each.origin is not None
    }
    for each in objects:
        if not is_brought(each.place) or each.document.get("kind") != "Service":
            continue
        spec = each.document.get("spec")
        selector = spec.get("selector") if isinstance(spec, Mapping) else None
        if not isinstance(selector, Mapping):
            continue
        namespace = metadata(each.document).get("namespace")
        if str(namespace) not in foreign and not any(
            where == namespace and selector.items() <= labels.items() for where, labels in pods
        ):
            yield Diagnostic(
                code="PG032",
                what=f"{shown(each)}: it selects no pods of the platform",
                span=span(subject, each, ("spec", "selector")),
                fix="mend its selector",
            )


def _pod_labels(document: Mapping[str, Any]) -> Mapping[str, str] | None:
    if document.get("kind") == "Pod":
        own = metadata(document).get("labels")
        return own if isinstance(own, Mapping) else None
    node: Any = document.get("spec")
    for step in ("jobTemplate", "spec", "template", "metadata", "labels"):
        if not isinstance(node, Mapping):
            return None
        if step in node:
            node = node[step]
        elif step == "labels":
            return None
    return node if isinstance(node, Mapping) else None
