"""Tasks, attributions, lines, page breaks and definitions as Word's own things."""

from __future__ import annotations

from lxml import etree

from tests.formats.docx.document import Document, W, text, written
from tests.formats.docx.test_lists import shown

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def begins_a_page(document: Document, paragraph: etree._Element) -> bool:
    if paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None:
        return True
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    assert style is not None
    look = document.styles()[style.get(f"{W}val") or ""]
    if (base := look.find(f"{W}basedOn")) is not None and base.get(f"{W}val") == "PageBreak":
        return True
    return look.find(f"{W}pPr/{W}pageBreakBefore") is not None


TASKS = (
    '<ul class="tasks"><li class="task"><span class="checkbox">☐</span> To do</li>'
    '<li class="task done"><p><span class="checkbox">☑</span> Done</p></li></ul>'
)
HANGING = "ul > li.task { list-style: none; text-indent: -15pt }"


def test_a_task_has_a_box_that_word_ticks() -> None:
    document = written(TASKS, css=HANGING, bare=True)
    boxes = list(document.body.iter(f"{W14}checkbox"))
    assert [b.find(f"{W14}checked").get(f"{W14}val") for b in boxes] == ["0", "1"]  # type: ignore[union-attr]
    for box in boxes:
        states = [box.find(f"{W14}{name}") for name in ("checkedState", "uncheckedState")]
        assert [s.get(f"{W14}val") for s in states] == ["2611", "2610"]  # type: ignore[union-attr]
    first, second = document.body.iter(f"{W}p")
    assert [text(first), text(second)] == ["☐\tTo do", "☑\tDone"]


def test_the_text_hangs_beside_the_box() -> None:
    document = written(TASKS, css=HANGING, bare=True)
    paragraph = next(document.body.iter(f"{W}p"))
    style = document.styles()[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") or ""]  # type: ignore[union-attr]
    indent = style.find(f"{W}pPr/{W}ind")
    assert indent is not None
    assert indent.get(f"{W}hanging") == "300"
    assert paragraph.find(f"{W}pPr/{W}numPr") is None


def test_a_counted_task_keeps_its_number() -> None:
    body = (
        '<ol class="tasks"><li class="task"><span class="checkbox">☐</span> a</li>'
        '<li class="task done"><span class="checkbox">☑</span> b</li></ol>'
    )
    assert shown(body) == ["1. ☐ a", "2. ☑ b"]


def test_letters_and_numerals_restart_in_every_list() -> None:
    css = "ol.a { list-style-type: lower-alpha } ol.i { list-style-type: upper-roman }"
    body = (
        '<ol start="3"><li>c<ol type="a" class="a"><li>x</li><li>y</li></ol></li><li>d'
        '<ol type="a" class="a"><li>z</li></ol></li></ol><p>Text.</p>'
        '<ol type="I" class="i"><li>one</li></ol>'
    )
    lines = shown(body, css)
    assert [line.split()[-1] for line in lines] == ["c", "x", "y", "d", "z", "Text.", "one"]
    assert [line.split()[0] for line in lines] == ["3.", "1.", "2.", "4.", "1.", "Text.", "1."]


def test_a_page_break_begins_a_page() -> None:
    document = written('<p>One</p><hr class="page-break"/><p>Two</p>', bare=True)
    paragraphs = list(document.body.iter(f"{W}p"))
    (place,) = [n for n, p in enumerate(paragraphs) if begins_a_page(document, p)]
    assert [text(p) for p in paragraphs[place : place + 2]] == ["", "Two"]


def test_a_box_begins_a_page_and_ends_one_in_the_styles_of_its_texts() -> None:
    css = "blockquote { break-before: page; break-after: page } h2 { break-before: page }"
    body = "<p>One</p><blockquote><p>Two</p><p>Three</p></blockquote><p>Four</p><h2>Five</h2>"
    body += "<p>Six</p><blockquote><ul><li>Seven</li></ul></blockquote>"
    document = written(
        body + "<table><tr><td>Eight</td></tr></table><p>Nine</p>", css=css, bare=True
    )
    paragraphs = list(document.body.iter(f"{W}p"))
    begun = [text(p) for p in paragraphs if begins_a_page(document, p)]
    assert begun == ["Two", "Four", "Five", "", ""]
    assert [text(p) for p in paragraphs][-3:] == ["", "Eight", "Nine"]
    names = {words: name for name, words in document.paragraphs()}
    assert names["Five"] == "heading 1"


def test_style_names() -> None:
    body = (
        '<blockquote><p>Quoted.</p><p class="attribution">— A Name</p></blockquote>'
        '<div class="lines"><p>A<br/>\u00a0B</p></div>'
        "<dl><dt>Term</dt><dd>Meaning</dd></dl>"
    )
    names = [name for name, _ in written(body, bare=True).paragraphs()]
    for name in ("Attribution", "Lines", "Definition Term", "Definition"):
        assert any(found.startswith(name) for found in names), (name, names)


LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


def test_a_paragraph_is_hyphenated_only_where_a_word_is_wider_than_its_line() -> None:
    """The words stay as they are: a soft hyphen would be copied with them."""
    address = f"https://example.org/{LONG * 2}/a"
    document = written(
        f"<h2>{LONG * 2}</h2><p>{address}</p><h2>Kurz</h2><p>{LONG}</p>"
        f"<table><tr><td>{LONG * 2}</td></tr></table>",
        bare=True,
    )
    styles = {words: name for name, words in document.paragraphs()}
    assert styles[LONG * 2] == "Table Text Hyphenated"
    assert [name for name, words in document.paragraphs() if words == LONG * 2] == [
        "Heading 1 Hyphenated",
        "Table Text Hyphenated",
    ]
    assert not any("Hyphenated" in styles[words] for words in (address, "Kurz", LONG))
    assert document.xml("word/settings.xml").find(f"{W}autoHyphenation") is not None
    bare = written("<h2>Kurz</h2><p>Wort</p>", bare=True)
    assert bare.xml("word/settings.xml").find(f"{W}autoHyphenation") is None
