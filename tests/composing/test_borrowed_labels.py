"""Labels that come in English say so, in every format, wherever they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.composing.compose import compose
from publish.composing.theme.borrowed_labels import borrowed, marked, spelled, unmarked
from publish.composing.theme.finding import shipped
from publish.composing.theme.loading import load
from publish.reading import read

HEAD = """---
title: {title}
date: 2026-03-01
lang: {lang}
authors: [Ada Example]
category: {title}
contents: yes
---
"""


def markup(root: Path, lang: str, title: str, theme: str = "briefing") -> str:
    (root / "publish.toml").write_text(
        '[publication]\nid = "390facdd-d0fc-4395-8fa3-99987dd78ff3"\npublisher = "Press"\n'
    )
    folder = root / "sources/case"
    folder.mkdir(parents=True)
    text = (
        f"{title}[^1]\n\n## {title}\n\n| a |\n|---|\n| b |\n\n: {title} {{#tbl-a}}\n\n[](#tbl-a)\n"
    )
    (folder / "article.md").write_text(
        HEAD.format(title=title, lang=lang) + text + f"\n[^1]: {title}\n", "utf-8"
    )
    page = compose(read(folder), load(theme, root))
    assert not any(mark in repr(page) for mark in ("\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3"))
    return page.markup


@pytest.mark.parametrize("theme", sorted(p.name for p in shipped().iterdir() if p.is_dir()))
@pytest.mark.parametrize(("lang", "title"), [("ur", "ایک مضمون"), ("tr", "Gemi geçti")])
def test_english_words_are_marked_as_english(
    tmp_path: Path, theme: str, lang: str, title: str
) -> None:
    text = markup(tmp_path, lang, title, theme)
    says = ' lang="en" dir="ltr"' if lang == "ur" else ' lang="en"'
    for word in ("Published", "How to cite"):
        assert f"<bdi{says}>{word}</bdi>" in text
    left = re.sub(r"<bdi lang=\"en\"[^>]*>.*?</bdi>|<[^>]*>", "", text)
    assert not re.search(
        r"\b(?:Publisher|About|Identifier|stated|Published|Contents|Table)\b", left
    )


def test_words_of_the_language_itself_are_not(tmp_path: Path) -> None:
    assert "<bdi lang=" not in markup(tmp_path, "de", "Eine Fähre")


def test_what_is_filled_into_a_label_keeps_its_own_language() -> None:
    words = {"by": "By {names}", "colon": ": ", "date": "d MMMM y"}
    words = marked(words, borrowed(words, {"colon": ": "}))
    assert words["colon"] == ": "
    assert words["date"] == "d MMMM y"
    filled = words["by"].replace("{names}", "عدا")
    assert spelled(f"<p>{filled}</p>", "ur") == '<p><bdi lang="en" dir="ltr">By</bdi> عدا</p>'
    assert spelled(f'<p title="{filled}">x</p>', "ur") == '<p title="By عدا">x</p>'
    assert unmarked(filled) == "By عدا"


def test_a_sentence_around_a_value_keeps_the_order_of_its_parts() -> None:
    words = marked({"ask": "Ask {whom} first."}, ("ask",))
    filled = words["ask"].replace("{whom}", "عدا")
    ask, first = ('<bdi lang="en" dir="ltr">' + w + "</bdi>" for w in ("Ask", "first."))
    assert spelled(f"<p>{filled}</p>", "ur") == f'<p><bdi dir="ltr">{ask} عدا {first}</bdi></p>'
    assert spelled(f'<p title="{filled}">x</p>', "ur") == '<p title="Ask عدا first.">x</p>'
    assert "dir" not in spelled(f"<p>{filled}</p>", "tr")
    assert unmarked(filled) == "Ask عدا first."
