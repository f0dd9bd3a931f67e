"""References are looked up and nothing else is: all other text stays as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import sample_platforms as sample
from memory_project import MemoryProject
from platformgen.facts import Facts
from platformgen.model import Credential
from platformgen.pipeline import compiled
from platformgen.references import Unknown, escaped, resolved

FACTS = {("shop", "url"): "https://shop", ("my-shop", "a.b"): "deep"}


def looked_up(name: str, fact: str) -> str | None:
    return FACTS.get((name, fact))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ shop.url }}", "https://shop"),
        ("{{shop.url}}, {{\tshop.url  }}", "https://shop, https://shop"),
        ("{{ my-shop.a.b }}", "deep"),
        ("${{ shop.url }}", "${{ shop.url }}"),
        ("$ {{ shop.url }}", "$ https://shop"),
        (r"\{{ shop.url }}", "{{ shop.url }}"),
        (r"\\{{ shop.url }}", r"\{{ shop.url }}"),
        ("{{ shop.url | upper }}", "{{ shop.url | upper }}"),
        ("{{ shop }}", "{{ shop }}"),
        ("{{ shop. url }}", "{{ shop. url }}"),
        ("{{ shop\n.url }}", "{{ shop\n.url }}"),
        ("{{ Shop.url }}", "{{ Shop.url }}"),
        ("{{ 7 * 7 }} {% x %} {{}}", "{{ 7 * 7 }} {% x %} {{}}"),
        ("{{{ shop.url }}}", "{https://shop}"),
        ("no braces", "no braces"),
    ],
)
def test_a_reference_becomes_its_fact_and_all_else_stays(text: str, expected: str) -> None:
    assert resolved(text, looked_up) == (expected, ())


def test_a_reference_that_means_nothing_stays_and_is_told_with_its_offset() -> None:
    text = "a {{ shop.uri }} {{ zebra.url }}"

    assert resolved(text, looked_up) == (
        text,
        (Unknown("shop", "uri", 2), Unknown("zebra", "url", 17)),
    )


@given(st.text("{}\\$ .shopurl-\n"))
def test_what_is_escaped_comes_out_as_it_was(text: str) -> None:
    assert resolved(escaped(text), looked_up) == (text, ())


def test_every_fact_of_the_shop_can_be_referred_to() -> None:
    shop = MemoryProject.of(Path(__file__).parent / "platforms" / "shop")
    compilation, _ = compiled(shop)
    assert compilation is not None
    facts = Facts(compilation.platform)
    listed = [(name, fact) for name in facts.names() for fact in facts.of(name)]
    references = [f"{{{{ {name}.{fact} }}}}" for name, fact in listed]

    assert resolved("\n".join(references), facts.lookup)[1] == ()
    assert [each for each in references if resolved(each, facts.lookup)[0] == each] == []
    assert not re.search(r"\{\{", resolved("\n".join(references), facts.lookup)[0])


@pytest.mark.parametrize(
    ("namespace", "expected"),
    [
        (
            "shop",
            "kubectl -n shop get secret login -o 'jsonpath={.data.tls\\.key}' | base64 -d; echo",
        ),
        (None, None),
    ],
)
def test_the_command_that_shows_a_password_stands_on_one_line(
    namespace: str | None, expected: str | None
) -> None:
    login = Credential(title="Admin", username="admin", secret="login", key="tls.key")  # noqa: S106
    made = replace(sample.component("shop"), namespace=namespace, credentials=(login,))

    assert Facts(sample.platform(made)).lookup("shop", "credential.command") == expected
