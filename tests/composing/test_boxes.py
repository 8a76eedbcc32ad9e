"""A warning without a title says that it is one."""

from lxml import etree

from publish.composing.body.boxes import name_boxes, size_quotes
from publish.composing.markup import fragment, inner


def named(text: str, lang: str = "en", word: str = "Warning") -> str:
    root = fragment(text)
    name_boxes(root, {"box-warning": word}, lang)
    assert isinstance(root, etree._Element)
    return inner(root)


def test_only_a_warning_without_a_title_gets_the_word() -> None:
    note = '<div class="box note"><p>A.</p></div>'
    titled = '<div class="box warning"><p class="note-title">Fog</p><p>B.</p></div>'
    bare = '<div class="box warning"><p>C.</p></div>'
    assert named(note + titled) == note + titled
    assert named(bare) == (
        '<div class="box warning"><p class="note-title">Warning</p><p>C.</p></div>'
    )


def test_the_word_in_a_box_of_another_language_says_its_own() -> None:
    box = '<div class="box warning" lang="he" dir="rtl"><p>C.</p></div>'
    assert '<p class="note-title" lang="en" dir="ltr">Warning</p>' in named(box)


def test_a_theme_without_the_word_says_nothing() -> None:
    box = '<div class="box warning"><p>C.</p></div>'
    root = fragment(box)
    name_boxes(root, {}, "en")
    assert inner(root) == box


def test_a_long_pull_quote_is_told_by_its_own_words_and_by_their_width() -> None:
    who = f'<p class="attribution">{"A long name " * 30}</p>'
    for words, is_long in (("short " * 20, False), ("long " * 60, True), ("長い" * 50, True)):
        root = fragment(f'<div class="pullquote"><p>{words}</p>{who}</div>')
        size_quotes(root)
        assert ('class="pullquote lengthy"' in inner(root)) is is_long
    other = f'<div class="box note"><p>{"long " * 60}</p></div>'
    root = fragment(other)
    size_quotes(root)
    assert inner(root) == other
