"""The values that a shell completes: names that the project and the kubeconfig have.

Whatever goes wrong here is told when the command runs; a shell that completes stays quiet.
"""

from __future__ import annotations

import click


def environments(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the environments of the project."""
    del parameter
    from platformgen.cli.options import project  # noqa: PLC0415  # they know us

    return _beginning(begun, project(_folder(context)).environments())


def contexts(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the contexts of the kubeconfig."""
    del context, parameter
    from platformgen.shell.cluster.failure import ClusterError  # noqa: PLC0415  # not for --help
    from platformgen.shell.cluster.kubeconfig import names  # noqa: PLC0415  # as above

    try:
        return _beginning(begun, names())
    except (ClusterError, OSError):
        return []


def credentials(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the components and Secrets that have credentials, and their keys."""
    del parameter
    from platformgen.cli.options import project  # noqa: PLC0415  # they know us
    from platformgen.logins import logins  # noqa: PLC0415  # not for --help
    from platformgen.pipeline import compiled  # noqa: PLC0415  # as above

    compilation, _ = compiled(project(_folder(context)), None)
    found = logins(compilation.platform) if compilation is not None else ()
    words = {word for each in found for word in (each.component, each.secret, each.place) if word}
    return _beginning(begun, sorted(words))


def _folder(context: click.Context) -> str:
    return str(context.find_root().params.get("folder") or ".")


def _beginning(begun: str, words: list[str]) -> list[str]:
    return [each for each in words if each.startswith(begun)]
