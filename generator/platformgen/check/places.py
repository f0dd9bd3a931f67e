"""Folders that two would write to: manifests, their environments, and what else stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from platformgen.accepts.names import DNS_LABEL, LABEL_LENGTH
from platformgen.check.subject import Path, Subject
from platformgen.diagnostic import Diagnostic, Span

_ENVIRONMENTS = "specs/environments"
_TAKEN = {
    "specs": "the spec is read from there",
    "docs": "hand-written pages are read from there",
    "catalog": "the catalog is written there",
    "build": "what is not committed is written there",
    "mkdocs.yml": "TechDocs' configuration is written there",
    "platform.lock": "the lock is written there",
}


def misplaced_manifests(subject: Subject) -> Iterator[Diagnostic]:
    """Report a folder for manifests that is another one's."""
    gitops = subject.platform.gitops
    top = gitops.path.partition("/")[0] if gitops else ""
    # Some file systems do not tell upper case from lower case.
    why = _TAKEN.get(top.lower())
    if gitops and why:
        what = f"manifests cannot stand in {gitops.path}"
        fix = "use a folder of their own, such as `deploy`"
        yield subject.error("PG051", ("gitops", "path"), what, why, fix)


def clashing_environments(subject: Subject, names: Iterable[str]) -> Iterator[Diagnostic]:
    """Report environments whose folder cannot be made, or is that of a namespace as well."""
    gitops = subject.platform.gitops
    folders = _folders(subject)
    for name in names:
        file = f"{_ENVIRONMENTS}/{name}.yaml"
        if not re.match(DNS_LABEL, name) or len(name) > LABEL_LENGTH:
            what = f"{name!r} cannot be the name of an environment"
            fix = "use lower-case letters, digits and hyphens, at most 63"
            yield Diagnostic(code="PG051", what=what, span=Span(file, 1, 1), fix=fix)
        elif gitops and name in folders:
            what = f"the environment {name!r} and a namespace have one name"
            why = f"the manifests of both would stand in {gitops.path}/{name}"
            fix = f"rename one of the two; the environment is {file}"
            span = subject.spec.key_span(folders[name])
            yield Diagnostic(code="PG051", what=what, span=span, why=why, fix=fix)


def _folders(subject: Subject) -> dict[str, Path]:
    """Return the folders beside which those of environments stand, and what they are made of."""
    folders: dict[str, Path] = {
        each.name: ("namespaces", each.name) for each in subject.platform.namespaces
    }
    if subject.platform.objects:
        # Only here: it brings all that makes objects.
        from platformgen.kubernetes.brought import CLUSTER_FOLDER  # noqa: PLC0415

        folders[CLUSTER_FOLDER] = ("objects",)
    return folders
