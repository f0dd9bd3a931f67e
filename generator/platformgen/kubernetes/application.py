"""Argo CD Applications: what a component that `manages` others takes over from us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen.kubernetes.folder import manifests_folder
from platformgen.kubernetes.labels import component_labels
from platformgen.kubernetes.object import Document, KubernetesObject
from platformgen.kubernetes.surroundings import Surroundings
from platformgen.model import Component, GitOps, HelmInstall, Platform

HANDOVER = "handover"
KIND = "Application"

_FOLDER = "argocd"
_HERE = "https://kubernetes.default.svc"


def applications(around: Surroundings, files: Mapping[str, str]) -> Iterator[KubernetesObject]:
    """Return an Application for each managed component that has a source.

    `files` are the components' files of manifests, by component. What is installed from manifests
    at a URL stays with `apply`: Argo CD reads repositories and charts.
    """
    gitops = around.platform.gitops
    if gitops is None:
        return
    for manager in around.platform.components:
        for index, name in enumerate(manager.manages):
            managed = around.components[name]
            sources = list(_sources(around, gitops, managed, files.get(name)))
            if sources and _have_places(manager, managed):
                document = _application(around, gitops, manager, managed, sources)
                place = ("components", manager.name, "manages", index)
                yield KubernetesObject(document, name, place, _file(managed))


def _have_places(manager: Component, managed: Component) -> bool:
    return bool(manager.namespace and managed.namespace)


def _file(managed: Component) -> str:
    # Where the folder is a namespace's too, the component's own file has the plain name.
    word = f".{KIND.lower()}" if managed.namespace == _FOLDER else ""
    return f"{_FOLDER}/{managed.name}{word}.yaml"


def _sources(
    around: Surroundings, gitops: GitOps, managed: Component, file: str | None
) -> Iterator[Document]:
    if isinstance(managed.origin, HelmInstall):
        yield _chart(managed.origin)
    if file is not None:
        folder, _, name = file.rpartition("/")
        yield {
            "repoURL": gitops.repository,
            "targetRevision": gitops.revision,
            "path": f"{manifests_folder(around.platform)}/{folder}",
            "directory": {"include": name},
        }


def _chart(install: HelmInstall) -> Document:
    helm: Document = {"releaseName": install.release}
    if install.values:
        helm["valuesObject"] = install.values
    return {
        # Argo CD knows charts in registries by the bare address.
        "repoURL": install.repo.removeprefix("oci://"),
        "chart": install.chart,
        "targetRevision": install.version,
        "helm": helm,
    }


def _application(
    around: Surroundings,
    gitops: GitOps,
    manager: Component,
    managed: Component,
    sources: list[Document],
) -> Document:
    spec: Document = {"project": "default"}
    if len(sources) == 1:
        spec["source"] = sources[0]
    else:
        spec["sources"] = sources
    spec["destination"] = {"server": _HERE, "namespace": managed.namespace}
    policy: Document = {"syncOptions": ["ServerSideApply=true"]}
    if gitops.mode == HANDOVER:
        # Otherwise `apply` writes these objects, and Argo CD shows what differs: one of them at
        # a time.
        policy = {"automated": {"prune": True, "selfHeal": True}, **policy}
    spec["syncPolicy"] = policy
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": KIND,
        "metadata": {
            "name": managed.name,
            "namespace": manager.namespace,
            "labels": component_labels(around, managed),
        },
        "spec": spec,
    }


def handed_over(platform: Platform) -> frozenset[str]:
    """Return the names of the components whose objects Argo CD applies in our stead.

    Manifests at a URL are not among these objects, nor what has no place for an Application.
    """
    if platform.gitops is None or platform.gitops.mode != HANDOVER:
        return frozenset()
    components = {each.name: each for each in platform.components}
    return frozenset(
        name
        for each in platform.components
        for name in each.manages
        if _have_places(each, components[name])
    )


def is_applied(each: KubernetesObject, handed: frozenset[str]) -> bool:
    """Whether we write an object to a cluster ourselves; `handed` as `handed_over` returns it.

    Each object has one who applies it. A component that Argo CD has is its Application to us, and
    no more; other Applications are files for people to commit.
    """
    return (each.component in handed) == (each.place[-2:-1] == ("manages",))
