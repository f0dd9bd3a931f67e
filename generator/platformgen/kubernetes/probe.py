"""Probes: what the spec asks for, and what its ports tell where it says nothing."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from platformgen.kubernetes.object import Document
from platformgen.model import CommandProbe, Container, HttpProbe, Probes
from platformgen.yamltext import Shared

_PERIOD_SECONDS = 10
_STARTUP_PERIOD_SECONDS = 5
# Kubernetes waits one second for an answer, which a busy node takes for a dead process.
_TIMEOUT_SECONDS = 5


def probes(container: Container, *, startup_seconds: int, tls_port: str | None) -> Document:
    """Return the probes of a container that runs for good.

    Readiness and liveness are derived from the first port where the spec names none. A liveness
    probe kills, so there is always a startup probe before it, which allows `startup_seconds`.
    `tls_port` names the port that speaks TLS, if one does.
    """
    first = container.ports[0].name if container.ports else None
    return _probes(container.probes, first, startup_seconds, tls_port)


# Services of one platform are mostly asked in one way.
@lru_cache(maxsize=256)
def _probes(
    asked: Probes, first_port: str | None, startup_seconds: int, tls_port: str | None
) -> Document:
    tcp: Document | None = {"tcpSocket": {"port": first_port}} if first_port else None

    def action(probe: HttpProbe | CommandProbe | None) -> Document | None:
        return tcp if probe is None else _action(probe, first_port, tls_port)

    found: Document = {}
    startup = action(asked.startup or asked.liveness)
    if startup:
        seconds = asked.startup.seconds if asked.startup else None
        found["startupProbe"] = _timed(
            startup, seconds or startup_seconds, period=_STARTUP_PERIOD_SECONDS
        )
    for name, probe in (("readinessProbe", asked.readiness), ("livenessProbe", asked.liveness)):
        found_action = action(probe)
        if found_action:
            found[name] = _timed(found_action, probe.seconds if probe else None)
    return found


def _action(
    probe: HttpProbe | CommandProbe, first_port: str | None, tls_port: str | None
) -> Document:
    if isinstance(probe, CommandProbe):
        return {"exec": {"command": list(probe.command)}}
    port = probe.port or first_port
    request: Document = {"path": probe.path, "port": port}
    if port == tls_port:
        request["scheme"] = "HTTPS"
    return {"httpGet": request}


def _timed(action: Document, seconds: int | None, *, period: int = _PERIOD_SECONDS) -> Document:
    timed: Document = {**action, "timeoutSeconds": _TIMEOUT_SECONDS}
    if seconds is not None:
        period = min(period, seconds)
        timed["periodSeconds"] = period
        timed["failureThreshold"] = ceil(seconds / period)
    return Shared(timed)
