"""`platformgen completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print what your shell needs to complete commands and options.

    \b
      source <(platformgen completion bash)      in ~/.bashrc
      platformgen completion zsh  > "${fpath[1]}/_platformgen"
      platformgen completion fish > ~/.config/fish/completions/platformgen.fish
    """  # noqa: D301  # \b is click's mark for lines to keep
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101
    root = context.find_root().command
    click.echo(kind(root, {}, "platformgen", "_PLATFORMGEN_COMPLETE").source())
