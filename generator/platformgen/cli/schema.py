"""`platformgen schema`."""

from __future__ import annotations

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of the spec, as editors read it.

    `build` writes it to specs/platform.schema.json.

    \b
      platformgen schema > platform.schema.json
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.emit.schema import schema_text  # noqa: PLC0415  # --help needs no compiler

    click.echo(schema_text(), nl=False)
