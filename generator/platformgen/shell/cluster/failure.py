"""What a cluster does to us."""

from __future__ import annotations

from platformgen.shell.failure import WorldError


class ClusterError(WorldError):
    """The cluster cannot be asked, or does not answer as it should; the message is for people."""


class ContextError(Exception):
    """The kubeconfig has no such context; the message says which it has."""
