"""Rights that reach further than they look: roles, bindings, webhooks, APIs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.wording import Path, Problem, problem, quoted

Object = Mapping[str, Any]

_ESCALATION: Final = ("bind", "escalate", "impersonate")
_READ: Final = ("get", "list", "watch")
# Who may use one of these can become others, or run what he likes.
_SENSITIVE: Final = (
    "certificatesigningrequests/approval",
    "nodes/proxy",
    "pods/attach",
    "pods/ephemeralcontainers",
    "pods/exec",
    "serviceaccounts/token",
)
_EVERYBODY: Final = (
    "system:anonymous",
    "system:authenticated",
    "system:serviceaccounts",
    "system:unauthenticated",
)
_MASTERS: Final = "system:masters"


def role(item: Object) -> Iterator[Problem]:
    """Yield the rules of a role that give more than a few named rights."""
    for index, rule in enumerate(item.get("rules") or ()):
        path: Path = ("rules", index)
        for key in ("apiGroups", "resources", "verbs", "nonResourceURLs"):
            if "*" in (rule.get(key) or ()):
                message = f"the role is for all {key}, those of tomorrow too"
                yield problem((*path, key), "wildcard", message)
        for verb in rule.get("verbs") or ():
            if verb in _ESCALATION:
                message = f"with {quoted(verb)} one can take rights that one does not have"
                yield problem((*path, "verbs"), "escalation", message)
        for resource in rule.get("resources") or ():
            if resource in _SENSITIVE:
                message = f"with {quoted(resource)} one can act as others"
                yield problem((*path, "resources"), "sensitive-resource", message)
        yield from _secrets(item["kind"], rule, path)


def binding(item: Object) -> Iterator[Problem]:
    """Yield a binding that gives everything, or something to everybody."""
    if item["roleRef"]["name"] == "cluster-admin":
        message = "the role cluster-admin may do everything"
        yield problem(("roleRef", "name"), "cluster-admin", message)
    for index, subject in enumerate(item.get("subjects") or ()):
        path = ("subjects", index, "name")
        name = subject["name"]
        if subject["kind"] == "ServiceAccount":
            continue
        if name in _EVERYBODY or name.startswith("system:serviceaccounts:"):
            message = f"{quoted(name)} is more than the few who need this"
            yield problem(path, "broad-subject", message)
        if name == _MASTERS:
            message = f"{quoted(name)} passes by every other check"
            yield problem(path, "cluster-admin", message)


def webhooks(item: Object) -> Iterator[Problem]:
    """Yield the webhooks that see everything, or that send what they see out of the cluster."""
    for index, webhook in enumerate(item.get("webhooks") or ()):
        path: Path = ("webhooks", index)
        yield from _client(webhook.get("clientConfig") or {}, (*path, "clientConfig"))
        for number, rule in enumerate(webhook.get("rules") or ()):
            for key in ("apiGroups", "resources"):
                if any(each in {"*", "*/*"} for each in rule.get(key) or ()):
                    message = f"the webhook is asked about all {key}"
                    yield problem((*path, "rules", number, key), "wildcard-webhook", message)


def conversion(item: Object) -> Iterator[Problem]:
    """Yield a definition whose objects are converted outside of the cluster."""
    webhook = ((item.get("spec") or {}).get("conversion") or {}).get("webhook") or {}
    path = ("spec", "conversion", "webhook", "clientConfig")
    yield from _client(webhook.get("clientConfig") or {}, path)


def api_service(item: Object) -> Iterator[Problem]:
    """Yield an API that is trusted without proof."""
    if (item.get("spec") or {}).get("insecureSkipTLSVerify"):
        message = "whoever answers for this API is believed"
        yield problem(("spec", "insecureSkipTLSVerify"), "insecure-api", message)


def _client(config: Object, path: Path) -> Iterator[Problem]:
    if config.get("url"):
        message = f"objects are sent to {quoted(config['url'])}, out of the cluster's own services"
        yield problem((*path, "url"), "external-webhook", message)


def _secrets(kind: str, rule: Object, path: Path) -> Iterator[Problem]:
    is_named = bool(rule.get("resourceNames"))
    is_read = any(verb in _READ for verb in rule.get("verbs") or ())
    if kind == "ClusterRole" and is_read and not is_named:
        for resource in rule.get("resources") or ():
            if resource == "secrets":
                message = "the role reads every Secret where it is bound"
                yield problem((*path, "resources"), "all-secrets", message)
