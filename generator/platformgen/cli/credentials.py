"""`platformgen credentials`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from platformgen.cli import candidates, options
from platformgen.cli.refusal import RefusedError, absent, listed
from platformgen.cli.wrapping import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from platformgen.logins import Login
    from platformgen.shell.reading import Value


@click.command("credentials")
@click.argument("name", required=False, shell_complete=candidates.credentials)
@click.option("--show", is_flag=True, help="Read the values from the cluster.")
@options.context
@options.environment
@options.text_or_json("How they are printed.")
@click.pass_obj
def command(
    folder: str,
    /,
    name: str | None,
    style: str,
    *,
    show: bool,
    **asked: str | None,
) -> None:
    """Show where each credential is, who makes it, and how it is changed.

    Values are read from the cluster, and shown, only with --show: at a
    terminal, or where NAME says which. NAME is a component, a Secret, or one
    key of it as SECRET/KEY; a Secret may have its namespace in front. In a pipe,
    one value alone is printed as it is.

    \b
      platformgen credentials
      platformgen credentials grafana --show
      platformgen credentials grafana-admin/admin-password --show | pbcopy

    Exit codes: 0 done; 2 spec or command are wrong, or there is no NAME; 3 a
    value cannot be read.
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.cli.live import own_members  # noqa: PLC0415  # --help needs neither
    from platformgen.cli.server import client_of  # noqa: PLC0415  # as above
    from platformgen.cli.wishes import Wishes  # noqa: PLC0415  # as above
    from platformgen.logins import logins, named  # noqa: PLC0415  # as above
    from platformgen.shell.reading import values  # noqa: PLC0415  # as above

    environment, context = asked["environment"], asked["context"]
    if context is not None and not show:
        raise click.UsageError("--context goes with --show")
    if show and name is None and not sys.stdout.isatty():
        raise click.UsageError("say which: in a pipe --show takes a NAME")
    source = options.project(folder)
    wishes = Wishes(environment=options.known_environment(source, environment), context=context)
    members = own_members(source, wishes, style)
    if members is None:
        sys.exit(2)
    found = logins(members.platform)
    if name is not None:
        found = named(found, name) or _unknown(name, found)
    if not show:
        _print(found, (), style)
        return
    shown = values(client_of(members, wishes), found)
    if style == "text" and len(found) == 1 and not sys.stdout.isatty():
        _print_alone(found[0], shown[0])
        return
    _print(found, shown, style)
    if any(each.content is None for each in shown):
        sys.exit(3)


def _unknown(name: str, found: tuple[Login, ...]) -> tuple[Login, ...]:
    names = {word for each in found for word in (each.component, each.secret) if word}
    places = {each.place for each in found}
    beside = {each.place for each in found if each.secret == name.partition("/")[0]}
    what = f"there is no credential of {name!r}"
    if beside:
        raise RefusedError(what, fix=listed(beside))
    raise absent(what, name, names | places, listed(names))


def _print_alone(login: Login, value: Value) -> None:
    if value.content is None:
        click.echo(fitted(f"error: {login.place}: {value.why}"), err=True)
        sys.exit(3)
    sys.stdout.buffer.write(value.content)


def _print(found: tuple[Login, ...], shown: tuple[Value, ...], style: str) -> None:
    told = [*shown, *([None] * (len(found) - len(shown)))]
    if style == "json":
        document = [_as_json(login, value) for login, value in zip(found, told, strict=True)]
        click.echo(json.dumps({"credentials": document}, indent=2, ensure_ascii=False))
        return
    for index, (login, value) in enumerate(zip(found, told, strict=True)):
        if index:
            click.echo()
        for line in _lines(login, value):
            click.echo(line)
    if not found:
        click.echo("the platform has no credentials", err=True)


def _lines(login: Login, value: Value | None) -> Iterator[str]:
    from platformgen.cli.printing import on_one_line  # noqa: PLC0415  # --help needs it not
    from platformgen.cli.wrapping import wrapped  # noqa: PLC0415  # as above

    key = f", key {login.key}" if login.key else ""
    head = f"{login.component}: {login.title}" if login.component else login.place
    yield from wrapped(on_one_line(head), "")
    for word, text in (
        ("user", login.username),
        ("where", f"Secret {login.namespace}/{login.secret}{key}"),
        ("maker", login.maker),
        ("change", login.change),
    ):
        if text:
            yield from wrapped(on_one_line(f"{word:<8}{text}"), "  ")
    if value is not None:
        # Neither wrapped nor cut: it is there to be copied.
        yield f"  value   {_readable(value)}"


def _readable(value: Value) -> str:
    """Return a value so that nothing in it acts on a terminal."""
    from platformgen.cli.printing import printable  # noqa: PLC0415  # --help needs it not

    if value.content is None:
        return f"({printable(value.why)})"
    try:
        return printable(value.content.decode().replace("\n", "\\n"))
    except UnicodeDecodeError:
        return f"({len(value.content)} bytes that are no text)"


def _as_json(login: Login, value: Value | None) -> dict[str, object]:
    found: dict[str, object] = {
        "component": login.component,
        "title": login.title,
        "username": login.username,
        "namespace": login.namespace,
        "secret": login.secret,
        "key": login.key,
        "maker": login.maker,
        "change": login.change,
    }
    if value is not None:
        text = value.content
        found["value"] = None if text is None else text.decode("utf-8", "replace")
    return found
