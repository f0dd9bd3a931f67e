"""What a platform wants of the world, and the lines of its spec that say so."""

from __future__ import annotations

from msgspec import Struct

from platformgen.check.subject import pod
from platformgen.diagnostic import Span
from platformgen.lock import values_digest
from platformgen.model import Component, HelmInstall, ManifestInstall
from platformgen.pipeline import Compilation
from platformgen.source import Document


class WantedChart(Struct, frozen=True, kw_only=True):
    """A release of a chart, and the component that it is of."""

    spec: Document
    component: Component
    helm: HelmInstall
    kubernetes: str

    @property
    def namespace(self) -> str:
        """The namespace that it is installed into."""
        return self.component.namespace or ""

    @property
    def key(self) -> tuple[object, ...]:
        """What decides what is rendered: two releases that agree in it are rendered once."""
        helm = self.helm
        chart = (helm.release, helm.repo, helm.chart, helm.version)
        return (*chart, self.namespace, self.kubernetes, values_digest(helm.values))

    def span(self, *path: str) -> Span:
        """Return where the spec says something of the chart."""
        return self.spec.span(("components", self.component.name, "install", "helm", *path))


class Wanted(Struct, frozen=True, kw_only=True):
    """What one platform wants; each with its place where it is not in itself."""

    charts: tuple[WantedChart, ...]
    manifests: tuple[tuple[str, Span], ...]
    images: tuple[tuple[str, Span], ...]
    """Without those that name a digest: there is nothing to ask."""


def wanted(compilation: Compilation) -> Wanted:
    """Return what the platform wants fetched."""
    platform, spec = compilation.platform, compilation.spec
    charts: list[WantedChart] = []
    manifests: list[tuple[str, Span]] = []
    images: list[tuple[str, Span]] = []
    for component in platform.components:
        match component.origin:
            case HelmInstall() as helm:
                kubernetes = platform.cluster.kubernetes
                charts.append(
                    WantedChart(spec=spec, component=component, helm=helm, kubernetes=kubernetes)
                )
            case ManifestInstall(urls=urls):
                at = ("components", component.name, "install", "manifests")
                places = enumerate(urls)
                manifests += [(url, spec.span((*at, index, "url"))) for index, url in places]
            case _:
                images += [
                    (container.image, spec.span((*at, "image")))
                    for at, container in pod(component)
                    if "@" not in container.image
                ]
    return Wanted(charts=tuple(charts), manifests=tuple(manifests), images=tuple(images))
