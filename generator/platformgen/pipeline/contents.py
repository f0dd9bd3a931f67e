"""What the files hold that a spec names: configuration, dashboards, objects, pages, the lock."""

from __future__ import annotations

import re
from collections.abc import Mapping

from platformgen.check.subject import nearest
from platformgen.diagnostic import Diagnostic, Span
from platformgen.lock import FILE as LOCK_FILE
from platformgen.lock import read_lock
from platformgen.lower import Contents, file_references
from platformgen.model import Lock, ObjectFile, TextFile
from platformgen.pipeline.dashboards import not_dashboards
from platformgen.pipeline.definitions import not_definitions
from platformgen.pipeline.reading import unreadable
from platformgen.project import Project, Unreadable
from platformgen.source import Document, hidden_characters, parse_stream
from platformgen.source.frontmatter import front

PAGES = "docs/"
# A page's path is its address, and stands in links, in a configuration and on disks of all kinds.
_PAGE = re.compile(r"docs/(?!assets/)(\w[\w .+-]*/)*\w[\w .+-]*\.md")
_UNNAMED = Unreadable(
    "has a name that no page can have",
    "use letters, digits, hyphens, underscores and dots, and no folder called assets",
)


def read_contents(project: Project, spec: Document) -> tuple[Contents, list[Diagnostic]]:
    """Return what the lowering needs of the files, and what in them cannot be read."""
    files, found = _named_files(project, spec)
    objects, wrong = _objects(spec, files)
    pages, pages_of, bad_pages = _pages(project, spec)
    lock, bad_lock = _lock(project, spec)
    contents = Contents(
        files=files,
        objects=objects,
        pages=pages,
        pages_of=pages_of,
        lock=lock,
    )
    bad_files = (*not_dashboards(spec.value, files), *not_definitions(spec.value, files))
    return contents, [*found, *wrong, *bad_files, *bad_pages, *bad_lock]


def _named_files(project: Project, spec: Document) -> tuple[dict[str, str], list[Diagnostic]]:
    files: dict[str, str] = {}
    found: list[Diagnostic] = []
    for path, at in file_references(spec.value):
        if path in files:
            continue
        text = _text(project, path)
        if isinstance(text, Unreadable):
            found.append(unreadable(path, text, spec.span(at)))
        else:
            files[path] = text
    return files, found


def _text(project: Project, path: str) -> str | Unreadable:
    content = project.read(path)
    if isinstance(content, Unreadable):
        return content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unreadable("is not UTF-8 text", "save it as UTF-8")


def _objects(spec: Document, files: Mapping[str, str]) -> tuple[list[ObjectFile], list[Diagnostic]]:
    objects: list[ObjectFile] = []
    found: list[Diagnostic] = []
    paths = spec.value.get("objects", [])
    assert isinstance(paths, list)  # noqa: S101
    for path in map(str, paths):
        if path not in files:
            continue
        documents, wrong = parse_stream(files[path].encode(), spec.places, path)
        found += wrong
        values = tuple(document.value for document in documents)
        objects.append(ObjectFile(path=path, documents=values))
    return objects, found


def _pages(
    project: Project, spec: Document
) -> tuple[list[TextFile], dict[str, str], list[Diagnostic]]:
    pages: list[TextFile] = []
    pages_of: dict[str, str] = {}
    found: list[Diagnostic] = []
    for file in project.pages():
        read = _text(project, file) if _PAGE.fullmatch(file) else _UNNAMED
        if isinstance(read, Unreadable):
            found.append(unreadable(file, read, Span(file, 1, 1)))
            continue
        text = read.replace("\r\n", "\n")
        hidden = hidden_characters(text, file)
        if hidden:
            found += hidden
            continue
        head, wrong = front(text, spec.places, file)
        found += wrong
        path = file.removeprefix(PAGES)
        pages.append(TextFile(path=path, content=text))
        found += _belongs(head.document, path, pages_of, spec)
    return pages, pages_of, found


def _belongs(
    head: Document | None, path: str, pages_of: dict[str, str], spec: Document
) -> list[Diagnostic]:
    component = head.value.get("component") if head else None
    if head is None or component is None:
        return []
    components = spec.value.get("components", {})
    assert isinstance(components, dict)  # noqa: S101
    span = head.span(("component",))
    if component not in components:
        what = f"the page belongs to {component!r}, which is not a component"
        fix = nearest(str(component), components)
        return [Diagnostic(code="PG020", what=what, span=span, fix=fix)]
    if component in pages_of:
        what = f"{component} has a page already: docs/{pages_of[str(component)]}"
        return [Diagnostic(code="PG023", what=what, span=span, fix="make one page of the two")]
    pages_of[str(component)] = path
    return []


def _lock(project: Project, spec: Document) -> tuple[Lock | None, list[Diagnostic]]:
    content = project.read(LOCK_FILE)
    if isinstance(content, Unreadable):
        if content.is_absent:
            return None, []
        return None, [unreadable(LOCK_FILE, content, Span(LOCK_FILE, 1, 1))]
    return read_lock(content, spec.places)
