"""What a shell offers for a value: names that the spec in the folder, or the kubeconfig, has.

Whatever goes wrong here is told when the command runs; a shell that completes stays quiet.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from platformgen.shell.disk import DiskProject

WHOLE = ("dependencies", "architecture", "layers", "network")
"""The views of `graph` that every platform has."""


def environments(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the environments whose names begin so."""
    del parameter
    return _beginning(_project(context).environments(), begun)


def contexts(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the contexts of the kubeconfig whose names begin so."""
    from platformgen.shell.cluster.failure import ClusterError  # noqa: PLC0415  # not for --help
    from platformgen.shell.cluster.kubeconfig import names  # noqa: PLC0415  # as above

    del context, parameter
    try:
        return _beginning(names(), begun)
    except (ClusterError, OSError):
        return []


def credentials(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the components and Secrets with credentials, and their keys, that begin so."""
    from platformgen.logins import logins  # noqa: PLC0415  # not for --help
    from platformgen.pipeline import compiled  # noqa: PLC0415  # as above

    del parameter
    compilation, _ = compiled(_project(context), None)
    found = logins(compilation.platform) if compilation is not None else ()
    words = {word for each in found for word in (each.component, each.secret, each.place) if word}
    return _beginning(sorted(words), begun)


def views(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the views of `graph` whose names begin so."""
    del parameter
    return _beginning([*WHOLE, *_names(context, ("flows", "components"))], begun)


def subjects(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the codes, fields and names that begin so."""
    from platformgen import explain  # noqa: PLC0415  # --help needs none of it
    from platformgen.schema import NAMED_SECTIONS  # noqa: PLC0415  # as above

    del parameter
    named = _names(context, sorted(NAMED_SECTIONS))
    return _beginning([*explain.codes(), *explain.fields(), *named], begun)


def _beginning(words: Iterable[str], begun: str) -> list[str]:
    return [each for each in dict.fromkeys(words) if each.startswith(begun)]


def _names(context: click.Context, sections: Iterable[str]) -> list[str]:
    from platformgen.pipeline.reading import read_spec  # noqa: PLC0415  # --help needs none of it
    from platformgen.source.document import Places  # noqa: PLC0415  # as above

    spec, _ = read_spec(_project(context), Places(), None)
    if spec is None:
        return []
    found = (spec.value.get(section) for section in sections)
    return [name for each in found if isinstance(each, dict) for name in each]


def _project(context: click.Context) -> DiskProject:
    return DiskProject(Path(context.find_root().params.get("folder") or ".").resolve())
