"""Whatever text stands in our YAML, the readers of both versions get it back as it was."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from platformgen.yamltext import stream

AWKWARD = (
    # What YAML 1.1, 1.2 or both take for something else.
    *("y", "Y", "n", "N", "yes", "Yes", "no", "NO", "on", "On", "off", "OFF", "true", "False"),
    *("null", "Null", "NULL", "~", "", "nan", ".nan", ".NaN", ".inf", "-.INF", "+.inf", "inf"),
    *("0", "-0", "+1", "01", "07", "08", "0o17", "0O17", "0x1F", "0b11", "1_000", "1e3", "1E5"),
    *("1e+3", "1e-03", "12e03", "6e23", "1.", ".5", "1.e1", "1.5", "-1.5e-3", "._1", "1__2.3"),
    *("190:20:30", "1:30", "12:30:45.5", "2025-10-06", "2025-10-06T01:02:03Z", "2024-13-45"),
    *("=", "<<", "<", "!", "!!str", "&a", "*a", "?", "? a", ":", "a:", "a: b", ":a", "-", "- a"),
    *("--- a", "---", "...", "--", "#", "# a", "a # b", "a#b", "@a", "`a`", "%a", "|", ">", "|-"),
    *("[", "]", "{", "}", "[a]", "{a: b}", ",", "a, b", "'", '"', "'a'", '"a"', "\\", "\\n"),
    # White space, line breaks and what some readers take for one.
    *(" ", "  ", " a", "a ", "a  b", "\t", "\ta", "a\t", "a\tb", "\n", "\n\n", "a\n", "a\n\n"),
    *(
        "\na",
        " \na",
        "a\nb",
        "a\n b\n",
        "  a\nb",
        "a\n\n\nb\n",
        "a \nb",
        "a\n ",
        "a\n\t",
        "a\n#b\n",
    ),
    *("\r", "a\r\nb\r\n", "a\rb", "\x0b", "\x0c", "\x85", "a\x85b\n", "\u2028", "a\n\u2029b\n"),
    *("---\na", "a\n---\n", "...\n", "a\n...\nb\n", "a\n#b\n", "a: b\nc: [1]\n", "|\n a\n"),
    # Characters that must be escaped, and those that need not.
    *("\x00", "\x01", "\x1b[31m", "\x7f", "\x80", "\x9f", "\ufeff", "a\ufeff", "\ufffe", "\uffff"),
    *("ñ", "é", "e\u0301", "漢字", "📊", "\u202e", "\u200b", "\xa0", "\U0010ffff", "a\n📊\n"),
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
YAML_TEXT = st.text("yn01e:-#|>&*!?%@`'\"[]{},.~=<\\ \t\r\n\x85\u2028é", max_size=12)
TEXTS = st.lists(TEXT | YAML_TEXT | st.sampled_from(AWKWARD), max_size=60)


def _config_map(texts: Sequence[str]) -> Mapping[str, object]:
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "texts"},
        "data": {
            **{f"value-{index}": text for index, text in enumerate(texts)},
            **{f"{text}-key": "x" for text in texts},
        },
    }


@settings(deadline=None)
@example(list(AWKWARD))
@given(TEXTS)
def test_a_yaml_1_1_reader_gets_every_text_back(texts: list[str]) -> None:
    document = {"list": texts, "deep": [{"a": [texts], text: text} for text in texts]}

    assert yaml.safe_load(stream([document])) == document


@settings(deadline=None, max_examples=25)
@example(list(AWKWARD))
@given(TEXTS)
def test_kubectl_gets_every_text_back(kubectl: Path, texts: list[str]) -> None:
    document = _config_map(texts)
    read = subprocess.run(
        [kubectl, "label", "--local", "--filename=-", "--output=json", "a=b"],
        input=stream([document]).encode(),
        capture_output=True,
        check=True,
    )

    assert json.loads(read.stdout)["data"] == document["data"]


@pytest.mark.parametrize(
    "value", [None, True, False, 0, -7, 10**18, 1.5, [], {}, [[]], [{}], [None, ["a"]]], ids=repr
)
def test_what_is_no_text_comes_back_as_it_was(value: object) -> None:
    document = {"value": value, "list": [value]}

    assert yaml.safe_load(stream([document])) == document


def test_documents_of_a_stream_are_kept_apart() -> None:
    documents = [{"a": "---\nb\n"}, {}, {"c": "..."}]

    assert list(yaml.safe_load_all(stream(documents))) == documents
