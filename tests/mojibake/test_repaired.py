"""A damaged encoding is repaired where the bytes decide, and healthy text is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from costs import cpu_seconds
from mojibake.damage import dropped, kept, marked, twice
from platformgen.mojibake import LOST, repaired

CODECS = ["cp1252", "cp1254", "cp1250", "cp850", "cp437"]
PROSE = "Café con leña: ¿cuánto dura? → “mucho” — 10 €\nÜber Ähren, naïve œuvre\n"
DRAWING = """\
┌──────┐     ╔══════╗
│ uno  │────▶║ dos  ║
└──┬───┘     ╚══════╝
   │
   ▼
╭──────╮
│ tres │
╰──────╯
"""

HEALTHY = [
    "",
    "plain ASCII\n",
    PROSE,
    DRAWING,
    "« déjà vu », dit-elle à l’été\n",
    "le café\u00a0»\n",
    "„Viel Spaß“, sagte sie\n",
    'so ein "Spaß”\n',
    "—él y ella\n",
    "Привет, мир: всё хорошо\n",
    "Γειά σου Κόσμε\n",
    "日本語の文章です。\n",
    "SÃO PAULO, MAÇÃ, AÇÃO\n",
    "Â°C is what `Ã©` looks like: é\n",
    "👩‍💻 🏗️ 📊\n",
    "ğüşıöç İstanbul\n",
    "a mark \ufffd stays\n",
    "Ã\n",
    "// año\n// prints: this is a tÃ©st\n",
]


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_text_stays(text: str) -> None:
    made = repaired(text.encode())

    assert (made.text, made.mistaken, made.characters) == (text, (), 0)


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("text", [PROSE, DRAWING])
def test_what_was_kept_is_read_back(text: str, codec: str) -> None:
    assert repaired(kept(text, codec).encode()).text == text


@pytest.mark.parametrize("text", [PROSE, DRAWING])
def test_latin_1_is_read_back(text: str) -> None:
    assert repaired(text.encode().decode("latin-1").encode()).text == text


@pytest.mark.parametrize("codec", CODECS)
def test_what_was_damaged_twice_is_read_back(codec: str) -> None:
    made = repaired(twice(kept, PROSE, codec).encode())

    assert made.text == PROSE
    assert len(made.mistaken) == 2


@pytest.mark.parametrize("codec", ["cp1252", "cp1254", "cp1250"])
@pytest.mark.parametrize("damage", [dropped, marked])
@pytest.mark.parametrize("text", [PROSE + "Los Ángeles, Írún y aquí\n", DRAWING])
def test_what_was_lost_is_marked_and_nothing_else_differs(
    text: str, damage: type, codec: str
) -> None:
    made = repaired(damage(text, codec).encode())
    pattern = re.escape(made.text).replace(LOST, ".")

    assert re.fullmatch(pattern, text, re.DOTALL)


@pytest.mark.parametrize("codec", ["cp1252", "cp1254"])
@pytest.mark.parametrize("damage", [dropped, marked])
def test_frames_that_lost_strokes_are_whole_again(damage: type, codec: str) -> None:
    made = repaired(damage(DRAWING, codec).encode())

    assert made.text == DRAWING
    assert made.strokes > 0
    assert made.lost == 0


def test_reading_back_ends_after_four_rounds() -> None:
    text = PROSE
    for _ in range(5):
        text = kept(text, "cp1252")
    made = repaired(text.encode())

    assert made.text == kept(PROSE, "cp1252")
    assert len(made.mistaken) == 4


def test_what_was_lost_between_two_readings_is_known_by_the_second() -> None:
    # Each stroke has the byte 0x94, a quotation mark whose own last byte has no character.
    assert repaired(twice(dropped, "├──┤ a\n│  │ b\n", "cp1252").encode()).text == (
        "├──┤ a\n│  │ b\n"
    )


def test_strokes_that_damaged_lines_lost_are_known_again() -> None:
    damaged = twice(dropped, "├──┤ a\n│  │ b\n", "cp1252")

    assert repaired(f"Título sano\n{damaged}".encode()).text == ("Título sano\n├──┤ a\n│  │ b\n")


def test_only_damaged_lines_are_read_back() -> None:
    text = f"Título sano: año\n{kept('Línea dañada: señal', 'cp1252')}\nfin\n"

    assert repaired(text.encode()).text == "Título sano: año\nLínea dañada: señal\nfin\n"


@pytest.mark.parametrize(
    "healthy", ["Índice: año", "Último CAÑÓN", "ÍNDICE", "c’est ÉTÉ", "à\u00a0Él"]
)
def test_healthy_letters_among_damaged_ones_stay(healthy: str) -> None:
    damaged = kept("Línea dañada: señal\nMás señales\n", "cp1252")

    assert repaired(f"{damaged}{healthy}\n".encode()).text == (
        f"Línea dañada: señal\nMás señales\n{healthy}\n"
    )


def test_cyrillic_that_lost_a_letter_is_marked() -> None:
    made = repaired(dropped("Привет, мир: всё хорошо\n", "cp1252").encode())

    assert made.text == "Привет, мир: в\ufffdё хорошо\n"


def test_a_line_that_writes_about_damage_stays() -> None:
    text = f"`Ã±` is ñ\n{kept('señal, años, niñez', 'cp1252')}\n"

    assert repaired(text.encode()).text == "`Ã±` is ñ\nseñal, años, niñez\n"


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (PROSE.encode("utf-8-sig"), PROSE, "UTF-8"),
        (b"\xff\xfe" + PROSE.encode("utf-16-le"), PROSE, "UTF-16"),
        (b"\xfe\xff" + PROSE.encode("utf-16-be"), PROSE, "UTF-16"),
        (PROSE.encode("utf-32"), PROSE, "UTF-32"),
        ("Año: 10 €".encode("cp1252"), "Año: 10 €", "Windows-1252"),
        (b"a\xe9\x81b", "aé\ufffdb", "Windows-1252"),
        ("ñañé ".encode() + b"\xe9!", "ñañé \ufffd!", "UTF-8 with bytes that are none"),
        (b"\xff\xfea\x00b", "a\ufffd", "UTF-16"),
        (b"a\r\nb\rc\n", "a\nb\nc\n", "UTF-8"),
        (kept("\ufeffaño ñandú", "cp1252").encode(), "año ñandú", "UTF-8"),
    ],
)
def test_bytes_are_read_by_what_they_say(content: bytes, text: str, encoding: str) -> None:
    made = repaired(content)

    assert (made.text, made.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (PROSE, "cp1252", "Windows-1252"),
        ("año 🎯 ñandú", "cp1254", "Windows-1254"),
        (DRAWING, "cp850", "code page 850"),
        (DRAWING, "cp437", "code page 437"),
    ],
)
def test_the_mistaken_encoding_is_named(text: str, codec: str, name: str) -> None:
    assert repaired(kept(text, codec).encode()).mistaken == (name,)


letters = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=60
)


@given(st.binary(max_size=400))
@example(b"\xe2\x94")
@example(b"\xef\xbf\xbd" * 3)
def test_any_bytes_give_text(content: bytes) -> None:
    assert "\r" not in repaired(content).text


@given(letters, st.sampled_from(["cp1252", "cp1254"]))
def test_any_text_with_evidence_is_read_back(text: str, codec: str) -> None:
    whole = f"{PROSE}{text}"

    assert repaired(kept(whole, codec).encode()).text == whole


@given(letters)
def test_what_was_repaired_is_left_alone(text: str) -> None:
    once = repaired(dropped(f"{PROSE}{text}", "cp1254").encode()).text

    assert repaired(once.encode()).text == once


@pytest.mark.parametrize(
    "text",
    [
        kept(DRAWING, "cp1252") * 600,
        dropped("═" * 200 + "\n", "cp1252") * 50,
        "é€\n" * 20_000,
        "\ufffd" * 100_000,
    ],
)
def test_a_long_text_is_repaired_in_no_time(text: str) -> None:
    assert cpu_seconds(lambda: repaired(text.encode())) < 30
