"""`platformgen graph`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from platformgen.cli import candidates, options, report
from platformgen.cli.refusal import absent
from platformgen.shell.failure import WorldError

if TYPE_CHECKING:
    from platformgen.diagram.graph import Graph
    from platformgen.model import Platform


@click.command("graph")
@click.argument("view", default="dependencies", shell_complete=candidates.views)
@click.option(
    "--format",
    "style",
    type=click.Choice(("mermaid", "dot", "svg", "json")),
    default="mermaid",
    show_default=True,
    help="How the diagram is written.",
)
@options.environment
@click.pass_obj
def command(folder: str, view: str, style: str, environment: str | None) -> None:
    """Print the platform as a diagram.

    VIEW is `dependencies` (if not said), `architecture`, `layers`, `network`,
    the name of a flow, or the name of a component, with its neighbours.

    \b
      platformgen graph
      platformgen graph architecture --format svg > architecture.svg
      platformgen graph grafana --format dot
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.pipeline import compiled  # noqa: PLC0415  # --help needs no compiler

    source = options.project(folder)
    compilation, found = compiled(source, options.known_environment(source, environment))
    report.show(found, "text")
    if compilation is None:
        sys.exit(2)
    platform = compilation.platform
    click.echo(_written(_graph(platform, view), style, view, platform.title), nl=False)


def _graph(platform: Platform, view: str) -> Graph:
    from platformgen import views  # noqa: PLC0415  # as above

    if view in candidates.WHOLE:
        chosen: Graph = getattr(views, view)(platform)
        return chosen
    for flow in platform.flows:
        if flow.name == view:
            return views.flow(platform, flow)
    neighbours = views.neighbours(platform)
    if view in neighbours:
        return neighbours[view]
    whole = [*candidates.WHOLE, *(flow.name for flow in platform.flows)]
    listed = f"use {', '.join(whole)}, or a component's name"
    raise absent(f"{view!r} is no view", view, [*whole, *neighbours], listed)


def _written(graph: Graph, style: str, view: str, title: str) -> str:
    from platformgen.diagram.document import as_json  # noqa: PLC0415  # as above
    from platformgen.diagram.dot import dot  # noqa: PLC0415
    from platformgen.diagram.mermaid import mermaid  # noqa: PLC0415

    match style:
        case "dot":
            return dot(graph)
        case "json":
            return json.dumps(as_json(graph), indent=2, ensure_ascii=False) + "\n"
        case "svg":
            return _drawn(mermaid(graph), f"{title}: {view}", view)
        case _:
            return mermaid(graph)


def _drawn(source: str, title: str, view: str) -> str:
    from platformgen.diagram.svg import Forbidden, Undrawable, svg  # noqa: PLC0415  # as above

    try:
        return svg(source, title=title, description=view)
    except (Forbidden, Undrawable) as reason:
        raise WorldError(
            f"there is no picture of {view}: {reason}; --format mermaid gives its source"
        ) from reason
