"""A fake of Argo CD's controller, as far as who applies what is concerned.

It applies what was built for an Application as the real one does with `ServerSideApply=true`: with
force, as `argocd-controller`, with its mark on each object. It takes no finalizer away: an
Application that has one when it is deleted stays, as it would until the real one had deleted all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from accepts.crds import definitions
from cluster.bench import Bench, Document
from platformgen.apply.key import key
from platformgen.apply.ownership import ARGO_CD

CASCADE = "resources-finalizer.argocd.argoproj.io"
MARK = "argocd.argoproj.io/tracking-id"
_KIND = "applications.argoproj.io"


def define(bench: Bench) -> None:
    """Make the kind Application known to the cluster; it stays for all tests."""
    (brought,) = (each for each in definitions() if each["metadata"]["name"] == _KIND)
    forced = ("--server-side", "--force-conflicts", "-f-")
    bench.cluster.output("apply", *forced, stdin=json.dumps(brought))
    established(bench, _KIND)


def established(bench: Bench, definition: str) -> None:
    """Wait until a kind is served; one that was made just now has no condition to ask for yet."""
    for state in ("jsonpath={.status.acceptedNames.kind}", "condition=Established"):
        bench.cluster.output("wait", f"--for={state}", f"crd/{definition}")


@dataclass(frozen=True, slots=True)
class FakeArgoCD:
    """The controller, for the Applications in one namespace of a bench."""

    bench: Bench
    charts: Mapping[str, Sequence[Document]] = field(default_factory=dict)
    """What charts make, by `name-version`: it renders none."""

    def names(self) -> list[str]:
        """Return the Applications that are there."""
        return self.bench.names(_KIND, self.bench.name)

    def sync(self) -> None:
        """Do once what the real one does all the time."""
        for name in self.names():
            self._apply(self.bench.read(_KIND, name, "-n", self.bench.name))

    def _apply(self, application: Document) -> None:
        name = application["metadata"]["name"]
        items = [_marked(each, name) for each in self._built(application["spec"])]
        self.bench.cluster.output(
            "apply",
            "--server-side",
            "--force-conflicts",
            f"--field-manager={ARGO_CD}",
            "-f-",
            stdin=json.dumps({"apiVersion": "v1", "kind": "List", "items": items}),
        )

    def _built(self, spec: Document) -> Iterator[Document]:
        """Yield what stands in the repository, which is the bench's own folder."""
        for source in [spec["source"]] if "source" in spec else spec["sources"]:
            if "chart" in source:
                yield from self.charts[f"{source['chart']}-{source['targetRevision']}"]
            else:
                file = self.bench.folder / source["path"] / source["directory"]["include"]
                yield from yaml.safe_load_all(file.read_text())


def _marked(document: dict[str, Any], application: str) -> Document:
    metadata = document["metadata"]
    what = f"{key(document).group}/{document['kind']}"
    mark = f"{application}:{what}:{metadata['namespace']}/{metadata['name']}"
    annotations = {**metadata.get("annotations", {}), MARK: mark}
    return {**document, "metadata": {**metadata, "annotations": annotations}}
