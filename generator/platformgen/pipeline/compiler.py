"""The passes, in their order; a pass runs only if the one before found no error."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from platformgen import check
from platformgen.artifact import ArtifactSet
from platformgen.check.subject import nearest
from platformgen.diagnostic import Diagnostic, Span, has_errors
from platformgen.facts import Facts
from platformgen.lower import lowered, resolved
from platformgen.memory import Recall, afresh
from platformgen.model import Platform
from platformgen.pages.known import KnownSvg, nothing_known
from platformgen.pipeline.contents import PAGES, read_contents
from platformgen.pipeline.links import lost_links
from platformgen.pipeline.reading import read_spec
from platformgen.project import Project
from platformgen.references import Unknown
from platformgen.source import Document
from platformgen.source.document import Places


class Compilation(Struct, frozen=True):
    """A platform that was read and checked, and the spec that it came from."""

    platform: Platform
    spec: Document


class Result(Struct, frozen=True):
    """What a build gives: artifacts, or the reasons there are none; warnings either way."""

    artifacts: ArtifactSet | None
    diagnostics: tuple[Diagnostic, ...]
    platform: str = ""
    """The platform's name."""


def compiled(
    project: Project, environment: str | None = None, recall: Recall = afresh
) -> tuple[Compilation | None, tuple[Diagnostic, ...]]:
    """Read and check a platform; None where an error was found. `recall` is as for `build`."""
    spec, found = read_spec(project, Places(), environment, recall)
    if spec is None or found:
        return None, in_order(found)
    contents, found = read_contents(project, spec)
    if found:
        return None, in_order(found)
    written = lowered(spec.value, contents, environment)
    unknown = _UnknownReferences(spec, Facts(written))
    platform = resolved(written, unknown.report)
    found = [*unknown.found, *check.findings(platform, spec, project.environments())]
    if not has_errors(found):
        found += lost_links(platform, spec, written.pages)
    if has_errors(found):
        return None, in_order(found)
    return Compilation(platform, spec), in_order(found)


def build(
    project: Project,
    environment: str | None = None,
    known: KnownSvg = nothing_known,
    recall: Recall = afresh,
) -> Result:
    """Compile a project; report all that one pass finds, and stop before the next guesses.

    `known` gives drawings that were made before, so that they are not drawn again; `recall` what
    else was worked out before.
    """
    compilation, found = compiled(project, environment, recall)
    if compilation is None:
        return Result(None, found)
    # Pages and drawings cost 100 ms of imports, which a spec that is only checked does not need.
    from platformgen.pipeline.emission import emitted  # noqa: PLC0415

    outputs, wrong = emitted(compilation.platform, compilation.spec, known, recall)
    everything = in_order([*found, *wrong])
    if has_errors(wrong):
        return Result(None, everything)
    return Result(outputs, everything, compilation.platform.name)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics by place, then code, each once."""
    return tuple(sorted(set(found), key=lambda each: (each.span, each.code, each.what)))


class _UnknownReferences:
    """Collects the references that mean nothing."""

    def __init__(self, spec: Document, facts: Facts) -> None:
        self.spec = spec
        self.facts = facts
        self.found: list[Diagnostic] = []

    def report(self, path: tuple[str | int, ...], text: str, unknown: Unknown) -> None:
        written = f"{{{{ {unknown.name}.{unknown.fact} }}}}"
        self.found.append(
            Diagnostic(
                code="PG036",
                what=f"{written} means nothing",
                span=self._span(path, text, unknown.offset),
                why="a reference is a name and one of its facts; all other text stays as it is",
                fix=self._fix(unknown),
            )
        )

    def _fix(self, unknown: Unknown) -> str:
        facts, names = self.facts.of(unknown.name), self.facts.names()
        if facts:
            likely = nearest(unknown.fact, facts)
        elif unknown.name in names:
            likely = f"the spec says nothing of {unknown.name} yet"
        else:
            likely = nearest(unknown.name, names)
        return f"{likely}{'' if likely.endswith('?') else ','} or write \\{{{{ to keep the text"

    def _span(self, path: tuple[str | int, ...], text: str, offset: int) -> Span:
        if path[0] != "pages":
            return self.spec.span(path)
        return Span.after(text[:offset], f"{PAGES}{path[1]}")
