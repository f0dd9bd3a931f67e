"""The two Markdown dialects that read our pages, as MkDocs sets them up, and what they make."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown import Markdown

from platformgen.emit import pages
from sample_platforms import platform

CONFIGURATIONS: Mapping[str, str] = {"techdocs": "mkdocs.yml", "standalone": "build/site.yml"}


@cache
def dialect(name: str) -> Markdown:
    """Return a dialect, made by MkDocs itself of the configuration that we write."""
    with warnings.catch_warnings(), TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        from mkdocs.config import load_config  # noqa: PLC0415  # it warns when it is imported

        for artifact in pages.emit(platform()):
            file = Path(folder, artifact.path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(artifact.content)
        config = load_config(str(Path(folder, CONFIGURATIONS[name])))
        plugin = config.plugins.get("techdocs-core")
        config = config.plugins.on_config(config)
        if plugin is not None:
            plugin.tmp_dir_techdocs_theme.cleanup()
        _KEPT.append(config)
        return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


# A plugin warns when it is collected before the interpreter ends.
_KEPT: list[object] = []


def html(name: str, markdown: str) -> str:
    """Return what a dialect makes of Markdown."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return dialect(name).reset().convert(markdown)


@dataclass
class Seen(HTMLParser):
    """What a browser would take from HTML: elements with their attributes, and the text."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]


def seen(html_text: str) -> Seen:
    """Return what a browser would take from HTML."""
    parser = Seen()
    parser.feed(html_text)
    parser.close()
    return parser


def shown(name: str, markdown: str) -> Seen:
    """Return what a reader of this dialect gets of Markdown."""
    return seen(html(name, markdown))


def acts(page: Seen) -> Iterator[str]:
    """Yield what in a page would run, load from elsewhere, or lead to a script."""
    for tag, attributes in page.elements:
        if tag in {"script", "style", "iframe", "object", "embed", "form", "svg", "base", "meta"}:
            yield tag
        for name, value in attributes.items():
            target = "".join(value.split()).lower()
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                yield f"{tag} {name}"
            if name in {"href", "src", "action"} and target.startswith(
                ("javascript:", "data:", "vbscript:", "file:")
            ):
                yield f"{tag} {name}={value}"
