"""Formulas, and money that is none."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formulas.pages import read

FORMULAS = {
    "$x$": ["x"],
    "a $x$-axis, ($y$); $n$th.": ["x", "y", "n"],
    "$30\\,000$ and $5$": ["30\\,000", "5"],
    "**$x$** and *$y$*": ["x", "y"],
    "[$x$](https://example.org/)": ["x"],
    "$a +\nb$": ["a +\nb"],
    "$\\$5$": ["\\$5"],
    "$2 \\sin x$": ["2 \\sin x"],
    "$5 \\text{ if so or not}$": ["5 \\text{ if so or not}"],
    "$x$ and $y$.": ["x", "y"],
    "$$x$$": ["x"],
    "a $$x$$ b": ["x"],
    "$$\nx\n$$": ["x"],
    "> $$\n> x\n> $$": ["x"],
    "- a\n\n  $$\n  x\n  = y\n  $$": ["x\n= y"],
    "| $a$ | $\\|b\\|$ |\n|--|--|\n| $c$ | d |": ["a", "|b|", "c"],
}
TEXT = [
    "from $5 to $7, 5$, $x", "$3.50–$4.50, $5,000/$6",
    "$30,000 and 40,000$", "US$5 to US$7", "$5–$10", "$5m–$7m", "A$7/NZ$8", "from $5 to $10",
    "Between $5 and US$, or $1.50 (CA$)", "*$5* and *$6*", "**$5**/**$6**",
    "The $HOME and the $PATH", "$5, $6, $7 and 8$, 9$", "It is $ 5 or 6 $.", "`$x$`", "\\$x\\$",
    "[$5 coupon](https://example.org/?a=$b)", "2$x$", "$x$2", "x$y$", "$$", "a $$ b $",
    "$5 million, and R$", "    $x$", "$30,000 … $", "$", "$$$", "The US$ and the CA$.",
]  # fmt: skip


@pytest.mark.parametrize("source", FORMULAS)
def test_a_formula_is_one(source: str) -> None:
    body, found = read(source)
    assert found == []
    said = re.findall(r"<annotation[^>]*>(.*?)</annotation>", body.html, re.DOTALL)
    assert said == FORMULAS[source]


@pytest.mark.parametrize("source", TEXT)
def test_money_is_none(source: str) -> None:
    body, _ = read(source)
    assert "<math" not in body.html
    assert body.html.count("$") == source.count("$")


AMOUNTS = st.builds(
    lambda sign, amount, unit: f"{sign}${amount}{unit}",
    st.sampled_from(["", "US", "A", "CA", "R"]),
    st.sampled_from(["5", "30,000", "1.50", "7"]),
    st.sampled_from(["", "m", " million", "k"]),
)


@given(
    st.lists(
        st.tuples(AMOUNTS, st.sampled_from([" to ", "–", ", ", " and ", " or ", "/", ". Then "])),
        min_size=1,
        max_size=6,
    )
)
def test_no_sequence_of_amounts_is_a_formula(parts: list[tuple[str, str]]) -> None:
    body, found = read("It cost " + "".join(map("".join, parts)) + "so.")
    assert "<math" not in body.html
    assert found == []


def test_what_looks_like_a_formula_and_is_none_is_reported() -> None:
    _, found = read("As typed: $x_1$2 and $ x_2 $.")
    assert found == ["formula-mark:1:11", "formula-mark:1:22"]


def test_numbers_are_given_in_order_to_what_has_an_id() -> None:
    body, found = read("$$a$$ {#eq-a}\n\n$$b$$\n\nText $$c$$ {#eq-c} text, [see](#eq-a).")
    assert found == []
    assert re.findall(r'id="(eq-.)".*?number">\((\d)\)', body.html) == [
        ("eq-a", "1"),
        ("eq-c", "2"),
    ]
    assert body.html.count('<div class="equation"') == 3
    assert '<p class="continued">text, <a href="#eq-a">see</a>.</p>' in body.html


def test_a_formula_in_a_heading_is_in_its_id_and_one_in_a_description_is_text() -> None:
    body, _ = read("## The $x$ axis\n")
    assert '<h2 id="the-x-axis">' in body.html


def test_a_paragraph_that_is_nothing_but_a_formula_is_no_paragraph() -> None:
    body, _ = read("$$a$$ $$b$$\n")
    assert "<p" not in body.html
    assert body.html.count("<math") == 2


@pytest.mark.parametrize(
    "source",
    [
        "$" * 20_000,
        "$x" * 20_000,
        "$$x" * 10_000,
        "$$\n" * 5_000,
        "$\\" * 20_000,
        "$5 and " * 5_000,
    ],
    ids=lambda source: source[:6],
)
def test_hostile_signs_take_no_time(source: str) -> None:
    begin = time.process_time()
    read(source)
    assert time.process_time() - begin < 5
