"""Words compared: what a layout may change is no difference, everything else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.content import Setting
from publish.proof.word_diff import (
    INVISIBLE,
    JOINT,
    SOFT_HYPHEN,
    compare_words,
    holds,
    rough,
    rough_beginning,
    same_text,
)

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Zs")), min_size=1
)
TEXTS = st.lists(TEXT, max_size=40).map(" ".join)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("a partnership-based plan", f"a partnership{SOFT_HYPHEN}{JOINT}\nbased plan"),
        ("a characteristic plan", f"a charac{SOFT_HYPHEN}{JOINT}\nteristic plan"),
        ("one two", f"one{JOINT}two"),
        ("important", f"im{JOINT}portant"),
        ("Defense & Security", "DEFENSE & SECURITY"),
        ("Straße", "STRASSE"),
        ("office affliction", "oﬃce aﬄiction"),
        ("Iraq - what", f"Iraq {SOFT_HYPHEN}{JOINT}\nwhat"),
        ("e\u0301t\u00e9", "\u00e9te\u0301"),
        ("no\u00a0break", "no break"),
        ("wrap\u200bhere", "wraphere"),
    ],
)
def test_what_a_layout_may_change(expected: str, found: str) -> None:
    assert same_text(expected, found, Setting.LINES)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("one two", "onetwo"),
        ("partnership-based", "partnershipbased"),
        ("partnership", f"part-{JOINT}\nnership"),
        ("Defense", "DEFeNSE"),
        ("an article", "a article"),
        ("an article", "an article more"),
        ("end is near", "end."),
    ],
)
def test_what_a_layout_may_not_change(expected: str, found: str) -> None:
    assert not same_text(expected, found, Setting.LINES)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("one two", "onetwo"),
        ("onetwo", "one two"),
        ("Defense", "DEFENSE"),
        ("office", "oﬃce"),
        ("well-known", "wellknown"),
        ("", "more"),
        ("less", ""),
    ],
)
def test_flowing_text_is_taken_to_the_letter(expected: str, found: str) -> None:
    assert not same_text(expected, found)


@pytest.mark.parametrize("setting", Setting)
def test_what_nobody_sees_makes_no_difference(setting: Setting) -> None:
    for character in sorted(INVISIBLE):
        text = f"A f{character}l o{character}, {character}word{character} {character} e{character}."
        plain = text.replace(f" {character} ", " ").replace(character, "")
        assert same_text(text, plain, setting), f"U+{ord(character):04X}"
        assert same_text(plain, text, setting), f"U+{ord(character):04X}"
        assert holds(plain, text, setting)
        assert not same_text(text, plain.replace("fl", ""), setting)


def test_an_invisible_character_keeps_no_accent_apart() -> None:
    assert same_text("e\u034f\u0301", "\u00e9", Setting.LINES)
    assert same_text("\u00e9", "e\u200d\u0301")


def test_every_difference_is_reported_with_its_context() -> None:
    expected = (
        "A move toward a more sustainable and partnership-based security framework with Iraq."
    )
    found = "A move toward a more sustainable and partnership security framework with all Iraq."
    result = compare_words(expected, found)
    assert (result.total, result.agreed) == (12, 11)
    assert [(d.lost, d.gained) for d in result.differences] == [
        ("partnership-based", "partnership"),
        ("", "all"),
    ]
    assert result.differences[0].expected == (
        "…a more sustainable and partnership-based security framework with…"
    )
    assert (
        result.differences[0].found
        == "…a more sustainable and partnership security framework with…"
    )


def test_a_long_loss_is_shown_by_its_ends() -> None:
    expected = " ".join(f"word{n}" for n in range(400))
    kept = " ".join(f"word{n}" for n in (*range(10), *range(390, 400)))
    (difference,) = compare_words(expected, kept, Setting.LINES).differences
    assert difference.lost.startswith("word10 ")
    assert difference.lost.endswith(" word389")
    assert " … " in difference.expected
    assert len(difference.expected) < 200


@given(TEXTS)
def test_a_text_agrees_with_itself(text: str) -> None:
    for setting in (Setting.FLOWING, Setting.LINES):
        result = compare_words(text, text, setting)
        assert result.agreed == result.total
        assert result.differences == ()


@given(TEXTS, TEXT, TEXTS)
def test_a_lost_word_is_always_found_out(before: str, word: str, after: str) -> None:
    expected, found = f"{before} {word} {after}", f"{before} {after}"
    for setting in (Setting.FLOWING, Setting.LINES):
        result = compare_words(expected, found, setting)
        assert result.differences
        assert result.agreed < result.total


@given(TEXTS, TEXTS)
def test_no_two_texts_bring_it_down(one: str, other: str) -> None:
    for setting in (Setting.FLOWING, Setting.LINES):
        result = compare_words(one, other, setting)
        assert 0 <= result.agreed <= result.total


@given(TEXTS)
def test_a_key_knows_no_layout(text: str) -> None:
    assert rough(text) == rough(text.replace(" ", f"{JOINT}\n"))


def test_the_order_of_a_line_of_both_directions_is_not_reported() -> None:
    expected, found = "Version 2. 1 מרץ 2026.", "Version .2026 מרץ 1 2."
    assert not same_text(expected, found, Setting.LINES)
    assert same_text(expected, found, Setting.BOTH_WAYS)
    assert not same_text(expected, found.replace("6", "5"), Setting.BOTH_WAYS)


@given(
    st.lists(st.text(st.sampled_from("aeEéßçfﬁ-\u2010\u00ad\u200b \n"), max_size=9), max_size=30)
)
def test_a_place_is_named_by_the_first_letters_of_its_text(pieces: list[str]) -> None:
    assert rough_beginning(pieces, 12) == rough("".join(pieces))[:12]


def test_a_place_is_named_without_reading_on() -> None:
    pieces = iter(["first words "] * 1_000)
    assert rough_beginning(pieces, 24) == "firstwordsfirstwordsfirs"
    assert len(list(pieces)) > 990
