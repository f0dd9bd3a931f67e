"""`platformgen diagram`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from platformgen.cli.printing import on_one_line, printable
from platformgen.cli.refusal import RefusedError
from platformgen.shell import textfile
from platformgen.shell.textfile import FileError

if TYPE_CHECKING:
    from platformgen.diagram import Drawing, Refusal

NOT_A_DIAGRAM = 3
_FORMATS = ("mermaid", "json", "svg", "dot")


@click.command("diagram")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format",
    "style",
    type=click.Choice(_FORMATS),
    default="mermaid",
    show_default=True,
    help="How the diagram is written.",
)
@click.option("--explain", is_flag=True, help="Show what was read as what.")
@click.option("--write", is_flag=True, help="Replace the drawings of a Markdown file, in place.")
@click.pass_context
def command(context: click.Context, file: str, style: str, *, explain: bool, write: bool) -> None:
    """Turn a drawing in text into a diagram.

    FILE holds one drawing of boxes, lines and words; `-` is standard input. What
    is no diagram ends with 3 and the reason.

    With --write, FILE is Markdown: each fenced block without a language (or text,
    ascii) that is a drawing becomes Mermaid, and nothing else changes. A block with
    `no-diagram` after its language stays.

    \b
      platformgen diagram network.txt
      platformgen diagram --explain network.txt
      platformgen diagram - --format svg < network.txt > network.svg
      platformgen diagram --write README.md
    """  # noqa: D301  # \b is click's mark for lines to keep
    given = context.get_parameter_source("style") is not click.core.ParameterSource.DEFAULT
    if write and (explain or given or file == textfile.STANDARD_INPUT):
        raise click.UsageError("--write takes a file, and neither --explain nor --format")
    if explain and given:
        raise click.UsageError("--explain and --format exclude each other")
    path = file if file == textfile.STANDARD_INPUT else str(Path(context.obj, file))
    try:
        text = textfile.text(textfile.read_bytes(path))
        if write:
            _write(file, path, text)
            return
    except FileError as error:
        raise RefusedError(f"{_shown(file)} {error}") from error
    sys.exit(_one(file, text, style, explain=explain))


def _shown(file: str) -> str:
    return "standard input" if file == textfile.STANDARD_INPUT else printable(file)


def _one(file: str, text: str, style: str, *, explain: bool) -> int:
    from platformgen.diagram import Refusal, read  # noqa: PLC0415  # --help needs no reader

    found = read(text.removeprefix("\ufeff"))
    if isinstance(found, Refusal):
        _refuse(file, text, found)
        return NOT_A_DIAGRAM
    if explain:
        _explain(text.removeprefix("\ufeff"), found)
        return 0
    if found.unread:
        click.echo(
            f"{_shown(file)}: not read: {_counted(len(found.unread), 'character')}; "
            "--explain shows which",
            err=True,
        )
    click.echo(_written(found, style, _title(file)), nl=False)
    return 0


def _title(file: str) -> str:
    return "Diagram" if file == textfile.STANDARD_INPUT else Path(file).stem


def _refuse(file: str, text: str, refusal: Refusal) -> None:
    sure = f"{refusal.confidence:.0%} sure"
    click.echo(f"{_shown(file)}: not a diagram: this is {refusal.reason} ({sure})", err=True)
    if "```" in text or "~~~" in text:
        click.echo("for the drawings of a Markdown file, use --write", err=True)


def _written(drawing: Drawing, style: str, title: str) -> str:
    from platformgen.diagram.document import as_json  # noqa: PLC0415  # as above
    from platformgen.diagram.dot import dot  # noqa: PLC0415
    from platformgen.diagram.mermaid import mermaid  # noqa: PLC0415

    match style:
        case "dot":
            return dot(drawing.graph)
        case "json":
            unread = [{"line": row + 1, "column": column + 1} for row, column in drawing.unread]
            document = {
                **as_json(drawing.graph),
                "confidence": drawing.confidence,
                "unread": unread,
            }
            return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        case "svg":
            return _svg(drawing, title)
        case _:
            return mermaid(drawing.graph)


def _svg(drawing: Drawing, title: str) -> str:
    from platformgen.diagram.mermaid import mermaid  # noqa: PLC0415  # as above
    from platformgen.diagram.svg import Forbidden, Undrawable, svg  # noqa: PLC0415
    from platformgen.diagram.twin import sentences  # noqa: PLC0415

    description = " ".join(sentences(drawing.graph, "en"))
    try:
        return svg(mermaid(drawing.graph), title=title, description=description)
    except (Forbidden, Undrawable) as reason:
        raise RefusedError(f"there is no picture of this diagram: {reason}") from reason


def _explain(text: str, drawing: Drawing) -> None:
    from platformgen.diagram.legend import UNREAD, legend  # noqa: PLC0415  # as above

    explained = legend(text, drawing)
    graph = drawing.graph
    told = [
        *([_counted(len(graph.groups), "group")] if graph.groups else []),
        _counted(len(graph.nodes), "element"),
        _counted(len(graph.edges), "connection"),
    ]
    click.echo(f"Read, {drawing.confidence:.0%} sure: {', '.join(told)}.\n")
    click.echo("\n".join([*map(printable, explained.rows), ""]))
    click.echo("Each character was read as:\n")
    for row in explained.marks:
        click.echo(row.replace(UNREAD, click.style(UNREAD, fg="red", bold=True)))
    parts = (explained.meanings, explained.things, explained.unread)
    titles = ("Legend", "Read", "Not read")
    for title, lines in zip(titles, parts, strict=True):
        if lines:
            click.echo(f"\n{title}:")
            click.echo("\n".join(f"  {printable(line)}" for line in lines))


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _write(file: str, path: str, text: str) -> None:
    from platformgen.redraw import Replaced, redrawn  # noqa: PLC0415  # as above

    made = redrawn(text)
    if made.text != text:
        textfile.replace(path, made.text.encode())
    for told in made.told:
        if isinstance(told, Replaced):
            elements = _counted(told.nodes, "element")
            what = f"replaced: {elements}, {_counted(told.edges, 'connection')}"
        else:
            what = f"left as it is: {on_one_line(told.reason)}"
        click.echo(f"{printable(file)}:{told.line}: {what}", err=True)
    if not any(isinstance(told, Replaced) for told in made.told):
        click.echo(f"{printable(file)}: nothing to replace", err=True)
