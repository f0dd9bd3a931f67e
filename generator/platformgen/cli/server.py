"""The cluster that a command talks to: which one it is, and what it means that it fails."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Coroutine

from platformgen.apply.aim import Aim
from platformgen.cli.events import Teller
from platformgen.cli.exits import FAILED
from platformgen.cli.main import told
from platformgen.cli.refusal import RefusedError
from platformgen.cli.wishes import Wishes
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ContextError
from platformgen.shell.cluster.kubeconfig import context
from platformgen.shell.failure import WorldError

_FIX_OPTION = "name one that is there; without --context it is the spec's"
_FIX_SPEC = "make it, as `platformgen doctor` says; or take another one: --context NAME"


def client_of(aim: Aim, wishes: Wishes) -> Client:
    """Return a client for the spec's context, or for the one that was asked for."""
    try:
        return Client.of(context(wishes.context or aim.context))
    except ContextError as error:
        where = "--context" if wishes.context else str(aim.context_span)
        fix = _FIX_OPTION if wishes.context else _FIX_SPEC
        raise RefusedError(f"{where}: {error}", fix=fix) from error


def asked(work: Coroutine[None, None, int], teller: Teller) -> int:
    """Return the exit code of what talks to a cluster."""
    # What was compiled stays to the end: it need not be looked through for garbage again and again.
    gc.freeze()
    try:
        return asyncio.run(work)
    except WorldError as error:
        return teller.end(FAILED, f"error: {told(error)}")
