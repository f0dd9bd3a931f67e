"""`platformgen import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from platformgen.cli.printing import on_one_line, printable
from platformgen.cli.refusal import RefusedError
from platformgen.shell import newpages, textfile
from platformgen.shell.newpages import OutsideError, ReservedError, TakenError
from platformgen.shell.textfile import FileError

if TYPE_CHECKING:
    from platformgen.guide import Imported
    from platformgen.mojibake import Repaired


@click.group("import")
def command() -> None:
    """Bring in what a team has already.

    \b
      platformgen import guide GUIDE.md
    """  # noqa: D301  # \b is click's mark for lines to keep


@command.command("guide")
@click.argument("file", metavar="FILE.md")
@click.option(
    "--to",
    "to",
    metavar="DIR",
    default="docs/guide",
    show_default=True,
    help="Folder of the project that gets the pages.",
)
@click.option("--single", is_flag=True, help="One page, instead of one for each section.")
@click.option("--force", is_flag=True, help="Write over pages that are there.")
@click.pass_obj
def guide(folder: str, file: str, to: str, *, single: bool, force: bool) -> None:
    """Make pages of a guide in Markdown.

    Each section (second-level heading, or first-level where there are several)
    becomes a page with its heading one level up, a title and a place in the
    order. Links between sections lead to their pages. Drawings become Mermaid.

    A damaged encoding is repaired where the bytes decide. Characters that
    nobody can know are marked with U+FFFD and listed.

    \b
      platformgen import guide GUIDE.md
      platformgen import guide GUIDE.md --to docs/manual --single
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.guide import imported  # noqa: PLC0415  # --help needs none of it
    from platformgen.mojibake import repaired  # noqa: PLC0415

    try:
        found = repaired(textfile.read_bytes(str(Path(folder, file))))
    except FileError as error:
        raise RefusedError(f"{printable(file)} {error}") from error
    if "\0" in found.text:
        raise RefusedError(f"{printable(file)} is no text: it has NUL characters")
    made = imported(found.text, Path(file).name, as_one_page=single)
    written = _written(Path(folder), to, made, force=force)
    for path in written:
        click.echo(printable(path))
    _tell(file, found, made, written)


def _written(root: Path, to: str, made: Imported, *, force: bool) -> list[str]:
    pages = {page.name: page.content for page in made.pages}
    try:
        return newpages.write(root, to, pages, over_old=force)
    except FileError as error:
        raise RefusedError(f"a page in {printable(to)} {error}") from error
    except ReservedError as error:
        reserved = ", ".join(printable(path) for path in error.paths)
        raise RefusedError(
            f"the site has pages made from the spec at {reserved}; nothing was written",
            fix="choose another folder with --to, such as docs/guide",
        ) from error
    except TakenError as error:
        taken = ", ".join(printable(path) for path in error.paths)
        raise RefusedError(
            f"already there: {taken}; nothing was written", fix="write over them with --force"
        ) from error
    except OutsideError as error:
        raise RefusedError(
            f"--to: {to!r} is not in the project", fix="choose a folder of it"
        ) from error


def _tell(file: str, found: Repaired, made: Imported, written: list[str]) -> None:
    from platformgen.mojibake import lost_places  # noqa: PLC0415  # as above

    for line in _repairs(found):
        click.echo(f"{printable(file)}: {line}", err=True)
    if made.drawings:
        drawn = "1 drawing is" if made.drawings == 1 else f"{made.drawings} drawings are"
        click.echo(f"{printable(file)}: {drawn} Mermaid now", err=True)
    for notice in made.notices:
        click.echo(f"{printable(file)}:{notice.line}: {on_one_line(notice.reason)}", err=True)
    for path, page in zip(written, made.pages, strict=True):
        for place in lost_places(page.content):
            where = f"{printable(path)}:{place.line}:{place.column}"
            click.echo(f"{where}: {on_one_line(place.told)}", err=True)


def _repairs(found: Repaired) -> list[str]:
    told = []
    if found.encoding != "UTF-8":
        told.append(f"read as {found.encoding}")
    if found.mistaken:
        how = ", then as ".join(reversed(found.mistaken))
        told.append(f"was UTF-8 read as {how}: {found.characters} characters repaired")
    if found.strokes:
        told.append(f"{found.strokes} lost strokes of frames restored from their neighbours")
    if found.lost:
        count = "1 character is" if found.lost == 1 else f"{found.lost} characters are"
        told.append(f"{count} lost, marked with U+FFFD")
    return told
