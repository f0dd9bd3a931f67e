"""Drawings: what they hold, what they refuse, and whether they can be read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given, settings

from platformgen.diagram.graph import Graph
from platformgen.diagram.mermaid import mermaid
from platformgen.diagram.picture.clean import ELEMENTS
from platformgen.diagram.picture.narrow import COLUMN_WIDTH, LEGIBLE_WIDTH
from platformgen.diagram.picture.palette import CONTRAST_MINIMUM, DARK, LIGHT, contrast
from platformgen.diagram.svg import Forbidden, Undrawable, svg
from render.drawing import texts, tree
from render.graphs import graphs
from render.test_mermaid import GUIDE, shown

STYLED = """\
flowchart LR
  a["yellow"] -->|"a coloured label"| b["blue"]
  classDef dark fill:#006,stroke:#f00
  classDef ink color:#800
  class b dark
  style a fill:#ff0,color:#fe9
  linkStyle 0 stroke:#f0f,color:#0f0
  subgraph frame["A coloured frame"]
    c["ink alone"]:::ink
    d["half seen"]
    e(["blue end"]):::dark
  end
  style frame fill:#fcc
  style d fill:rgba(1,2,3,0.5),color:red
"""

KINDS = {
    "sequence": "sequenceDiagram\n  autonumber\n  A->>B: hello\n  Note over A: a note\n",
    "state": "stateDiagram-v2\n  [*] --> Still\n  Still --> B: go\n  note right of Still: a note\n",
    "class": "classDiagram\n  class Animal {\n    +int age\n  }\n  Animal <|-- Duck : is\n",
    "entity relationship": "erDiagram\n  CUSTOMER ||--o{ ORDER : places\n",
    "pie": 'pie title Pets\n  "Dogs" : 386\n  "Cats" : 85\n',
    "gantt": "gantt\n  dateFormat YYYY-MM-DD\n  section S\n  Now :active, 2026-11-01, 60d\n",
    "mindmap": "mindmap\n  root((Root))\n    A\n    C\n",
    "git": "gitGraph\n  commit\n  branch dev\n  commit\n",
    "timeline": "timeline\n  2001 : a\n  2002 : b\n",
    "context": 'C4Context\n  Person(a, "User", "who")\n',
    "chart": 'xychart-beta\n  x-axis [a, b]\n  y-axis "Y" 0 --> 10\n  bar [3, 7]\n',
}


def drawing(source: str) -> str:
    return svg(source, title="A title", description="What it shows")


def size(picture: str) -> tuple[float, float]:
    root = tree(picture)
    return float(root.get("width", "0")), float(root.get("height", "0"))


def test_a_drawing_says_what_it_is() -> None:
    root = tree(svg(mermaid(GUIDE), title="A < B & C", description='It says "x"\x00'))

    assert (root.findtext("title"), root.findtext("desc")) == ("A < B & C", 'It says "x"\ufffd')
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"


def test_a_drawing_has_a_size_and_an_opaque_ground() -> None:
    root = tree(drawing(mermaid(GUIDE)))
    ground = next(child for child in root if child.tag == "rect")
    box = [root.get("width"), root.get("height")]

    assert root.get("viewBox", "").split()[2:] == box
    assert [ground.get("width"), ground.get("height")] == box


@pytest.mark.parametrize("source", KINDS.values(), ids=KINDS)
def test_every_kind_holds_only_what_paints(source: str) -> None:
    picture = drawing(source)

    assert faults(picture) == []


@given(graph=graphs())
@settings(max_examples=60, deadline=None)
def test_a_drawing_holds_only_what_paints_and_all_the_words(graph: Graph) -> None:
    picture = drawing(mermaid(graph))
    words = letters("".join(tree(picture).itertext()))

    assert faults(picture) == []
    assert [node.label for node in graph.nodes if letters(shown(node.label)) not in words] == []
    assert [group.title for group in graph.groups if letters(shown(group.title)) not in words] == []


def letters(text: str) -> str:
    """Return a text without spaces and joiners, which lines of a drawing may lack."""
    return re.sub(r"[\s\u2060]", "", text)


def faults(picture: str) -> list[str]:
    """Return what a drawing holds and should not."""
    root = tree(picture)
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    prefix = root.get("id", "-")
    found = [f"element {element.tag}" for element in root.iter() if element.tag not in ELEMENTS]
    found += [f"double id {name}" for name in ids if ids.count(name) > 1]
    found += [f"id {name}" for name in ids if not name.startswith(prefix)]
    values = [value for element in root.iter() for value in element.attrib.values()]
    pointed = set(re.findall(r"url\(([^)]*)\)", " ".join([root.findtext("style", ""), *values])))
    found += [f"reference {name}" for name in pointed if name.lstrip("#") not in ids]
    for element in root.iter():
        for name, value in element.items():
            if name.startswith("on") or "href" in name:
                found.append(f"attribute {name}")
            if re.search(r"\d\.\d{3}", value):
                found.append(f"long number {value}")
    families = re.findall(r"font(?:-family)?:([^;}]*)", root.findtext("style", ""))
    found += [f"font {family}" for family in families if not family.endswith("sans-serif")]
    return found


@pytest.mark.parametrize(
    ("source", "edges"),
    [
        pytest.param("flowchart LR\n  a --> b\n  b --> c", 2, id="two in a row"),
        pytest.param("flowchart TB\n  a --> b\n  b --> c", 2, id="two below each other"),
        pytest.param("flowchart LR\n  a --> b\n  c --> d", 2, id="two apart"),
        pytest.param(
            "flowchart TB\n  a --> b\n"
            '  subgraph g["A frame"]\n    c --> d\n    d --> e\n  end\n  b --> g',
            4,
            id="two outside of a frame",
        ),
    ],
)
def test_no_edge_is_taken_for_an_outline(source: str, edges: int) -> None:
    drawn = tree(svg(source, title="Edges", description=""))

    assert sum("marker-end" in element.attrib for element in drawn.iter()) == edges


def test_no_font_but_the_drawings_own() -> None:
    assert drawing(mermaid(GUIDE)).count("sans-serif") == 1


def test_two_drawings_share_no_id() -> None:
    first, second = (
        set(re.findall(r'\bid="([^"]*)"', svg(mermaid(GUIDE), title=title, description="")))
        for title in ("One", "Two")
    )

    assert first
    assert first.isdisjoint(second)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_bytes_under_every_hash_seed(seed: str) -> None:
    program = (
        "from render.test_svg import drawing, STYLED, KINDS; import sys, hashlib;"
        "text = ''.join(map(drawing, [STYLED, *KINDS.values()]));"
        "sys.stdout.write(hashlib.sha256(text.encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    output = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
    ).stdout

    assert output == digest()


def digest() -> str:
    import hashlib  # noqa: PLC0415

    text = "".join(map(drawing, [STYLED, *KINDS.values()]))
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("source", [mermaid(GUIDE), STYLED], ids=["themed", "styled"])
def test_text_is_legible(source: str, *, dark: bool) -> None:
    seen = list(texts(drawing(source), dark=dark))
    faint = [text for text in seen if contrast(text.ink, text.ground) < CONTRAST_MINIMUM]

    assert len(seen) >= 5
    assert faint == []


def test_the_users_grounds_survive_the_dark() -> None:
    seen = {text.words: text for text in texts(drawing(STYLED), dark=True)}

    assert (seen["yellow"].ground, seen["yellow"].ink) == ("#ffff00", "#000000")
    assert (seen["blue"].ground, seen["blue"].ink) == ("#000066", "#ffffff")
    assert (seen["A coloured frame"].ground, seen["A coloured frame"].ink) == ("#ffcccc", "#000000")
    assert (seen["ink alone"].ground, seen["ink alone"].ink) == (DARK.node, DARK.ink)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_each_ink_is_legible_on_each_ground(palette: type[LIGHT]) -> None:
    grounds = (palette.page, palette.node, palette.group, palette.note, *palette.series)
    pairs = product((palette.ink, palette.quiet_ink), grounds)

    assert [pair for pair in pairs if contrast(*pair) < CONTRAST_MINIMUM] == []


FAN = "flowchart {}\n" + "".join(
    f'  hub --> leaf{number}["leaf {number}"]\n' for number in range(9)
)
CHAIN = "flowchart {}\n" + "".join(f'  n{n}["Componente {n}"] --> n{n + 1}\n' for n in range(7))
GROUPS = "flowchart TB\n" + "".join(
    f'  subgraph g{g}["Namespace {g}"]\n    a{g}["Servicio {g}"]\n    b{g}["Datos {g}"]\n  end\n'
    f"  router --> a{g} --> b{g}\n"
    for g in range(5)
)
LOOSE = (
    'flowchart LR\n  subgraph g["Sueltos"]\n'
    + "".join(f'    n{n}["Pieza suelta {n}"]\n' for n in range(12))
    + "  end\n"
)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(mermaid(GUIDE), id="the guide's"),
        pytest.param(FAN.format("TB"), id="nine leaves"),
        pytest.param(CHAIN.format("LR"), id="a chain of eight"),
        pytest.param(GROUPS, id="five groups"),
        pytest.param(LOOSE, id="twelve pieces in a frame"),
    ],
)
def test_text_can_be_read_on_a_phone(source: str) -> None:
    width, _ = size(drawing(source))

    assert width <= LEGIBLE_WIDTH


def test_a_drawing_that_fits_is_as_roomy_as_it_may_be() -> None:
    fan, chain = size(drawing(FAN.format("LR"))), size(drawing(CHAIN.format("TB")))

    assert fan[1] > fan[0]
    assert chain[1] > chain[0]


@pytest.mark.parametrize(("actors", "widest"), [(4, LEGIBLE_WIDTH), (6, COLUMN_WIDTH)])
def test_actors_move_together_as_far_as_they_must(actors: int, widest: float) -> None:
    steps = [f"  Servicio{n}->>Servicio{n + 1}: llama a la otra parte\n" for n in range(actors - 1)]
    width, _ = size(drawing("sequenceDiagram\n" + "".join(steps)))

    assert widest * 0.8 < width <= widest


def test_a_drawing_that_fits_nowhere_has_its_narrowest_form() -> None:
    steps = [f"  Servicio{n}->>Servicio{n + 1}: llama\n" for n in range(11)]
    width, _ = size(drawing("sequenceDiagram\n" + "".join(steps)))

    assert COLUMN_WIDTH < width < 12 * 120


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        pytest.param('flowchart TB\n  a\n  click a "http://x"\n', 3, "'click'", id="click"),
        pytest.param("flowchart TB\n  a; click a call f()\n", 2, "'click'", id="after a semicolon"),
        pytest.param('%%{init: {"theme": "dark"}}%%\ngraph TB\n a\n', 1, "directive", id="init"),
        pytest.param("---\nconfig:\n  theme: dark\n---\ngraph TB\n a\n", 1, "front", id="matter"),
        pytest.param('graph TB\n a["<b>x</b>"]\n', 2, "HTML", id="bold"),
        pytest.param('graph TB\n a["<img src=x onerror=y>"]\n', 2, "HTML", id="image"),
        pytest.param("sequenceDiagram\n  link A: x @ http://y\n", 2, "link", id="link"),
        pytest.param('classDiagram\n  link A "http://y"\n', 2, "link", id="class link"),
        pytest.param('graph TB\n a@{ img: "http://x" }\n', 2, "image", id="image node"),
        pytest.param("graph TB\n a\n style a fill:url(http://x)\n", 3, "style", id="url"),
        pytest.param("graph TB\n" + " a\n" * 20_000, 1, "long", id="length"),
    ],
)
def test_what_acts_or_loads_is_refused(source: str, line: int, what: str) -> None:
    with pytest.raises(Forbidden) as refusal:
        drawing(source)

    assert refusal.value.objection.line == line
    assert what in refusal.value.objection.what


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('graph TB\n a["click, href and url(x)"] --> click2\n', id="words in labels"),
        pytest.param("graph TB\n a <--> b\n", id="both ways"),
        pytest.param('graph TB\n a["x<br/>y<br>z"]\n', id="line breaks"),
        pytest.param("classDiagram\n class A\n <<interface>> A\n A <|-- B\n", id="annotation"),
        pytest.param("sequenceDiagram\n A->>B: call me, href\n", id="messages"),
        pytest.param("%% a comment\n\nflowchart LR\n a --> b\n", id="comment first"),
        pytest.param("graph\n a --> b\n", id="no direction"),
    ],
)
def test_what_only_looks_so_is_drawn(source: str) -> None:
    assert faults(drawing(source)) == []


def test_what_no_engine_draws_has_the_reasons_of_both() -> None:
    with pytest.raises(Undrawable) as refusal:
        drawing("flowchart TB\n  a[unclosed\n")

    assert list(refusal.value.reasons) == ["mmdr", "mermaid-render"]
    assert all(refusal.value.reasons.values())


def test_the_second_engine_draws_what_the_first_refuses() -> None:
    picture = drawing('flowchart TB\n  direction["Norte"] --> b["Sur"]\n  style b fill:#ff0\n')

    assert faults(picture) == []
    assert "Norte" in picture
    assert DARK.page in picture
