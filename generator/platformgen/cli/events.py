"""What a command tells of a cluster while it works: to a person, or to a program line by line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Self

import click
from msgspec import Struct, field

from platformgen.apply.aim import Aim
from platformgen.apply.entrance import FIELDS, unanswered
from platformgen.apply.idle import Idle
from platformgen.apply.past import forgotten
from platformgen.apply.plan import Plan
from platformgen.apply.revision import Revision
from platformgen.cli import history_text, plan_github, plan_json, plan_text, report
from platformgen.cli.printing import on_one_line, printable
from platformgen.cli.table import cut
from platformgen.cli.wrapping import columns, fitted, wrapped
from platformgen.shell.applying.event import TROUBLES, Event
from platformgen.shell.applying.looking import Look
from platformgen.shell.cluster.client import Client

_encoder = json.JSONEncoder(ensure_ascii=False)


class Teller(Struct):
    """Plans on stdout, what happens on stderr; with `json` all as one event a line on stdout."""

    style: str
    client: Client
    began: float = field(default_factory=time.monotonic)
    status: str = ""
    """The line that a terminal shows, and that the next one replaces."""
    done: int = 0
    waiting: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clear()

    def context(self, members: Aim, found: Look) -> None:
        """Tell whom we talk to, before anything else."""
        client = self.client
        if self.style == "json":
            self._event(
                "cluster", context=client.context, server=client.name, version=found.version
            )
            return
        head = f"{members.name} → {client.context}"
        click.echo(printable(head))
        click.echo(printable(f"  {client.name}, Kubernetes {found.version}"))
        if members.installed:
            names = ", ".join(members.installed)
            click.echo(f"  not in platform.lock, and left alone here: {printable(names)}")
        click.echo()

    def back(self, revision: Revision) -> None:
        """Tell which revision it goes back to."""
        if self.style == "json":
            self._event("back", **history_text.as_json(revision))
        else:
            for line in wrapped(on_one_line(f"back to {history_text.headline(revision)}")):
                click.echo(line)

    def plan(self, plan: Plan, members: Aim) -> None:
        """Show a plan."""
        if self.style == "json":
            changes = (plan_json.as_json(change, members) for change in plan.changes)
            lines = [_line("change", **each) for each in changes]
            lost = [str(each) for each in forgotten(plan)]
            told = {"notBroughtBack": lost} if lost else {}
            lines.append(_line("plan", counts=plan.counts(), **told))
            click.echo("\n".join(lines))
            return
        if self.style == "github":
            for line in plan_github.annotated(plan, members):
                click.echo(line)
            click.echo(plan_text.summary(plan))
            return
        click.echo("\n".join(plan_text.lines(plan, members)))

    def idle(self, found: Iterable[Idle]) -> None:
        """Tell what was allowed by name, and does nothing."""
        for each in found:
            if self.style == "json":
                message = f"{each.option}: {each.why}"
                self._json(Event(name="note", key=each.key, message=message))
            else:
                for line in wrapped(on_one_line(str(each))):
                    click.echo(line)

    def closed(self, members: Aim, found: Look) -> None:
        """Tell of what routes hang on and is nowhere: they would be made, and lead nowhere."""
        for each, route in found.closed.items():
            message, fix = unanswered(each, route.key)
            span = members.span(route, FIELDS[route.key.kind])
            if self.style == "github":
                told = f"{each}: {message}\n{fix}"
                click.echo(report.annotation("warning", span, "note", told))
            else:
                self.tell(Event(name="note", key=each, message=message, span=span, fix=fix))

    def tell(self, event: Event) -> None:
        """Tell of one thing that happened."""
        if self.style == "json":
            self._json(event)
            return
        name = str(event.key) if event.key else ""
        if event.name in {"applied", "deleted", "handed", "withdrawn", "ready"}:
            self.done += 1
            self.waiting.pop(name, None)
        elif event.name == "waiting":
            if self.waiting.get(name) == event.message:
                # Several things wait for the same one.
                return
            self.waiting[name] = event.message
        if event.name in TROUBLES or event.name == "note":
            self._trouble(event, name)
        elif sys.stderr.isatty():
            self._show_status(event, name)
        elif event.name != "ready" or event.message != "0 s":
            told = f" {event.message}" if event.message else ""
            self._lines(f"{event.name:<9} {name}{told}")

    def _trouble(self, event: Event, name: str) -> None:
        self._clear()
        colour = "red" if event.name in TROUBLES else "yellow"
        word = click.style(f"{event.name:<9}", fg=colour)
        where = f"  {on_one_line(str(event.span))}" if event.span else ""
        click.echo(f"{word} {on_one_line(name)}{where}", err=True)
        self._lines(event.message, plan_text.INDENT)
        if event.fix:
            self._lines(f"fix: {event.fix}", plan_text.INDENT)

    def _lines(self, text: str, indent: str = "") -> None:
        for line in wrapped(on_one_line(text), indent):
            click.echo(line, err=True)

    def _show_status(self, event: Event, name: str) -> None:
        first = next(iter(self.waiting.items()), None)
        if first:
            told = f"{self.done} done; {len(self.waiting)} not ready: {first[0]}: {first[1]}"
        else:
            told = f"{self.done} done: {event.name} {name}"
        self._clear()
        # A line that is full would go on in the next one, and stay there.
        self.status = cut(on_one_line(told), columns() - 1)
        click.echo(self.status, err=True, nl=False)

    def _clear(self) -> None:
        if self.status:
            click.echo("\r\x1b[K", err=True, nl=False)
            self.status = ""

    def _json(self, event: Event) -> None:
        data: dict[str, object] = {"object": str(event.key)} if event.key else {}
        if event.message:
            data["message"] = event.message
        if event.span:
            data |= {"file": event.span.file, "line": event.span.line, "column": event.span.column}
        if event.fix:
            data["fix"] = event.fix
        self._event(event.name, **data)

    def _event(self, name: str, **fields: object) -> None:
        # At once: somebody may wait for it. click would look at each for colours, which takes long.
        sys.stdout.write(f"{_line(name, **fields)}\n")
        sys.stdout.flush()

    @property
    def network_seconds(self) -> float:
        """How long it took from the first request to the last answer."""
        return max(0.0, self.client.last_at - self.client.first_at)

    def end(self, code: int, told: str) -> int:
        """Tell how it ended, with what it cost; return the exit code."""
        self._clear()
        counts = self.client.counts
        reads = sum(counts[each] for each in ("GET", "WATCH"))
        writes = sum(counts.values()) - reads
        seconds = time.monotonic() - self.began
        if self.style == "json":
            self._event(
                "end",
                exit=code,
                message=told,
                requests=dict(counts),
                network_seconds=round(self.network_seconds, 3),
                seconds=round(seconds, 2),
            )
        else:
            cost = f"{reads + writes} requests, {seconds:.1f} s"
            click.echo(f"{fitted(printable(told))}\n({cost})", err=True)
        return code


def _line(name: str, **fields: object) -> str:
    return _encoder.encode({"event": name, **fields})
