"""From what was fetched to the index of names in it."""

from __future__ import annotations

from platformgen.diagnostic import Span
from platformgen.lock import Unparsed, indexed, objects, sha256, values_digest
from platformgen.model import Index, LockedChart, LockedManifest
from platformgen.shell import helm
from platformgen.shell.failure import WorldError
from platformgen.shell.wanted import WantedChart


def rendering(wanted: WantedChart, archive: bytes) -> LockedChart:
    """Return what the lock says of a release: what it was rendered with, and what it makes."""
    source = wanted.helm
    return LockedChart(
        repo=source.repo,
        chart=source.chart,
        version=source.version,
        digest=sha256(archive),
        namespace=wanted.namespace,
        kubernetes=wanted.kubernetes,
        values=values_digest(source.values),
        index=_index(wanted, archive),
    )


def _index(wanted: WantedChart, archive: bytes) -> Index:
    source = wanted.helm
    try:
        content = helm.rendered(
            archive, source.release, wanted.namespace, wanted.kubernetes, source.values
        )
    except helm.HelmError as error:
        # Helm counts the items of a list in text, and a path of the spec in numbers.
        path = tuple(int(step) if step.isdecimal() else step for step in error.path)
        span: Span = wanted.spec.span(_at(wanted, *path))
        raise WorldError(f"{span}: {error}") from error
    found = objects(content)
    if isinstance(found, Unparsed):
        raise WorldError(f"{wanted.span()}: what {source.chart} makes {found.reason}")
    return indexed(found, wanted.namespace)


def _at(wanted: WantedChart, *path: str | int) -> tuple[str | int, ...]:
    return ("components", wanted.component.name, "install", "helm", "values", *path)


def manifest_index(content: bytes, url: str) -> LockedManifest:
    """Return what the lock says of a manifest."""
    found = objects(content)
    if isinstance(found, Unparsed):
        raise WorldError(f"{url} {found.reason}")
    if not any("kind" in each for each in found):
        raise WorldError(f"{url} holds no Kubernetes objects")
    return LockedManifest(digest=sha256(content), index=indexed(found))
