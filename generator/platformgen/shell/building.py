"""A build: compile, compare with the disk, write; or find in no time that nothing changed."""

from __future__ import annotations

from operator import eq
from pathlib import Path

from platformgen.shell import environments, record, tool
from platformgen.shell.collector import paused
from platformgen.shell.disk import DiskProject
from platformgen.shell.environments import home
from platformgen.shell.exclusive import exclusive, is_clean
from platformgen.shell.kept import Kept
from platformgen.shell.outcome import Outcome, is_failure
from platformgen.shell.record import Record


def build(
    source: DiskProject, environment: str | None, *, strict: bool, kept: Kept | None = None
) -> Outcome:
    """Make the disk agree with the spec; nothing is written where there is an error.

    `kept` goes from one build to the next of a process that stays.
    """
    folder = source.root / home(environment)
    last = record.load(folder)
    if last is not None and _is_current(source, environment, last):
        return Outcome(last.diagnostics)
    with exclusive(source.root) as scratch, paused():
        # Whoever was at work before us may have built just this.
        last = record.load(folder)
        if last is not None and _is_current(source, environment, last):
            return Outcome(last.diagnostics)
        source.digests.clear()
        from platformgen.shell.comparing import compared  # noqa: PLC0415  # it brings the compiler

        outcome = compared(source, environment, kept=kept)
        if outcome.artifacts is not None and not is_failure(outcome.diagnostics, strict=strict):
            done = _write(source, outcome, environment, scratch)
            if kept is not None:
                contents = {str(path): content for path, content in outcome.artifacts.items()}
                kept.leave(contents, done.outputs)
        return outcome


def _write(source: DiskProject, outcome: Outcome, environment: str | None, scratch: Path) -> Record:
    from platformgen.shell import tree  # noqa: PLC0415  # as above

    assert outcome.artifacts is not None  # noqa: S101
    root, changes = source.root, outcome.changes
    folder = root / home(environment)
    last = record.load(folder)
    paths = [str(path) for path in outcome.artifacts]
    gone = environment is None and bool(environments.abandoned(source))
    if changes or gone:
        before = last.outputs if last else {}
        ahead = dict.fromkeys([*before, *changes.removed, *paths])
        record.save(Record(version=tool.version(), outputs=ahead), folder, scratch)
        tree.write(outcome.artifacts, root, changes, scratch)
    if gone:
        environments.forget_abandoned(source)
    done = Record(
        version=tool.version(),
        platform=outcome.platform,
        complete=True,
        inputs=source.digests,
        outputs=dict(zip(paths, record.stamps(root, paths), strict=True)),
        site=last.site if last else None,
        site_state=last.site_state if last else None,
        environments=source.environments(),
        diagnostics=outcome.diagnostics,
    )
    if done != last:
        record.save(done, folder, scratch)
    return done


def _is_current(source: DiskProject, environment: str | None, last: Record) -> bool:
    """Tell whether sources, tool and outputs are those of the last build.

    Nothing but digests and stamps is asked: no compiler is imported.
    """
    if not last.complete or last.version != tool.version() or not is_clean(source.root):
        return False
    listed = {*source.specs(), *source.pages()}
    seen = {path for path in last.inputs if path.startswith(("specs/", "docs/"))}
    if not listed <= seen or last.environments != source.environments():
        return False
    if environment is None and environments.abandoned(source):
        return False
    for path in last.inputs:
        source.read(path)
    if source.digests != last.inputs:
        return False
    known = last.outputs.values()
    return None not in known and all(map(eq, record.stamps(source.root, last.outputs), known))
