"""What the user's own objects and patches do to the safety that we build in.

What we make ourselves passes all of this by construction, which the tests prove on a real API
server: only what is not as we make it is looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from platformgen.accepts import podsecurity
from platformgen.accepts import policy as our_policy
from platformgen.accepts.finding import field
from platformgen.accepts.policy.pods import TEMPLATES
from platformgen.check.origin import Objects, metadata, shown, span
from platformgen.check.subject import Path, Subject
from platformgen.diagnostic import Diagnostic, Severity

_WHY_POLICY = "the API server takes it, and it opens what we keep shut"


def refused_pods(subject: Subject, touched: Objects) -> Iterator[Diagnostic]:
    """Report workloads whose pods the Pod Security admission of their namespace would refuse."""
    version = subject.platform.cluster.kubernetes
    for each in touched:
        namespace = subject.namespaces.get(str(metadata(each.document).get("namespace")))
        if namespace is None:
            continue
        template = _pod_template(each.document)
        level = namespace.pod_security
        if template is None or level == "privileged":
            continue
        at, pod = template
        for finding in podsecurity.violations(pod["spec"], level, version):  # type: ignore[arg-type]  # one of the two that are left
            path = (*at, "spec", *finding.path)
            yield Diagnostic(
                code="PG034",
                what=f"{shown(each)}: {field(path)}: Pod Security asks that {finding.message}",
                span=span(subject, each, path),
                why=f"the namespace {namespace.name} admits pods of the level {level} only",
                fix="mend it, or say `podSecurity` for the namespace",
            )


def policy(subject: Subject, touched: Objects) -> Iterator[Diagnostic]:
    """Warn of what the API server takes and no platform should hold without a reason."""
    for finding in our_policy.findings([each.document for each in touched]):
        each = touched[finding.index]
        yield Diagnostic(
            code="PG047",
            what=f"{shown(each)}: {field(finding.path)}: {finding.message}",
            span=span(subject, each, finding.path),
            why=_WHY_POLICY,
            severity=Severity.WARNING,
        )


def _pod_template(document: Mapping[str, Any]) -> tuple[Path, Mapping[str, Any]] | None:
    """Return the pod of an object whose kind Kubernetes itself has, and the path to it."""
    group = str(document.get("apiVersion")).rpartition("/")[0]
    path = TEMPLATES.get(f"{group}/{document.get('kind')}")
    if path is None:
        return None
    node: Any = document
    for step in path[:-1]:
        node = node.get(step) or {}
    return (path[:-1], node) if node.get("spec") else None
