"""The steps from a source to a picture, each for itself."""

from __future__ import annotations

import pytest

from platformgen.diagram.picture.capsule import simplify
from platformgen.diagram.picture.clean import identified, rounded
from platformgen.diagram.picture.engine import Raw, Room, merged, sketch
from platformgen.diagram.picture.header import flowchart, is_themed, kind
from platformgen.diagram.picture.narrow import LARGE, LEGIBLE_WIDTH
from platformgen.diagram.picture.palette import contrast, ink_on, plain_colour
from platformgen.diagram.picture.stack import stacked
from platformgen.diagram.picture.stylesheet import declarations, pruned
from platformgen.diagram.picture.titles import raise_titles
from platformgen.diagram.picture.userstyle import completed
from platformgen.diagram.picture.wrap import wrapped
from platformgen.diagram.svg import svg
from render.drawing import tree

ROOM = Room(between=20, around=10)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        pytest.param('a["uno dos tres"]', 'a["uno dos<br/>tres"]', id="words"),
        pytest.param('a["argocd-server"]', 'a["argocd-<br/>server"]', id="joints"),
        pytest.param('a["http://x.yz/abc"]', 'a["http://<br/>x.yz/abc"]', id="address"),
        pytest.param('a["unbreakable"]', 'a["unbreakable"]', id="a word without joints"),
        pytest.param('a["uno<br>dos"]', 'a["uno<br/>dos"]', id="break"),
        pytest.param('a["`**md** a b`"]', 'a["`**md** a b`"]', id="Markdown"),
        pytest.param(
            'subgraph g["uno dos tres<br/>x"]', 'subgraph g["uno dos tres x"]', id="title"
        ),
        pytest.param('a["• uno • dos"]', 'a["• uno<br/>• dos"]', id="bullets"),
        pytest.param('a["🚨 AlertManager"]', 'a["🚨 AlertManager"]', id="icon"),
        pytest.param(
            'a(["uno dos tres"])', 'a(["\u00a0uno dos\u00a0<br/>\u00a0tres\u00a0"])', id="round"
        ),
        pytest.param('a[" "]', 'a[" "]', id="blank"),
    ],
)
def test_labels_are_broken_into_lines(source: str, lines: str) -> None:
    assert wrapped(source, 8) == lines


@pytest.mark.parametrize("label", ["&quot;", "#quot;", "#34;"])
def test_each_form_of_an_entity_is_the_same_character(label: str) -> None:
    picture = svg(f'graph TB\n a["{label}x{label}"]\n', title="", description="")

    assert '>"x"<' in picture


@pytest.mark.parametrize(
    ("style", "complete"),
    [
        pytest.param("a fill:#ff0", "a fill:#ff0,color:#000000", id="ground"),
        pytest.param("a fill:navy,color:red", "a fill:navy,color:#ffffff", id="faint"),
        pytest.param("a fill:#fff,color:#800", "a fill:#fff,color:#880000", id="legible"),
        pytest.param("a color:red", "a stroke-width:1px", id="ink alone"),
        pytest.param("a fill:none,stroke:red", "a fill:none,stroke:red", id="no ground"),
        pytest.param("a fill:rgb(9, 9, 9)", "a fill:rgb(9, 9, 9),color:#ffffff", id="rgb"),
    ],
)
def test_styles_get_a_legible_text_colour(style: str, complete: str) -> None:
    sources = [f"classDiagram\n  style {text}\n  classDef {text}\n" for text in (style, complete)]

    assert completed(sources[0]) == sources[1]


@pytest.mark.parametrize(
    ("colour", "plain"),
    [
        ("#abc", "#aabbcc"),
        ("hsl(120, 100%, 25%)", "#008000"),
        ("lightblue", "#add8e6"),
        ("#0000", None),
        ("none", None),
        ("currentColor", None),
    ],
)
def test_a_colour_is_plain_where_it_is_opaque(colour: str, plain: str | None) -> None:
    assert plain_colour(colour) == plain


def test_contrast_is_that_of_the_guidelines() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_the_wanted_ink_is_taken_where_it_is_legible() -> None:
    assert [ink_on("#ffffff", wanted) for wanted in ("#000080", "#ffff00", None)] == [
        "#000080",
        "#000000",
        "#000000",
    ]


@pytest.mark.parametrize(
    ("source", "direction"),
    [
        ("flowchart LR\n", "LR"),
        ("%% c\n\n  graph   TD;\n", "TD"),
        ("graph\n", None),
        ("sequenceDiagram\n", None),
        ("", None),
    ],
)
def test_the_direction_is_found(source: str, direction: str | None) -> None:
    chart = flowchart(source)

    assert (chart.direction if chart else None) == direction


def test_the_kind_is_the_first_word() -> None:
    assert [kind(source) for source in ("%% x\npie title X", "graph TB", "")] == [
        "pie",
        "graph",
        "",
    ]
    assert [is_themed(source) for source in ("pie", "C4Context", "")] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("12.3456", "12.35"),
        ("-0.001", "0"),
        ("1e-7,5", "0,5"),
        ("M1.999.5", "M2 0.5"),
        ("12345.678", "12345.68"),
        ("100", "100"),
    ],
)
def test_numbers_have_two_decimals(text: str, short: str) -> None:
    assert rounded(text) == short


def test_only_declarations_that_paint_are_kept() -> None:
    style = (
        "fill:#f00;background:url(http://x);stroke:url(http://x);marker-end:url(#a);position:fixed"
    )

    assert declarations(style) == {"fill": "#f00", "marker-end": "url(#a)"}


def test_only_rules_that_may_match_are_kept() -> None:
    root = tree('<svg><g class="node" data-look="neo"><rect/></g></svg>')
    css = (
        "@import url(http://x);@keyframes a{from{fill:red}}"
        '.node rect{fill:#fff}.other rect{fill:#000}[data-look="neo"].node rect{stroke:#111}'
        ".node circle,.node:not(.x) rect{fill:#222!important;behavior:url(#x)}.node text{fill:#f}"
        "svg .node{content:'x'}"
    )

    assert pruned(css, root) == (
        ".node rect{fill:#fff}"
        '[data-look="neo"].node rect{stroke:#111}'
        ".node:not(.x) rect{fill:#222!important}"
    )


def test_ids_and_what_points_at_them_get_the_prefix() -> None:
    root = tree('<svg><marker id="m"/><path marker-end="url(#m)" style="fill:url(#m)"/></svg>')
    identified(root, "d1")

    assert [sorted(element.attrib.values()) for element in root] == [
        ["d1-m"],
        ["fill:url(#d1-m)", "url(#d1-m)"],
    ]


def test_a_capsule_is_one_rectangle() -> None:
    around = "M-10 -5 L10 -5 L15 0 L10 5 L-10 5 L-15 0 Z"
    paths = f'<path d="{around}" fill="red"/><path d="{around}" stroke="blue"/>'
    root = tree(f"<svg><g>{paths}</g></svg>")
    simplify(root)
    (capsule,) = root[0]

    assert capsule.attrib == {
        "x": "-15.00",
        "y": "-5.00",
        "width": "30.00",
        "height": "10.00",
        "rx": "5.00",
        "fill": "red",
        "stroke": "blue",
        "stroke-width": "",
    }


@pytest.mark.parametrize("outline", ["M0 0 L20 0 L20 10 L0 10 Z", "M0 0 L5", "Z"])
def test_another_outline_stays(outline: str) -> None:
    root = tree(f'<svg><g><path d="{outline}"/><path d="{outline}"/></g></svg>')
    simplify(root)

    assert [child.tag for child in root[0]] == ["path", "path"]


def test_titles_stand_before_the_lines() -> None:
    root = tree(
        '<svg><g><g class="clusters"><g class="cluster"><rect x="5" y="7" style="fill:#fcc"/>'
        '<g class="cluster-label" transform="translate(9, 7)"><text>T</text></g></g>'
        '<g class="cluster"><rect x="5" y="7"/></g></g>'
        '<g class="edgePaths"/><g class="nodes"/></g></svg>'
    )
    raise_titles(root, "#eee")
    layers = list(root[0])

    assert [layer.get("class") for layer in layers] == ["clusters", "edgePaths", None, "nodes"]
    assert layers[2][0].attrib == {
        "class": "cluster-label",
        "style": "stroke:#fcc",
        "transform": "translate(9,9)",
    }


def test_groups_side_by_side_are_linked_to_stand_below_each_other() -> None:
    source = (
        "flowchart TB\n  subgraph g\n    a --> b\n  end\n  subgraph h\n    c --> d\n  end\n"
        "  r --> a\n  r --> c\n"
    )
    drawing = sketch(source, ROOM)

    assert drawing is not None
    assert stacked(source, drawing, across=2).removeprefix(source) in LINKS


LINKS = frozenset({"  b ~~~ c\n", "  d ~~~ a\n"})


def test_a_group_without_nodes_is_linked_to_nothing() -> None:
    drawing = CLUSTERS.format(0, "") + CLUSTERS.format(200, "")

    assert stacked("graph TB\n", f"<svg>{drawing}</svg>", across=2) == "graph TB\n"


CLUSTERS = '<g id="merman-g{0}" class="cluster"><rect x="{0}" y="0" width="99" height="99"/>{1}</g>'


def test_of_nodes_side_by_side_so_many_stay_across() -> None:
    source = "flowchart TB\n  a\n  b\n  c\n  d\n  e\n"
    drawing = sketch(source, ROOM)

    assert drawing is not None
    assert stacked(source, drawing, across=3) == source + "  a ~~~ d\n  b ~~~ e\n"
    assert stacked(source, drawing, across=5) == source


def test_two_drawings_are_one_where_only_their_colours_differ() -> None:
    both = merged('<a fill="#fff" d="#111"/>', '<a fill="#000" d="#111"/>')

    assert both == Raw(svg='<a fill="var(--c0)" d="#111"/>', colours=(("#fff", "#000"),))


@pytest.mark.parametrize("dark", ['<b fill="#000"/>', '<a fill="#000" d=""/>'])
def test_drawings_that_differ_in_more_are_not_merged(dark: str) -> None:
    with pytest.raises(ValueError, match="more than colours"):
        merged('<a fill="#fff"/>', dark)


def test_a_variable_of_the_users_is_no_colour_of_ours() -> None:
    source = 'graph TB\n  a["var(--c0)"]\n  style a fill:var(--c999),stroke:var(--c999)\n'
    picture = svg(source, title="", description="")

    assert "fill:none;stroke:none" in picture
    assert ">var(--c0)<" in picture


def test_a_long_source_is_drawn_as_it_is_and_tightly() -> None:
    short, long = (
        "flowchart TB\n" + "".join(f"  hub --> n{number}\n" for number in range(count))
        for count in (20, 600)
    )

    assert len(short) < LARGE < len(long)
    assert width(short) <= LEGIBLE_WIDTH
    assert width(long) > 600 * 40


def width(source: str) -> float:
    return float(tree(svg(source, title="", description="")).get("width", "0"))
