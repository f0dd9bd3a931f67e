"""What an execution is given: a plan to carry out, and what to do that with."""

from __future__ import annotations

from msgspec import Struct, field

from platformgen.apply.aim import Aim
from platformgen.apply.plan import Plan
from platformgen.shell.applying.event import Tell
from platformgen.shell.applying.expecting import Pursuit
from platformgen.shell.applying.helming import Helm
from platformgen.shell.applying.looking import Look
from platformgen.shell.applying.trying import Halt
from platformgen.shell.cluster.client import Client


class Means(Struct, frozen=True, kw_only=True):
    """What a plan is carried out with: the server, helm, who is told, how long is waited."""

    client: Client
    helm: Helm
    tell: Tell
    pursuit: Pursuit
    halt: Halt = field(default_factory=Halt)
    """What ends all of it."""


class Task(Struct, frozen=True, kw_only=True):
    """What is to be done: a plan to an aim, made of what was seen."""

    aim: Aim
    found: Look
    plan: Plan
