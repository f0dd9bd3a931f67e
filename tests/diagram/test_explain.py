from __future__ import annotations

from diagram.samples import drawing, refused

from platformgen.diagram import explain


def test_each_cell_shows_what_it_was_taken_for() -> None:
    text = "┌────┐ calls ┌────┐\n│ A1 │──────▶│ B1 │   hm\n└────┘       └────┘\n"

    assert explain(text) == (
        "###### lllll ######\n"
        "# tt #-------# tt #   ??\n"
        "######       ######\n"
        "\n"
        "#  wall of a box or a group\n"
        "t  text of a box\n"
        "l  label of a line\n"
        "-  line or head\n"
        "?  not read\n"
        "\n"
        "node 'A1'\n"
        "node 'B1'\n"
        "'A1' --> 'B1' labelled 'calls'\n"
        "confidence 0.93, 2 cells not read\n"
    )


def test_groups_are_named_with_what_is_in_them() -> None:
    text = explain(drawing("nested-three"))

    assert "group 'VPC' in 'Region eu-west-1'\n" in text
    assert "node 'RDS' in 'Subnet B'\n" in text


def test_a_refusal_says_why() -> None:
    assert explain(refused("mysql")) == "this is a table (confidence 0.70); it is left as it is\n"


def test_what_a_terminal_obeys_is_not_shown() -> None:
    text = "┌────────┐     ┌──────┐\n│ A\u202eB    │────▶│ C    │\n└────────┘     └──────┘\n"

    assert "\u202e" not in explain(text)
