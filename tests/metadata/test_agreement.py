"""Statements that are the same in other words, and statements that differ."""

from __future__ import annotations

import pytest
from hypothesis import given

from publish.metadata.agreement import COMPARED, agree
from tests.metadata.strategies import texts

LONG = "Zoë Example-Longname of the Example Agency"


@pytest.mark.parametrize(
    ("field", "said", "other"),
    [
        ("creator", "Bee Example", "BEE  EXAMPLE"),
        ("creator", "Bee Example", "Example, Bee"),
        ("creator", "Bee Example", "Bee Example/Agency"),
        ("creator", "Bee Example", "Photo by Bee Example"),
        ("creator", "Bee Example", "Foto: Bee Example"),
        ("creator", "Zoë Łuk", "Zo? ?uk"),
        ("creator", "Zoë", "Zoe"),
        ("creator", "Ada One; Ben Two", "Ada One"),
        ("creator", "Ada One and Ben Two", "Ada One; Ben Two"),
        ("creator", "Ada One, Ben Two", "Ben Two; Ada One"),
        ("title", "“A ferry” – at last…", '"A Ferry" - at last...'),
        ("copyright", "© 2020 Bee Example", "Bee Example"),
        ("copyright", "Bee Example", "Copyright 2019 by Bee Example. All rights reserved."),
        ("line", "Photo: Bee Example / Agency", "Agency"),
        ("provider", "Example Pictures", "Example Pictures Ltd"),
        ("source", "https://www.example.org/a_b/", "http://example.org/a%20b"),
        ("license", "CC-BY-4.0", "cc-by-4.0"),
    ],
)
def test_the_same(field: str, said: str, other: str) -> None:
    assert agree(field, said, other)


@pytest.mark.parametrize(
    ("field", "said", "other"),
    [
        ("creator", "Bee Example", "Ben Example"),
        ("creator", "Ada One", "Ada One; Ben Two"),
        ("creator", "Ada One", "Ben Two/Ada Agency"),
        ("creator", "漢字", "仮名"),
        ("creator", "!?", "—"),
        ("copyright", "© 2020 Bee Example", "© 2020 Ben Example"),
        ("line", "Agency", "Bee Example / Agency"),
        ("source", "https://example.org/a", "https://example.org/b"),
        ("license", "CC-BY-4.0", "CC-BY-SA-4.0"),
        ("title", "A ferry", "A ferry, sinking"),
        ("origin", "digitalCapture", "trainedAlgorithmicMedia"),
    ],
)
def test_another(field: str, said: str, other: str) -> None:
    assert not agree(field, said, other)


@pytest.mark.parametrize("most", [32])
def test_a_beginning_is_enough_where_there_was_no_room_for_more(most: int) -> None:
    cut = LONG.encode()[:most].decode()
    assert agree("creator", LONG, cut, most)
    assert agree("line", LONG, cut, most)
    assert agree("creator", f"Ada; {LONG}", f"Ada; {cut}", most)
    assert not agree("title", LONG, cut)
    assert not agree("title", LONG, cut[:20], most)
    assert not agree("creator", LONG, "x" + cut[1:], most)


@given(texts)
def test_everything_agrees_with_itself_in_any_case_and_spacing(text: str) -> None:
    for field in COMPARED:
        assert agree(field, text, text)
        assert agree(field, text, f"  {text}\n")


@given(texts, texts)
def test_any_two_texts_can_be_compared(said: str, other: str) -> None:
    for field in COMPARED:
        for most in (None, 32):
            assert agree(field, said, other, most) in (True, False)
