"""Languages are proved by script: Word keeps three for every run, each for some letters only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.composing.compose import compose
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.formats.proving import verify
from publish.model.article import Article
from publish.proof.readers.page import read_page
from tests.proof.conftest import METADATA
from tests.proof.sabotage import rules, swapped, zipped

BODY = (
    '<p>One <span lang="ja">日本語 ABC です</span> two <span lang="hi">हिन्दी ABC 12 है</span> '
    'three <span lang="th">ภาษาไทย</span> four <span lang="ar" dir="rtl">العربية ABC 12</span> '
    'five <span lang="zh-Hans">中文 5</span> six <span lang="ko">한국어 x</span> seven '
    '<span lang="ru">Русский</span> eight <span lang="fr">français</span>.</p>'
)


def article(lang: str) -> Article:
    return Article("languages", replace(METADATA, lang=lang), BODY)


@pytest.mark.parametrize("lang", ["en", "he", "ja"])
def test_letters_of_any_script_among_those_of_another(lang: str) -> None:
    page = compose(article(lang), load("briefing"))
    assert (
        verify({name: FORMATS[name].write(page) for name in ("epub", "docx")}, page).problems == ()
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Each of these is said, but of letters that the run has not.
        ('w:eastAsia="ja"', 'w:bidi="ja"'),
        ('w:eastAsia="ko"', ""),
        ('w:bidi="hi"', 'w:eastAsia="hi"'),
        ('w:val="en-US" w:bidi="th"', 'w:val="th"'),
        ('w:bidi="ar"', ""),
        ('w:val="ru"', 'w:val="uk"'),
        ('<w:lang w:val="fr"/>', ""),
    ],
)
def test_a_language_that_is_lost_in_word_is_found(old: str, new: str) -> None:
    page = compose(article("en"), load("briefing"))
    spoiled = zipped(FORMATS["docx"].write(page), "word/document.xml", swapped(old, new))
    assert rules(read_page(page), "docx", spoiled) == ["proof-language"]
