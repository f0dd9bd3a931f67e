"""What a cluster does to us."""

from __future__ import annotations

import shlex

from platformgen.shell.failure import WorldError


class ClusterError(WorldError):
    """The cluster cannot be asked, or does not answer as it should; the message is for people."""


def unanswered(server: str, context: str, reason: str) -> ClusterError:
    """Return that a server does not answer, with how to see whether it is there at all."""
    kind = ", `kind get clusters` and `docker ps`" if context.startswith("kind-") else ""
    look = f"`kubectl --context={shlex.quote(context)} cluster-info`{kind}"
    fix = f"see whether it is up, with {look}; `platformgen doctor` looks at the rest"
    return ClusterError(f"{server} does not answer: {reason}", fix=fix)


class ContextError(Exception):
    """The kubeconfig has no such context; the message says which it has."""
