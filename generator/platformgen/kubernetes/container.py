"""One container of a pod, hardened as Pod Security `restricted` asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from platformgen.kubernetes.object import Document
from platformgen.model import Container
from platformgen.yamltext import Shared

_HARDENED: Document = Shared(
    {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
    }
)


def container(
    source: Container,
    *,
    mounts: Sequence[Document],
    probes: Document,
    digests: Mapping[str, str],
) -> Document:
    """Return a container; `probes` are its fields for those, if it has any."""
    document: Document = {"name": source.name, "image": pinned(source.image, digests)}
    if source.command:
        document["command"] = list(source.command)
    if source.args:
        document["args"] = list(source.args)
    if source.ports:
        document["ports"] = [
            {"name": port.name, "containerPort": port.number} for port in source.ports
        ]
    variables = _variables(source)
    if variables:
        document["env"] = variables
    resources = {
        name: dict(sizes)
        for name, sizes in (
            ("requests", source.resources.requests),
            ("limits", source.resources.limits),
        )
        if sizes
    }
    if resources:
        document["resources"] = resources
    document.update(probes)
    document["securityContext"] = _HARDENED
    document["volumeMounts"] = mounts
    return document


def pinned(image: str, digests: Mapping[str, str]) -> str:
    """Return an image with the digest that the lock has for it."""
    digest = digests.get(image)
    return image if digest is None or "@" in image else f"{image}@{digest}"


def _variables(source: Container) -> list[Document]:
    # Secrets first: Kubernetes lets a variable's text name those before it, as in
    # `postgres://shop:$(PASSWORD)@db`.
    variables: list[Document] = [
        {
            "name": secret.variable,
            "valueFrom": {"secretKeyRef": {"name": secret.secret, "key": secret.key}},
        }
        for secret in source.secrets
    ]
    variables.extend({"name": name, "value": text} for name, text in source.variables.items())
    return variables
