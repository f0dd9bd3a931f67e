"""The two configurations of MkDocs: the one that TechDocs reads, and the standalone site's.

TechDocs keeps few keys, few keys of the theme and no plugin but its own; and it refuses a file
with a Python tag. What it would drop is not in its configuration.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from platformgen.artifact import HEADER_TEXT, Artifact
from platformgen.language import phrases
from platformgen.pages.markdown import theme_text
from platformgen.pages.navigation import Entry
from platformgen.pages.paths import OPERATION
from platformgen.pages.prose import asset
from platformgen.pages.site import Site

DOCS = "build/techdocs"
"""The folder of the pages, from the project's root."""

_FEATURES = (
    "navigation.sections",
    "navigation.indexes",
    "navigation.prune",
    "navigation.top",
    "toc.follow",
    "content.code.copy",
    "content.tabs.link",
)


_BETWEEN_WORDS = r"""[\s\-,:;=!?¿¡()\[\]{}"'`/]+|&[lg]t;"""
"""What the search splits texts at: a host, or a file's name, stays one word wherever it stands."""


def techdocs(site: Site, nav: Sequence[Entry]) -> Mapping[str, object]:
    """Return the root `mkdocs.yml`, which stock TechDocs keeps whole."""
    return {
        **_shared(site),
        "docs_dir": DOCS,
        "site_dir": f"{DOCS}-site",
        "nav": list(nav),
        "theme": _theme(site),
        "plugins": ["techdocs-core"],
        "markdown_extensions": [
            "attr_list",
            "md_in_html",
            {"pymdownx.highlight": {"linenums": False, "pygments_lang_class": True}},
        ],
    }


def standalone(site: Site, nav: Sequence[Entry]) -> Mapping[str, object]:
    """Return the standalone site's configuration, to stand beside the folder of the pages."""
    return {
        **_shared(site),
        "docs_dir": "techdocs",
        "site_dir": "site",
        "nav": list(nav),
        "theme": {
            **_theme(site),
            "features": [*_FEATURES, "navigation.footer", "search.highlight", "search.suggest"],
            "palette": _palette(site.language),
        },
        "plugins": [{"search": {"lang": site.language, "separator": _BETWEEN_WORDS}}],
        "markdown_extensions": _EXTENSIONS,
        "extra_css": ["assets/site.css"],
        "extra_javascript": ["assets/search.js", "assets/site.js"],
        "validation": {
            "omitted_files": "warn",
            "absolute_links": "warn",
            "unrecognized_links": "warn",
            "anchors": "warn",
        },
    }


def assets(site: Site) -> Iterator[Artifact]:
    """Return the style and the scripts of the standalone site; TechDocs does not load them."""
    words = phrases(site.language)
    labels = {
        name: words[f"page.script.{name}"]
        for name in ("close", "code", "home", "missing", "search", "table", "zoom")
    }
    sought = {
        f"{page}/": words[f"page.sought.{page}"]
        for page in ("architecture", "changelog", *OPERATION, "spec")
    }
    yield _asset("search.js", _constant("SOUGHT", sought))
    yield _asset("site.css")
    yield _asset("site.js", _constant("WORDS", labels))


def _asset(name: str, constant: str = "") -> Artifact:
    text = f"/* {HEADER_TEXT} */\n{constant}{asset(name)}"
    return Artifact(PurePosixPath("assets", name), text.encode())


def _constant(name: str, value: Mapping[str, str]) -> str:
    return f"const {name} = {json.dumps(value, ensure_ascii=False)};\n"


_EXTENSIONS: list[object] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    {"toc": {"permalink": True}},
    "pymdownx.details",
    {"pymdownx.highlight": {"pygments_lang_class": True}},
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True, "combine_header_slug": True}},
    "mdx_truly_sane_lists",
]
"""The dialect of TechDocs, but for what would run programs or rewrite text."""


def _shared(site: Site) -> dict[str, object]:
    # No `repo_url`: the theme would ask GitHub for stars, and TechDocs would offer to edit pages
    # that are made. The home page links to the repository, hand-written pages to their source.
    return {
        "site_name": theme_text(site.platform.title),
        "site_description": theme_text(site.platform.description),
        "extra": {"generator": False},
    }


def _theme(site: Site) -> dict[str, object]:
    # Without `font: false` the page asks Google for fonts, and Backstage shows nothing until they
    # have come.
    return {
        "name": "material",
        "language": site.language,
        "font": False,
        "features": list(_FEATURES),
    }


def _palette(language: str) -> list[object]:
    words = phrases(language)
    return [
        {
            "media": f"(prefers-color-scheme: {media})",
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": words[name]},
        }
        for media, scheme, icon, name in (
            ("light", "default", "material/weather-night", "page.dark"),
            ("dark", "slate", "material/weather-sunny", "page.light"),
        )
    ]
