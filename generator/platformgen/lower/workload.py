"""A workload of the spec as the model has it."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.lower.values import Entry, quantities, seconds
from platformgen.model import (
    Claim,
    CommandProbe,
    Container,
    Disruption,
    HttpProbe,
    Port,
    Probes,
    Resources,
    Rule,
    Scale,
    Scratch,
    SecretVariable,
    TextFileMount,
    Workload,
)

DEFAULT_USER = 10001
"""Above 10,000, so that no user of a node has the same number."""
DEFAULT_CPU_REQUEST = "50m"
DEFAULT_MEMORY = "128Mi"

Profiles = Mapping[str, Entry]


def workload(name: str, entry: Entry, profiles: Profiles, files: Mapping[str, str]) -> Workload:
    """Return what a component's `workload` says, with our defaults."""
    scale = entry.get("scale")
    rbac = entry.get("rbac", {})
    sidecars = (_container(each["name"], each, profiles) for each in entry.get("sidecars", ()))
    return Workload(
        kind=entry.get("kind", "Deployment"),
        name=entry.get("name", name),
        containers=(_container(name, entry, profiles), *sidecars),
        init=tuple(_container(each["name"], each, profiles) for each in entry.get("init", ())),
        replicas=entry.get("replicas", 1),
        scale=_scale(scale) if scale else None,
        schedule=entry.get("schedule"),
        disruption=_disruption(entry["disruption"]) if "disruption" in entry else None,
        user=entry.get("user", DEFAULT_USER),
        secret_files=entry.get("secretFiles", {}),
        files=tuple(
            TextFileMount(path=path, source=source, content=files.get(source, ""))
            for path, source in sorted(entry.get("files", {}).items())
        ),
        volumes=tuple(
            _volume(path, each) for path, each in sorted(entry.get("volumes", {}).items())
        ),
        namespace_rules=tuple(_rule(each) for each in rbac.get("namespace", ())),
        cluster_rules=tuple(_rule(each) for each in rbac.get("cluster", ())),
    )


def _container(name: str, entry: Entry, profiles: Profiles) -> Container:
    probes = entry.get("probes")
    return Container(
        name=name,
        image=entry["image"],
        command=tuple(entry.get("command", ())),
        args=tuple(entry.get("args", ())),
        ports=tuple(Port(name=port, number=number) for port, number in entry["ports"].items())
        if "ports" in entry
        else (),
        variables=entry.get("env", {}),
        secrets=tuple(_variable(each, key) for each, key in entry["secrets"].items())
        if "secrets" in entry
        else (),
        resources=_resources(entry, profiles),
        probes=_probes(probes) if probes else _NO_PROBES,
    )


_NO_PROBES = Probes()


def _variable(variable: str, reference: str) -> SecretVariable:
    secret, _, key = reference.partition("/")
    return SecretVariable(variable=variable, secret=secret, key=key)


def _resources(entry: Entry, profiles: Profiles) -> Resources:
    said = {**profiles.get(entry.get("profile", ""), {}), **entry.get("resources", {})}
    requests, limits = quantities(said.get("requests")), quantities(said.get("limits"))
    memory = requests.get("memory") or limits.get("memory") or DEFAULT_MEMORY
    cpu = requests.get("cpu") or limits.get("cpu") or DEFAULT_CPU_REQUEST
    return Resources(
        requests={**requests, "cpu": cpu, "memory": memory},
        limits={"memory": memory, **limits},
    )


def _probes(entry: Entry) -> Probes:
    return Probes(
        startup=_probe(entry.get("startup")),
        readiness=_probe(entry.get("readiness")),
        liveness=_probe(entry.get("liveness")),
    )


def _probe(entry: Entry | str | None) -> HttpProbe | CommandProbe | None:
    if entry is None:
        return None
    if isinstance(entry, str):
        return HttpProbe(path=entry)
    limit = seconds(entry.get("for"))
    if "command" in entry:
        return CommandProbe(command=tuple(entry["command"]), seconds=limit)
    return HttpProbe(path=entry.get("path", "/"), port=entry.get("port"), seconds=limit)


def _scale(entry: Entry) -> Scale:
    return Scale(
        minimum=entry["min"],
        maximum=entry["max"],
        cpu=entry.get("cpu"),
        memory=entry.get("memory"),
    )


def _disruption(entry: Entry) -> Disruption:
    return Disruption(
        min_available=entry.get("minAvailable"), max_unavailable=entry.get("maxUnavailable")
    )


def _rule(entry: Entry) -> Rule:
    return Rule(
        resources=tuple(entry["resources"]),
        verbs=tuple(entry["verbs"]),
        names=tuple(entry.get("names", ())),
    )


def _volume(path: str, entry: Entry) -> Claim | Scratch:
    if "claim" in entry:
        return Claim(path=path, size=str(entry["claim"]), storage_class=entry.get("class"))
    return Scratch(path=path, size=str(entry.get("scratch", "")))
