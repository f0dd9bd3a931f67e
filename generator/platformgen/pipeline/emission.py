"""From the model to files: objects and entities are made once, checked, and written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from platformgen.artifact import Artifact, ArtifactSet
from platformgen.catalog import entities
from platformgen.check import outputs
from platformgen.diagnostic import Diagnostic, Severity, Span, has_errors
from platformgen.emit import catalog, helm, hosts, kind, manifests, pages, portal, schema
from platformgen.kubernetes import object_stream
from platformgen.model import Platform
from platformgen.pages.contents import contents
from platformgen.pages.harmless import Finding
from platformgen.pages.known import KnownSvg
from platformgen.pipeline.contents import PAGES
from platformgen.roles import portal as portal_of
from platformgen.source import Document


def emitted(
    platform: Platform, spec: Document, known: KnownSvg
) -> tuple[ArtifactSet, list[Diagnostic]]:
    """Return all files of a platform, and what is wrong with what is in them.

    `known` gives drawings that were made before.
    """
    listed = entities(platform)
    catalog_files = tuple(catalog.catalog_files(listed))
    config = tuple(portal.emit(platform))
    inspection = outputs.Inspection(platform, spec)
    made = object_stream(platform, _portal_files(platform, (*catalog_files, *config)))
    written = tuple(manifests.manifests(platform, inspection.passing(made)))
    found = inspection.findings(listed)
    if has_errors(found):
        return ArtifactSet.of(()), found
    site = contents(platform, pages.places(platform), known)
    found += [_warning(each) for each in site.findings]
    committed = catalog_files if platform.environment is None else ()
    artifacts = (
        *committed,
        *config,
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


def _portal_files(platform: Platform, artifacts: Iterable[Artifact]) -> Mapping[str, str]:
    if portal_of(platform) is None:
        return {}
    return {str(each.path): each.content.decode() for each in artifacts}


def _others(platform: Platform) -> Iterator[Artifact]:
    for emitter in (hosts, helm, kind, schema):
        yield from emitter.emit(platform)
