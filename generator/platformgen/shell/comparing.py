"""What a build would change: compile, and compare with the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from platformgen.artifact import ArtifactSet
from platformgen.diagnostic import Diagnostic, Span
from platformgen.memory import afresh
from platformgen.pipeline import build as compile_project
from platformgen.shell import environments, ours, record, tool, tree
from platformgen.shell.collector import paused
from platformgen.shell.disk import DiskProject
from platformgen.shell.environments import home
from platformgen.shell.kept import Kept
from platformgen.shell.outcome import Outcome
from platformgen.shell.record import Record


def compared(
    source: DiskProject,
    environment: str | None,
    *,
    only_built: bool = False,
    kept: Kept | None = None,
) -> Outcome:
    """Compile, and compare with the disk; `only_built` leaves out what no build has written yet.

    What is committed is always compared; what stands under build/ only where a record says so.
    `kept` has what was worked out and written before by this process.
    """
    root, folder = source.root, home(environment)
    last = record.load(root / folder)
    with paused():
        drawings = _known_drawings(root, folder, last, kept)
        recall = afresh if kept is None else kept.memory.recall
        result = compile_project(source, environment, drawings, recall)
    if result.artifacts is None:
        return Outcome(result.diagnostics)
    artifacts = result.artifacts
    known = set(last.outputs) if last else set(_generated(source, artifacts, environment))
    if environment is None:
        known |= set(environments.abandoned_outputs(source))
    if only_built:
        artifacts = _committed_or_known(artifacts, known)
    standing = {} if kept is None else kept.standing(root, [*map(str, artifacts)])
    changes = tree.changes(artifacts, root, known, standing)
    wanted = [*map(str, artifacts), *(() if only_built else (f"{folder}/{record.FILE}",))]
    # Only a build that was ended leaves files that do not say whose they are.
    torn = known if last is not None and not last.complete else ()
    in_the_way = ours.obstacles(root, wanted, changes, torn)
    if in_the_way:
        return Outcome((*result.diagnostics, *map(_obstacle, in_the_way)))
    return Outcome(result.diagnostics, changes, artifacts, result.platform)


def _committed_or_known(artifacts: ArtifactSet, known: set[str]) -> ArtifactSet:
    return ArtifactSet(
        {
            path: content
            for path, content in artifacts.items()
            if path.parts[0] != "build" or str(path) in known
        }
    )


def _known_drawings(
    root: Path, folder: str, last: Record | None, kept: Kept | None
) -> Callable[[str], str | None]:
    """Give the drawings of the last build: as it kept them, or where they stand as it left them."""
    contents = {} if kept is None else kept.contents
    outputs = last.outputs if last and last.version == tool.version() else {}

    def known(path: str) -> str | None:
        output = f"{folder}/techdocs/{path}"
        if output in contents:
            return contents[output].decode()
        stamp = outputs.get(output)
        if stamp is None or record.stamp(f"{root}/{output}") != stamp:
            return None
        content = tree.read(root, output)
        return None if content is None else content.decode("utf-8")

    return known


def _generated(
    source: DiskProject, artifacts: ArtifactSet, environment: str | None
) -> Iterator[str]:
    """Yield what earlier builds wrote, where there is no record of them."""
    manifests = environments.manifests_folder(artifacts)
    if environment is not None:
        yield from ours.generated(source.root, (home(environment), manifests), ())
        return
    skipped = ["build/site", *map(home, source.environments())]
    skipped += [f"{manifests}/{name}" for name in source.environments()]
    folders = ("catalog", "build", "mkdocs.yml", manifests)
    yield from ours.generated(source.root, dict.fromkeys(folders), skipped)


def _obstacle(found: ours.Obstacle) -> Diagnostic:
    return Diagnostic(
        code="PG050",
        what=f"{found.path} {found.reason}",
        span=Span(found.path, 1, 1),
        why="a build replaces only what its first line says we wrote, and follows no links",
        fix="move it out of the way, or delete it",
    )
