"""Our verdicts beside those of a real API server, of the version that the tests run."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import pytest

from accepts.cases import CASES
from accepts.changes import Object
from accepts.crds import definitions
from accepts.mutants import Mutant, mutants
from accepts.podsecurity_cases import SECURITY_CASES
from platformgen.accepts import kubernetes
from platformgen.accepts.podsecurity import Level, violations

MINOR: Final = 35
VERSION: Final = f"1.{MINOR}"
STEP: Final = 5
"""Every so manieth mutant is asked about; a prime, so that all values have their turn."""

# What only a cluster knows: which accounts and time zones there are, which namespaces.
UNKNOWABLE: Final = ("error looking up service account", "unknown time zone", "not found")
# Where we are stricter on purpose: the published schema asks for a field that Go fills with its
# zero, and a null where an item, a value or a required field should be is a slip of the pen. An
# image with spaces around it is let through in a template, and then its pods are refused.
STRICTER: Final = ("is missing", "this is null", "has spaces around it")


class Server(Protocol):
    """A running API server."""

    def kubectl(self, *words: str, stdin: str = "") -> Any: ...  # noqa: ANN401
    def run(self, *argv: str | Path, stdin: str = "") -> Any: ...  # noqa: ANN401


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the server answered."""

    code: int
    said: str

    @property
    def is_refusal(self) -> bool:
        """Whether the object cannot be applied."""
        return self.code >= 400


@pytest.fixture(scope="module")
def server(apiserver: Server) -> Server:
    """The server of the tests, once it knows the kinds of the other projects."""
    everything = {"apiVersion": "v1", "kind": "List", "items": definitions()}
    applied = apiserver.kubectl(
        "apply", "--server-side", "--force-conflicts", "-f", "-", stdin=json.dumps(everything)
    )
    assert applied.returncode == 0, applied.stderr
    names = [f"crd/{each['metadata']['name']}" for each in definitions()]
    waited = apiserver.kubectl("wait", "--for=condition=Established", *names)
    assert waited.returncode == 0, waited.stderr
    return apiserver


def verdicts(server: Server, items: Iterable[Object]) -> list[Verdict]:
    lines = "".join(f"{json.dumps(item)}\n" for item in items)
    result = server.run(sys.executable, Path(__file__).with_name("ask.py"), stdin=lines)
    assert result.returncode == 0, result.stderr
    answers = [line.split("\t", 1) for line in result.stdout.splitlines()]
    return [Verdict(code=int(code), said=said) for code, said in answers]


def test_the_server_agrees_with_every_row_of_the_table(server: Server) -> None:
    asked = zip(CASES, verdicts(server, [case.item for case in CASES]), strict=True)
    wrong = [
        f"{case.base} {list(case.changes)}: {verdict.code} {verdict.said}"
        for case, verdict in asked
        if verdict.is_refusal != bool(case.said)
    ]

    assert wrong == []


def test_the_server_agrees_on_objects_changed_in_any_place(server: Server) -> None:
    chosen = list(mutants())[::STEP]
    asked = zip(chosen, verdicts(server, [each.item for each in chosen]), strict=True)
    wrong = [said for mutant, verdict in asked if (said := disagreement(mutant, verdict))]

    assert len(chosen) > 3000
    assert wrong == []


def disagreement(mutant: Mutant, verdict: Verdict) -> str:
    found = kubernetes.findings([mutant.item], VERSION)
    if bool(found) == verdict.is_refusal or any(each in verdict.said for each in UNKNOWABLE):
        return ""
    if found and is_stricter([each.message for each in found]):
        return ""
    ours = "; ".join(str(each) for each in found) or "accepted"
    return f"{mutant.base} {mutant.change}: {verdict.code} {verdict.said}; we: {ours}"


def is_stricter(messages: Sequence[str]) -> bool:
    return all(message.endswith(STRICTER) for message in messages)


@pytest.mark.parametrize("level", ["baseline", "restricted"])
def test_the_admission_plugin_agrees_with_every_row_of_the_table(
    server: Server, level: Level
) -> None:
    label = f"pod-security.kubernetes.io/enforce={level}"
    for words in (("create", "namespace", level), ("label", "namespace", level, label)):
        assert server.kubectl(*words).returncode == 0
    account = {"apiVersion": "v1", "kind": "ServiceAccount"}
    account["metadata"] = {"name": "default", "namespace": level}
    server.kubectl("apply", "--server-side", "-f", "-", stdin=json.dumps(account))
    rows = [case for case in SECURITY_CASES if case.since <= MINOR]
    asked = zip(rows, verdicts(server, [pod(case.pod, level) for case in rows]), strict=True)
    wrong = [
        f"{case.path} {case.value}: {verdict.code} {verdict.said}"
        for case, verdict in asked
        if ("violates PodSecurity" in verdict.said) != bool(violations(case.pod, level, VERSION))
        or verdict.is_refusal != ("violates PodSecurity" in verdict.said)
    ]

    assert wrong == []


def pod(spec: Object, namespace: str) -> Object:
    metadata = {"name": "a", "namespace": namespace}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
