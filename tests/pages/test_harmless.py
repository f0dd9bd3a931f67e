from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.dialects import CONFIGURATIONS, acts, shown
from platformgen.model import TextFile
from platformgen.pages.handwritten import HandwrittenPage, handwritten
from platformgen.pages.harmless import harmless
from sample_platforms import platform

DIALECTS = pytest.mark.parametrize("dialect", CONFIGURATIONS)


def page(content: str, path: str = "page.md") -> HandwrittenPage:
    files = (TextFile(path=path, content=content),)
    (made,) = handwritten(platform(pages=files), lambda _: None)
    return made


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x></SCRIPT>",
    "<script\n>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)">',
    "<img src='https://elsewhere.example/x.png'>",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    '<iframe src="https://x"></iframe>',
    "<a href='javascript:alert(1)'>a</a>",
    "<style>*{display:none}</style>",
    '<div style="position:fixed">a</div>',
    '<details open ontoggle="alert(1)">a</details>',
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a]( javascript:alert(1) 'title')",
    "[a](<javascript:alert(1)>)",
    "[a](\njavascript:alert(1))",
    "[a](java\\script:alert(1))",
    "[a](java`script:alert(1)`)",
    "[a](`javascript:alert(1)`)",
    "[a](data:text/html,<script>alert(1)</script>)",
    "![a](javascript:alert(1))",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a][b]\n\n[b]:\njavascript:alert(1)",
    "[a][b]\n\n[b]: <javascript:alert(1)>",
    "[a][b]\n\n   [b]:   java&#115;cript:alert(1)",
    "<javascript:alert(1)>",
    "[a](b){ onclick=alert(1) }",
    '[a](b){: onclick="alert(1)" }',
    "[a](b){ .c onclick=alert(1) }",
    "[a](b){ href=javascript:alert(1) }",
    '# a { onclick="alert(1)" }',
    "a\n{: onclick=alert(1) }",
    "*a*{ .b }{ onmouseover=alert(1) }",
    '```{ .python onclick="alert(1)" }\na\n```',
    "`a\n<script>alert(1)</script>`",
    "`<script>alert(1)</script>`",
    "``<img src=x onerror=alert(1)>`` `",
    "| `a | <script>alert(1)</script> ` |\n|---|---|\n| a | b |",
    "```\n<script>alert(1)</script>",
    "````\n<script>alert(1)</script>\n```",
    "~~~\n<script>alert(1)</script>\n```",
    "    ```\n<script>alert(1)</script>\n    ```",
    "> ```\n<script>alert(1)</script>\n> ```",
    "<!-- --><script>alert(1)</script>",
    "<!-- a\n--><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<div markdown><script>alert(1)</script></div>",
    "<div markdown>\n\n[a](javascript:alert(1))\n\n</div>",
    "\\<script>alert(1)</script>",
    "<<script>alert(1)</script>",
    "<scr<b>ipt>alert(1)</script>",
    "&lt;script&gt;<script>alert(1)</script>",
    "<x onclick=alert(1)>",
    "<p title='a' onclick='alert(1)'>",
    "<p title='>' onclick='alert(1)'>",
    '<meta http-equiv="refresh" content="0;url=https://x">',
    "<base href='https://x'>",
    "<form action='https://x'><input></form>",
    "<object data=x></object><embed src=x>",
    '!!! note "<script>alert(1)</script>"\n    a',
    '=== "<img src=x onerror=alert(1)>"\n    a',
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "*[a]: <script>alert(1)</script>\n\na",
    "a\n:   <script>alert(1)</script>",
    "<kbd>a</kbd><script>alert(1)</script>",
    '```graphviz dot x.svg\ndigraph { a [URL="javascript:alert(1)"] }\n```',
    "{% dot x.svg\ndigraph { a }\n%}",
    '::uml:: format="svg"\nA -> B\n::end-uml::',
    "```plantuml\nA -> B\n```",
    '--8<-- "mkdocs.yml"',
    '```\n--8<-- "mkdocs.yml"\n```',
    "```\n```graphviz dot x.svg\ndigraph {}\n```\n```",
]


@DIALECTS
@pytest.mark.parametrize("written", HOSTILE)
def test_a_page_does_nothing(dialect: str, written: str) -> None:
    made = page(f"# Title\n\n{written}\n")

    assert not list(acts(shown(dialect, made.body)))


@DIALECTS
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *HOSTILE,
                    *"`[](){}<>:\\\"'=|~*_!# \n",
                    *("](", "]:", "javascript:", "alert(1)", "<a ", "<img ", "onerror=x", "href="),
                    *("```", "~~~", "\n\n", "\n    ", "\n> ", "<!--", "-->", "{:", "\\", "&#58;"),
                ]
            ),
            st.text(max_size=3),
        ),
        max_size=10,
    ).map("".join)
)
def test_no_page_does_anything(dialect: str, written: str) -> None:
    made = page(f"# Title\n\n{written}\n")

    assert not list(acts(shown(dialect, made.body)))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("<script>a</script>", "<script>"),
        ("<img src=x onerror=a>", "<img>"),
        ("[a](javascript:b)", "'javascript:b'"),
        ("[a](b){ onclick=c }", "'onclick'"),
        ("[a](b){ style='c' }", "'style'"),
    ],
)
def test_what_acts_is_reported_with_its_line(written: str, reason: str) -> None:
    found = page(f"---\ntitle: T\n---\n\nText\n{written}\n").findings

    assert [(each.page, each.line) for each in found] in ([("page.md", 6)], [("page.md", 6)] * 2)
    assert reason in found[0].reason


@DIALECTS
@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("kubectl logs <pod> -n <namespace>", "kubectl logs <pod> -n <namespace>"),
        ("a < b and c > d", "a < b and c > d"),
        ('up{job="shop"} == 0', 'up{job="shop"} == 0'),
        ("`<b>` and `a|b`", "<b> and a|b"),
        ("Use `{{ name }}` here", "Use {{ name }} here"),
        ("arr[0]: first", "arr[0]: first"),
        ("<kbd>Ctrl</kbd>+C", "Ctrl+C"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("<me@example.org>", "me@example.org"),
        ("a <!-- b --> c", "a  c"),
        ("<!-- a note\nto others -->\nText", "Text"),
    ],
)
def test_harmless_text_stays_readable(dialect: str, written: str, text: str) -> None:
    made = page(f"# Title\n\n{written}\n")
    read = shown(dialect, made.body).text

    assert text in read
    assert made.findings == ()


def test_harmless_elements_stay() -> None:
    lines, found = harmless("p.md", 1, ['<div class="grid cards" markdown>', "<br>", "</div>"])

    assert lines == ['<div class="grid cards" markdown>', "<br>", "</div>"]
    assert found == []


def test_links_of_every_kind_stay() -> None:
    written = [
        "[a](https://example.org/a?b=c&d#e) [b](uso/page.md#x) [c](#y) [d](../z.md 'title')",
        '[e](mailto:me@example.org) ![f](img/f.svg){ width="300" } [g][h]',
        "[h]: https://example.org",
    ]
    lines, found = harmless("p.md", 1, written)

    assert lines == written
    assert found == []
