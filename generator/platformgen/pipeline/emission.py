"""From the model to files: what it becomes is checked, and written down."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.artifact import Artifact, ArtifactSet
from platformgen.check import outputs
from platformgen.diagnostic import Diagnostic, Severity, Span, has_errors
from platformgen.emit import helm, hosts, kind, manifests, pages, portal, schema
from platformgen.memory import Recall
from platformgen.model import Platform
from platformgen.pages.contents import contents
from platformgen.pages.harmless import Finding
from platformgen.pages.known import KnownSvg
from platformgen.pipeline.contents import PAGES
from platformgen.pipeline.making import made
from platformgen.source import Document


def emitted(
    platform: Platform, spec: Document, known: KnownSvg, recall: Recall
) -> tuple[ArtifactSet, list[Diagnostic]]:
    """Return all files of a platform, and what is wrong with what is in them.

    `known` gives drawings that were made before, `recall` the rest.
    """
    parts = made(platform, recall)
    inspection = outputs.Inspection(platform, spec, recall)
    passing = inspection.passing(parts.objects)
    written = tuple(manifests.manifests(platform, passing, recall))
    found = inspection.findings(parts.entities)
    if has_errors(found):
        return ArtifactSet.of(()), found
    site = contents(platform, pages.places(platform), known, recall)
    found += [_warning(each) for each in site.findings]
    committed = parts.catalog if platform.environment is None else ()
    artifacts = (
        *committed,
        *parts.config,
        *(portal.emit_mount(platform, each) for each in (parts.mount,) if each is not None),
        *_others(platform),
        *written,
        *pages.site_files(site, known),
    )
    return ArtifactSet.of(artifacts), found


def _warning(finding: Finding) -> Diagnostic:
    return Diagnostic(
        code=finding.code,
        what=finding.reason,
        span=Span(f"{PAGES}{finding.page}", finding.line, finding.column),
        fix=finding.fix,
        severity=Severity.WARNING,
    )


def _others(platform: Platform) -> Iterator[Artifact]:
    for emitter in (hosts, helm, kind, schema):
        yield from emitter.emit(platform)
