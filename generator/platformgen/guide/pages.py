"""The pages of a guide: front matter, headings one level up, links mended, drawings as Mermaid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from platformgen.guide.anchors import Target, Targets
from platformgen.guide.filenames import file_name
from platformgen.guide.links import Definition, is_elsewhere, relinked, used, without_definitions
from platformgen.guide.sections import Line, Section, is_empty, lines_of, sections, whole
from platformgen.redraw import Left, Replaced, Told, redrawn
from platformgen.references import escaped
from platformgen.source.document import Places
from platformgen.source.frontmatter import Front, front
from platformgen.yamltext import stream

_ORDER_STEP = 10
_FRONT_MATTER = "the front matter was left out, but for its title"


class PageFile(Struct, frozen=True, kw_only=True):
    """A page by the name of its file, and all that stands in it."""

    name: str
    content: str


class Notice(Struct, frozen=True, kw_only=True):
    """What the author should know; `line` counts in the guide, from 1."""

    line: int
    reason: str


class Imported(Struct, frozen=True, kw_only=True):
    """A guide as pages, in its order; `drawings` counts those that became Mermaid."""

    pages: tuple[PageFile, ...]
    drawings: int
    notices: tuple[Notice, ...]


def imported(text: str, name: str, *, as_one_page: bool) -> Imported:
    """Return the pages of a guide whose file had this name; line ends are line feeds."""
    drawn = redrawn(text)
    head, _ = front(drawn.text, Places(), name)
    body = [*([""] * head.lines), *drawn.text.split("\n")[head.lines :]]
    lines = lines_of("\n".join(body))
    definitions: list[Definition] = []
    if not as_one_page:
        lines, definitions = without_definitions(lines)
    found = (whole(lines),) if as_one_page else sections(lines)
    file = name.rpartition("/")[2]
    writer = _Writer(
        _named(found, _title(head) or file.removesuffix(".md")), definitions, file, drawn.told
    )
    if head.lines:
        writer.notices.append(Notice(line=1, reason=_FRONT_MATTER))
    pages = tuple(writer.pages())
    left = [
        Notice(line=each.line, reason=f"left as it is: {each.reason}")
        for each in drawn.told
        if isinstance(each, Left)
    ]
    return Imported(
        pages=pages,
        drawings=len(drawn.told) - len(left),
        notices=tuple(sorted([*writer.notices, *left], key=lambda each: each.line)),
    )


def _title(head: Front) -> str:
    value = head.document.value.get("title") if head.document else None
    return value if isinstance(value, str) else ""


def _named(found: Sequence[Section], title: str) -> list[tuple[str, Section]]:
    taken: set[str] = set()
    named = [replace(each, words=each.words or title) for each in found]
    return [(file_name(each.words, at, taken), each) for at, each in enumerate(named, 1)]


@dataclass(slots=True)
class _Writer:
    named: list[tuple[str, Section]]
    definitions: list[Definition]
    guide: str
    told: Sequence[Told]
    targets: Targets = field(init=False)
    notices: list[Notice] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.targets = Targets(self.named)

    def pages(self) -> Iterator[PageFile]:
        """Yield the pages in order."""
        for number, (file, section) in enumerate(self.named, 1):
            yield PageFile(name=file, content=self._page(file, section, number))

    def _page(self, file: str, section: Section, number: int) -> str:
        lines = [*_trimmed(section.lines), *self._definitions(section)]
        body = [self._line(file, section, line) for line in lines]
        head: dict[str, object] = {"order": number * _ORDER_STEP}
        # A reference in front matter would be looked up before it is read as YAML.
        if "{{" not in section.words:
            head = {"title": section.words, **head}
        text = escaped("\n".join(body))
        return f"{stream([head])}---\n\n{text}\n"

    def _definitions(self, section: Section) -> Iterator[Line]:
        found = list(used(self.definitions, section.lines))
        if found:
            yield Line(number=found[0].number, text="", is_prose=True)
        yield from found

    def _line(self, file: str, section: Section, line: Line) -> str:
        if not line.is_prose:
            return line.text
        text = line.text
        if section.level > 1 and line.level > 1:
            text = text.removeprefix("#")
        return relinked(text, lambda target: self._target(file, line.number, target))

    def _target(self, file: str, number: int, target: str) -> str:
        own = target.removeprefix("./").removeprefix(self.guide)
        if not own.startswith("#"):
            if not is_elsewhere(target):
                self._notice(number, f"the link to {target!r} led to a file beside the guide")
            return target
        found = self.targets.target(own[1:])
        if found is None:
            self._notice(number, f"the link to {target!r} leads to no heading")
            return target
        return _way(file, found)

    def _notice(self, line: int, reason: str) -> None:
        growth = 0
        for each in self.told:
            if isinstance(each, Replaced) and each.line + growth < line:
                growth += each.growth
        self.notices.append(Notice(line=line - growth, reason=reason))


def _way(file: str, found: Target) -> str:
    if found.file == file:
        return f"#{found.anchor}"
    return found.file if found.is_top else f"{found.file}#{found.anchor}"


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines without blank ones and rules at both ends: those stood between sections."""
    inked = [at for at, line in enumerate(lines) if not is_empty(line)]
    return lines[inked[0] : inked[-1] + 1] if inked else ()
