"""Case by the rules of every language: capitals of a stylesheet are no difference, letters are."""

from __future__ import annotations

import unicodedata

import pytest
from weasyprint.formatting_structure import text as transforming

from publish.content import Setting
from publish.formats.pdf.layout import letter_case
from publish.proof.letter_case import folded
from publish.proof.word_diff import rough, same_text

LETTERS = "".join(
    chr(code)
    for first, last in ((0x41, 0x250), (0x370, 0x588), (0x10A0, 0x1100), (0x1E00, 0x2000))
    for code in range(first, last)
    if unicodedata.category(chr(code)) in ("Lu", "Ll", "Lt")
)
LANGUAGES = ("tr", "az", "az-Latn", "tr-TR", "el", "el-GR", "lt", "de", "nl", "en", "ru", "hy")
WAYS = ("uppercase", "lowercase", "capitalize")


def transformed(way: str, text: str, lang: str) -> str:
    letter_case.install()
    return str(transforming.transform(way, text, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_every_letter_is_read_as_itself(way: str, lang: str) -> None:
    wrong = []
    for letter in LETTERS:
        word = f"a{letter}b"
        shown = transformed(way, word, lang)
        if "\u0345" in unicodedata.normalize("NFD", letter) and way == "uppercase":
            same = True  # the iota below becomes a letter or goes, as the language has it
        elif lang == "lt" and way == "lowercase":
            same = True  # a key knows no language: there, ì and i̇̀ are two
        else:
            same = rough(word) == rough(shown)
        if not same_text(word, shown, Setting.LINES) or not same:
            wrong.append((letter, shown))
    assert wrong == []


@pytest.mark.parametrize(
    ("lang", "word", "shown"),
    [
        ("tr", "Siyaset ışık İlk", "SİYASET IŞIK İLK"),
        ("az-Latn", "iqtisadiyyat", "İQTİSADİYYAT"),
        ("tr-TR", "diri", "DİRİ"),
        ("el", "Ελληνικά άυλος ρολόι έυ", "ΕΛΛΗΝΙΚΑ ΑΫΛΟΣ ΡΟΛΟΪ ΕΫ"),
        ("de", "Straße", "STRASSE"),
        ("en", "Istanbul", "ISTANBUL"),
    ],
)
def test_capitals_follow_the_language(lang: str, word: str, shown: str) -> None:
    assert transformed("uppercase", word, lang) == shown
    assert same_text(word, shown, Setting.LINES)
    assert same_text(f"x {word} y", f"x {shown} y", Setting.LINES)


@pytest.mark.parametrize(
    ("expected", "found"),
    [("kar", "kır"), ("Siyaset", "SİYASETİ"), ("Straße", "STRASE"), ("έυ", "ΗΫ"), ("ό", "Α")],
)
def test_another_letter_is_a_difference(expected: str, found: str) -> None:
    assert not same_text(expected, found, Setting.LINES)


def test_case_is_folded_once_and_for_all() -> None:
    for letter in LETTERS:
        assert folded(folded(letter)) == folded(letter)
