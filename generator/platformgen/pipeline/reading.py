"""From files to one document: parse each, merge them, lay an environment over."""

from __future__ import annotations

from msgspec import Struct

from platformgen.diagnostic import Diagnostic, Span
from platformgen.memory import Recall, afresh
from platformgen.project import Project, Unreadable
from platformgen.schema import NAMED_SECTIONS, findings
from platformgen.source import Document, merged, overlaid, parse_alone
from platformgen.source.document import Places


def read_spec(
    project: Project, places: Places, environment: str | None, recall: Recall = afresh
) -> tuple[Document | None, list[Diagnostic]]:
    """Return the spec as one document of the form that its language asks for.

    `recall` gives what a file was read as before.
    """
    sources = _Sources(project, places, recall)
    if not project.specs():
        return None, [_no_spec()]
    document, found = _merged(sources)
    if document is None or found:
        return None, found
    if environment is not None:
        document, found = _with_environment(sources, document, environment)
        if document is None or found:
            return None, found
    return document, findings(document)


class _Sources(Struct, frozen=True):
    project: Project
    places: Places
    recall: Recall


def _merged(sources: _Sources) -> tuple[Document | None, list[Diagnostic]]:
    documents: list[Document] = []
    found: list[Diagnostic] = []
    for file in sources.project.specs():
        document, wrong = _parsed(sources, file)
        found += wrong
        if document is not None:
            documents.append(document)
    if found:
        return None, found
    return merged(documents)


def _parsed(sources: _Sources, file: str) -> tuple[Document | None, list[Diagnostic]]:
    content, places = sources.project.read(file), sources.places
    if isinstance(content, Unreadable):
        return None, [unreadable(file, content, Span(file, 1, 1))]
    alone, found = sources.recall(parse_alone, content, file, len(places.files))
    if alone is None:
        return None, found
    places.take(file, alone.places)
    return Document(alone.value, places, alone.start), found


def _with_environment(
    sources: _Sources, base: Document, name: str
) -> tuple[Document | None, list[Diagnostic]]:
    over, found = _parsed(sources, f"specs/environments/{name}.yaml")
    if over is None or found:
        return None, found
    return overlaid(base, over, NAMED_SECTIONS)


def unreadable(file: str, reason: Unreadable, span: Span) -> Diagnostic:
    """Return the diagnostic of a file that cannot be read."""
    return Diagnostic(code="PG018", what=f"{file} {reason.reason}", span=span, fix=reason.fix)


def _no_spec() -> Diagnostic:
    return Diagnostic(
        code="PG002",
        what="there is no spec in this folder",
        span=Span("specs", 1, 1),
        why="a platform is described by the YAML files under specs/",
        fix="run `platformgen init`, or name the platform's folder with -C",
    )
