"""Probes: what the spec asks for, and what its ports tell where it says nothing."""

from __future__ import annotations

from math import ceil

from platformgen.kubernetes.object import Document
from platformgen.model import CommandProbe, Container, HttpProbe

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
    asked = container.probes
    tcp: Document | None = (
        {"tcpSocket": {"port": container.ports[0].name}} if container.ports else None
    )

    def action(probe: HttpProbe | CommandProbe | None) -> Document | None:
        return tcp if probe is None else _action(probe, container, tls_port)

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
    probe: HttpProbe | CommandProbe, container: Container, tls_port: str | None
) -> Document:
    if isinstance(probe, CommandProbe):
        return {"exec": {"command": list(probe.command)}}
    port = probe.port or container.ports[0].name
    request: Document = {"path": probe.path, "port": port}
    if port == tls_port:
        request["scheme"] = "HTTPS"
    return {"httpGet": request}


def _timed(action: Document, seconds: int | None, *, period: int = _PERIOD_SECONDS) -> Document:
    timed: Document = {**action, "timeoutSeconds": _TIMEOUT_SECONDS}
    if seconds is None:
        return timed
    period = min(period, seconds)
    timed["periodSeconds"] = period
    timed["failureThreshold"] = ceil(seconds / period)
    return timed
