"""The real parts as pytest fixtures. A test that uses one carries the marker ``real``.

Outside CI a missing part fails the tests that use it, with the command that gets it. With
``CI`` or ``PLATFORMGEN_REQUIRE=all`` set, the run does not even start without all of them.
"""

import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from realparts import apiserver as servers
from realparts import (
    auditors,
    backstage,
    browser,
    cache,
    gobuild,
    kind,
    objectstores,
    system,
    toolchain,
)
from realparts.apiserver import Session
from realparts.objectstores import Cloud, ObjectStore
from realparts.parts import PARTS

_REAL = (
    "apiserver",
    "audited",
    "backstage_verdict",
    "catalog_judge",
    "checkov",
    "follow",
    "helm",
    "kind_refusal",
    "kube_namespace",
    "kubeconform",
    "kubectl",
    "linked",
    "object_store",
    "searched",
    "techdocs_view",
    "visit",
)
_numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "real: drives a real part; leave out: -m 'not real'")


def pytest_sessionstart(session: pytest.Session) -> None:
    must = os.environ.get("CI") or os.environ.get("PLATFORMGEN_REQUIRE") == "all"
    if must and not session.config.option.collectonly:
        absent = [name for name, part in PARTS.items() if not cache.is_made(part)]
        absent += system.missing()
        if absent:
            pytest.exit(f"missing: {', '.join(absent)}; see: scripts/parts list", returncode=3)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not set(_REAL).isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("real")


@pytest.fixture(scope="session")
def apiserver() -> Iterator[Session]:
    """A cluster that the tests of a run share; each keeps to namespaces of its own."""
    with servers.session() as session:
        yield session


@pytest.fixture
def kube_namespace(apiserver: Session) -> Iterator[Callable[[Mapping[str, str]], str]]:
    """Make a namespace with these labels, under a new name; it goes after the test."""
    made: list[str] = []

    def make(labels: Mapping[str, str]) -> str:
        name = f"test-{next(_numbers)}"
        apiserver.output("create", "namespace", name)
        made.append(name)
        words = [f"{key}={value}" for key, value in labels.items()]
        if words:
            apiserver.output("label", "namespace", name, *words)
        return name

    yield make
    for name in made:
        apiserver.output("delete", "namespace", "--wait=false", name)


@pytest.fixture(scope="session")
def kubectl() -> Path:
    """The real kubectl, for what needs no cluster."""
    return system.kubectl()


@pytest.fixture(scope="session")
def helm() -> Path:
    """The real helm."""
    return gobuild.program(gobuild.HELM, "helm")


@pytest.fixture(scope="session")
def kubeconform() -> Path:
    """The real kubeconform; it needs a folder of schemas, for it may not fetch any."""
    return gobuild.program(gobuild.KUBECONFORM, "kubeconform")


@pytest.fixture(scope="session")
def checkov() -> Path:
    """The real checkov."""
    return cache.folder(toolchain.CHECKOV) / "bin" / "checkov"


@pytest.fixture(scope="session")
def kind_refusal() -> Callable[[str], str | None]:
    """What the real kind says of a cluster's configuration that it does not accept."""
    return kind.refusal


@pytest.fixture(scope="session")
def object_store() -> Iterator[Callable[[Cloud], ObjectStore]]:
    """A server of a cloud's object store that the tests of a run share, each with its buckets."""
    running: dict[Cloud, ObjectStore] = {}
    with ExitStack() as servers:

        def store(cloud: Cloud) -> ObjectStore:
            if cloud not in running:
                running[cloud] = servers.enter_context(objectstores.running(cloud))
            return running[cloud]

        yield store


@pytest.fixture(scope="session")
def backstage_verdict() -> Callable[..., backstage.Verdict]:
    """What a real Backstage backend makes of a catalog and of its TechDocs."""
    return backstage.verdict


@pytest.fixture(scope="session")
def visit() -> Callable[..., tuple[browser.Visit, ...]]:
    """What happens when Chromium opens pages of a site that has no internet."""
    return browser.visits


@pytest.fixture(scope="session")
def follow() -> Callable[[str], AbstractContextManager[Callable[[str], str]]]:
    """A page in Chromium that nobody touches, and what waits until it shows a text."""
    return browser.following


@pytest.fixture(scope="session")
def searched() -> Callable[..., tuple[list[str], ...]]:
    """What a visitor finds with the search of a built site."""
    return browser.searched


@pytest.fixture(scope="session")
def techdocs_view() -> Callable[..., tuple[Path, ...]]:
    """Pictures of pages as Backstage's TechDocs reader shows them."""
    return browser.techdocs_pictures


@pytest.fixture(scope="session")
def audited() -> Callable[..., tuple[auditors.Audit, ...]]:
    """What Lighthouse says of pages of a site."""
    return auditors.audits


@pytest.fixture(scope="session")
def linked() -> Callable[[Path], auditors.Links]:
    """What lychee finds when it follows the links of a site."""
    return auditors.links
