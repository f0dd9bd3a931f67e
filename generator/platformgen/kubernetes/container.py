"""One container of a pod, hardened as Pod Security `restricted` asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from platformgen.kubernetes.object import Document
from platformgen.model import Container, Resources
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
        document["ports"] = [_port(port.name, port.number) for port in source.ports]
    variables = _variables(source)
    if variables:
        document["env"] = variables
    resources = _resources(source.resources)
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


# Of what most containers have alike, one is made for all of them.
@lru_cache(maxsize=256)
def _port(name: str, number: int) -> Document:
    return Shared({"name": name, "containerPort": number})


def _resources(asked: Resources) -> Document:
    return _sizes(tuple(asked.requests.items()), tuple(asked.limits.items()))


@lru_cache(maxsize=256)
def _sizes(requests: tuple[tuple[str, str], ...], limits: tuple[tuple[str, str], ...]) -> Document:
    sizes = {"requests": dict(requests), "limits": dict(limits)}
    return Shared({name: each for name, each in sizes.items() if each})


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
