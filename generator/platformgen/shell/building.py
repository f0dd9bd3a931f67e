"""A build: compile, compare with the disk, write; or find in no time that nothing changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from platformgen import __version__
from platformgen.artifact import ArtifactSet
from platformgen.diagnostic import Diagnostic, Severity, Span
from platformgen.shell import record, tree
from platformgen.shell.collector import paused
from platformgen.shell.disk import DiskProject
from platformgen.shell.exclusive import exclusive
from platformgen.shell.record import Record

if TYPE_CHECKING:
    from platformgen.shell.mirror import Mirrored


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build found and did; `artifacts` are None where they were not made or not needed."""

    diagnostics: tuple[Diagnostic, ...]
    changes: tree.Changes = field(default_factory=lambda: tree.Changes((), ()))
    artifacts: ArtifactSet | None = None
    platform: str = ""
    """The platform's name, where it was compiled."""


def is_failure(found: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Tell whether these findings end a command with an error."""
    return any(strict or each.severity is Severity.ERROR for each in found)


def build(source: DiskProject, environment: str | None, *, strict: bool) -> Outcome:
    """Make the disk agree with the spec; nothing is written where there is an error."""
    home = _home(source.root, environment)
    last = record.load(home)
    if last is not None and _is_current(source, last):
        return Outcome(tuple(_diagnostic(each) for each in last.diagnostics))
    with paused():
        outcome = compared(source, environment)
        if outcome.artifacts is None or is_failure(outcome.diagnostics, strict=strict):
            return outcome
        with exclusive(home):
            _write(source, outcome, home, last)
    return outcome


def build_site(source: DiskProject, environment: str | None) -> int:
    """Make the site of what the last build wrote; return how many of its files changed."""
    home = _home(source.root, environment)
    last = record.load(home)
    assert last is not None  # noqa: S101
    from platformgen.shell.site import site  # noqa: PLC0415  # what needs no site pays nothing

    folder = home.relative_to(source.root).as_posix()
    made = site(source.root, folder, last.outputs, last.site)
    if made.digest != last.site:
        last.site = made.digest
        record.save(last, home)
    return made.changed


def publish(source: DiskProject, url: str) -> Mirrored:
    """Bring the TechDocs site of what the last build wrote to a URL."""
    last = record.load(_home(source.root, None))
    assert last is not None  # noqa: S101
    from platformgen.shell.publish import publish as bring  # noqa: PLC0415  # as above

    return bring(source.root, last.outputs, last.platform, url)


def compared(source: DiskProject, environment: str | None, *, only_built: bool = False) -> Outcome:
    """Compile, and compare with the disk; `only_built` leaves out what no build has written yet.

    What is committed is always compared; what stands under build/ only where a record says so.
    """
    from platformgen.pipeline import build as compile_project  # noqa: PLC0415  # see _is_current

    home = _home(source.root, environment)
    last = record.load(home)
    result = compile_project(source, environment, _known_drawings(source.root, home, last))
    if result.artifacts is None:
        return Outcome(result.diagnostics)
    known = set(last.outputs) if last else set(_generated(source, result.artifacts, environment))
    artifacts = result.artifacts
    if only_built:
        artifacts = ArtifactSet(
            {
                path: content
                for path, content in artifacts.items()
                if path.parts[0] != "build" or str(path) in known
            }
        )
    changes = tree.changes(artifacts, source.root, known)
    strangers = tree.strangers(source.root, changes.written, known)
    if strangers:
        return Outcome((*result.diagnostics, *map(_stranger, strangers)))
    return Outcome(result.diagnostics, changes, artifacts, result.platform)


def _known_drawings(root: Path, home: Path, last: Record | None) -> Callable[[str], str | None]:
    """Give the drawings of the last build, where they stand as it left them."""
    outputs = last.outputs if last and last.version == version() else {}
    folder = f"{home.relative_to(root).as_posix()}/techdocs"

    def known(path: str) -> str | None:
        output = f"{folder}/{path}"
        stamp = outputs.get(output)
        if stamp is None or record.stamp(f"{root}/{output}") != tuple(stamp):
            return None
        return (root / output).read_text(encoding="utf-8")

    return known


def _home(root: Path, environment: str | None) -> Path:
    return root / "build" / "env" / environment if environment else root / "build"


def _generated(
    source: DiskProject, artifacts: ArtifactSet, environment: str | None
) -> Iterable[str]:
    """Return what earlier builds wrote, where there is no record of them."""
    gitops = {path.parts[0] for path in artifacts if path.name == "kustomization.yaml"} - {"build"}
    if environment is not None:
        folders = [f"build/env/{environment}", *(f"{each}/{environment}" for each in gitops)]
        return tree.generated(source.root, folders, ())
    others = source.environments()
    skipped = ["build/env", "build/site", *(f"{top}/{each}" for top in gitops for each in others)]
    folders = ["catalog", "build", "mkdocs.yml", *sorted(gitops)]
    return tree.generated(source.root, folders, skipped)


def _stranger(path: str) -> Diagnostic:
    return Diagnostic(
        code="PG050",
        what=f"{path} is not ours, and a build would write over it",
        span=Span(path, 1, 1),
        why="its first line does not say that platformgen wrote it",
        fix="move it out of the way, or delete it",
    )


def _write(source: DiskProject, outcome: Outcome, home: Path, last: Record | None) -> None:
    assert outcome.artifacts is not None  # noqa: S101
    root, changes = source.root, outcome.changes
    paths = [str(path) for path in outcome.artifacts]
    if changes:
        before = last.outputs if last else {}
        ahead = dict.fromkeys([*before, *changes.removed, *paths])
        record.save(Record(version=version(), outputs=ahead), home)
        tree.write(outcome.artifacts, root, changes)
    done = Record(
        version=version(),
        platform=outcome.platform,
        complete=True,
        inputs=source.digests,
        outputs={path: record.stamp(f"{root}/{path}") for path in paths},
        site=last.site if last else None,
        diagnostics=[_as_data(each) for each in outcome.diagnostics],
    )
    if changes or last is None or done != last:
        record.save(done, home)


def _is_current(source: DiskProject, last: Record) -> bool:
    """Tell whether sources, tool and outputs are those of the last build.

    Nothing but digests and stamps is asked: no compiler is imported.
    """
    if not last.complete or last.version != version():
        return False
    listed = {*source.specs(), *source.pages()}
    seen = {path for path in last.inputs if path.startswith(("specs/", "docs/"))}
    if not listed <= seen:
        return False
    for path in last.inputs:
        source.read(path)
    if source.digests != last.inputs:
        return False
    root = source.root
    return all(
        known is not None and record.stamp(f"{root}/{path}") == tuple(known)
        for path, known in last.outputs.items()
    )


def source_stamps(source: DiskProject) -> dict[str, object]:
    """Return what changes when a source does: the stamp of each file that a build may read."""
    last = record.load(_home(source.root, None))
    paths = {*source.specs(), *source.pages(), *(last.inputs if last else ())}
    paths |= {f"specs/environments/{name}.yaml" for name in source.environments()}
    return {path: record.stamp(f"{source.root}/{path}") for path in sorted(paths)}


def version() -> str:
    """Return what decides what is made of the same sources: our version and our own files."""
    newest, count = 0, 0
    for folder, _, files in os.walk(Path(__file__).parent.parent):
        if folder.endswith("__pycache__"):
            continue
        for file in files:
            newest = max(newest, os.stat(f"{folder}/{file}").st_mtime_ns)  # noqa: PTH116  # 300 of them
            count += 1
    return f"{__version__} {count} {newest}"


def _as_data(diagnostic: Diagnostic) -> dict[str, object]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "what": diagnostic.what,
        "span": [span.file, span.line, span.column],
        "why": diagnostic.why,
        "fix": diagnostic.fix,
        "severity": str(diagnostic.severity),
    }


def _diagnostic(data: dict[str, object]) -> Diagnostic:
    file, line, column = data["span"]  # type: ignore[misc]  # as _as_data wrote it
    return Diagnostic(
        code=str(data["code"]),
        what=str(data["what"]),
        span=Span(file, line, column),  # type: ignore[has-type]  # as above
        why=str(data["why"]),
        fix=str(data["fix"]),
        severity=Severity(str(data["severity"])),
    )
