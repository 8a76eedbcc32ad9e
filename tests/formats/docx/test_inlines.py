"""No word is lost, whatever the markup; what has no counterpart is an error, never a gap."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.errors import PublishError, SourceError, ThemeError
from publish.formats import docx
from publish.model.boxes import BOXES
from tests.formats.docx.document import Document, W, text, words, written
from tests.profiles import examples
from tests.samples import FIGURE, markup, page

WORD = st.text("abcXYZäß0éñ漢’–", min_size=1, max_size=8)
TEXT = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
PHRASE = st.sampled_from(["em", "strong", "code", "s", "sub", "sup", "time"])


@st.composite
def lines(draw: st.DrawFn, depth: int = 0) -> str:
    """Inline markup."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["text", "text", "phrase", "link", "break"]))
        if kind == "text" or depth > 2:
            pieces.append(escape(draw(TEXT)))
        elif kind == "phrase":
            tag = draw(PHRASE)
            pieces.append(f"<{tag}>{draw(lines(depth + 1))}</{tag}>")
        elif kind == "break":
            pieces.append("<br/>")
        else:
            pieces.append(f'<a href="https://example.org/{draw(st.integers(1, 9))}">link</a>')
    return draw(st.sampled_from([" ", "\n", "", "  "])).join(pieces)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    """Block markup of the vocabulary."""
    simple = ["p", "h2", "h3", "h6", "pre", "hr"]
    kinds = simple if depth > 2 else [*simple, "ul", "ol", "blockquote", "div", "table", "loose"]
    kind = draw(st.sampled_from(kinds))

    def several(most: int = 3) -> list[str]:
        return draw(st.lists(blocks(depth + 1), min_size=1, max_size=most))

    match kind:
        case "hr":
            return "<hr/>"
        case "pre":
            code = "\n".join(escape(line) for line in draw(st.lists(TEXT, min_size=1, max_size=3)))
            return f"<pre><code>{code}\n</code></pre>"
        case "ul" | "ol":
            items = "".join(f"<li>{draw(lines())}{b}</li>" for b in several())
            start = f' start="{draw(st.integers(0, 40000))}"' if kind == "ol" else ""
            return f"<{kind}{start}>{items}</{kind}>"
        case "loose":
            return "<ul>" + "".join(f"<li>{b}</li>" for b in several()) + "</ul>"
        case "blockquote":
            return f"<blockquote>{''.join(several())}</blockquote>"
        case "div":
            name = draw(st.sampled_from(FRAMED))
            inner = "".join(several())
            return f'<div class="{name}"><p class="note-title">{draw(lines())}</p>{inner}</div>'
        case "table":
            return draw(tables(depth))
        case _:
            return f"<{kind}>{draw(lines())}</{kind}>"


@st.composite
def tables(draw: st.DrawFn, depth: int) -> str:
    """A table, with spans and whatever in its cells."""
    wide = draw(st.integers(1, 3))
    head = "".join(f'<th scope="col">{draw(lines())}</th>' for _ in range(wide))
    rows = ""
    for _ in range(draw(st.integers(1, 3))):
        cell = draw(st.sampled_from(["plain", "span", "blocks", "empty"]))
        first = {
            "plain": f'<td class="align-right">{draw(lines())}</td>',
            "span": f'<td colspan="{wide}" rowspan="2">{draw(lines())}</td>',
            "blocks": f"<td>{draw(blocks(depth + 1))}</td>",
            "empty": "<td></td>",
        }[cell]
        others = 0 if cell == "span" else wide - 1
        rows += f"<tr>{first}{''.join(f'<td>{draw(lines())}</td>' for _ in range(others))}</tr>"
    caption = f"<caption>{draw(lines())}</caption>" if draw(st.booleans()) else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def in_order(document: Document) -> list[str]:
    """Every word of the document, as its paragraphs have them."""
    found = " ".join(text(p) for p in document.body.iter(f"{W}p"))
    return re.findall(r"\S+", found)


@given(st.lists(blocks(), min_size=1, max_size=4).map("".join))
@examples(60)
def test_every_word_is_kept_in_order(body: str) -> None:
    document = written(body, bare=True)
    assert in_order(document) == words(markup(body, head="", end=""))
    for cell in document.body.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for run in document.body.iter(f"{W}rPr"):
        assert {str(child.tag) for child in run} <= {f"{W}{n}" for n in ("rStyle", "lang", "rtl")}
    for properties in document.body.iter(f"{W}pPr"):
        assert {str(child.tag) for child in properties} <= {f"{W}pStyle", f"{W}numPr"}


FRAMED = [box.classes for box in BOXES.values() if box.framed]
RICH = """
article { columns: 2; counter-reset: n }
h3, blockquote, table { column-span: all }
p::first-letter { float: left; font-size: 40pt; line-height: 1 }
h2 { counter-increment: n } h2::before { content: counter(n) ". " }
table { break-inside: avoid } .note { columns: 3 }
"""


@given(st.lists(blocks(), min_size=1, max_size=4).map("".join))
@examples(30)
def test_every_letter_is_kept_in_columns(body: str) -> None:
    """With drop caps and numbers too; every section ends where a paragraph can hold it."""
    document = written(body, css=RICH, bare=True)
    assert "".join(in_order(document)) == "".join(words(markup(body, head="", end="")))
    assert document.body[-1].tag == f"{W}sectPr"
    sections = list(document.body.iter(f"{W}sectPr"))
    top = [p.find(f"{W}pPr/{W}sectPr") for p in document.body]
    assert len(sections) == len([section for section in top if section is not None]) + 1


def test_white_space_collapses_across_elements() -> None:
    document = written("<p> one <em> two </em> <strong>three </strong>\n four <br/> five </p>")
    assert document.paragraphs()[4][1] == "one two three four\nfive"


def test_listings_keep_white_space() -> None:
    document = written("<pre><code>\na\n\tb  c\n\nd\n</code></pre>", bare=True)
    assert document.paragraphs()[0][1] == "a\n\tb  c\n\nd"


def test_a_soft_hyphen_is_words_own() -> None:
    document = written("<p>Soft\u00adhyphen, non\u2011breaking, no\u00a0break</p>", bare=True)
    assert document.paragraphs()[0][1] == "Soft\u00adhyphen, non\u2011breaking, no\u00a0break"
    assert len(list(document.body.iter(f"{W}softHyphen"))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<p><video>film</video></p>",
        "<details><summary>more</summary></details>",
        "<ul>text<li>item</li></ul>",
        "<ul><p>no item</p></ul>",
        "<p>in line <em><table><tr><td>x</td></tr></table></em></p>",
        "<table><p>x</p></table>",
        "<table>stray<tr><td>x</td></tr></table>",
        "<table><tbody>stray<tr><td>x</td></tr></tbody></table>",
        "<table><tr><td>x</td>stray</tr></table>",
        "<h7>seven</h7>",
    ],
)
def test_an_element_without_counterpart_is_an_error(body: str) -> None:
    with pytest.raises(SourceError) as error:
        written(body)
    assert error.value.problems[0].rule == "docx-element-unknown"


def test_too_deep_nesting_is_an_error() -> None:
    with pytest.raises(SourceError) as error:
        written("<blockquote>" * 200 + "<p>x</p>" + "</blockquote>" * 200)
    assert error.value.problems[0].rule == "docx-nesting"


def test_several_captions_are_all_there() -> None:
    body = "<table><caption>one</caption><caption>two</caption><tr><td>x</td></tr></table>"
    assert [words for _, words in written(body, bare=True).paragraphs()][:3] == ["one", "two", "x"]
    below = written(body, css="caption { caption-side: bottom }", bare=True)
    assert [words for _, words in below.paragraphs()] == ["x", "one", "two"]


def test_text_that_a_stylesheet_hides_is_an_error() -> None:
    with pytest.raises(ThemeError) as error:
        written(css=".credits { display: none }")
    assert error.value.problems[0].rule == "docx-text-hidden"


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "file:///etc/passwd", "other.html", "http://", "http://[x", "#",
     "https://" + "a" * 3000 + ".org/", "data:text/html,x", "https://exa mple.org/"],
)  # fmt: skip
def test_a_link_that_cannot_work_is_an_error(target: str) -> None:
    with pytest.raises(PublishError) as error:
        written(f'<p><a href="{target}">link</a></p>')
    assert error.value.problems[0].rule == "docx-link-address"


def test_a_link_to_nowhere_is_an_error() -> None:
    with pytest.raises(SourceError) as error:
        written('<p><a href="#gone">link</a></p>')
    assert error.value.problems[0].rule == "docx-link-nowhere"


def test_links() -> None:
    body = (
        '<h2 id="a b">Here</h2><p><a href="https://example.org/ä b?q=1&amp;r=(2)">out</a> and '
        '<a href="#a b">in</a> and <a href="mailto:ada@example.org">to her</a></p>'
    )
    document = written(body, bare=True)
    out, inner, mail = document.body.iter(f"{W}hyperlink")
    relations = document.relations()
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert relations[out.get(key) or ""] == "https://example.org/%C3%A4%20b?q=1&r=(2)"
    assert relations[mail.get(key) or ""] == "mailto:ada@example.org"
    assert [inner.get(f"{W}anchor")] == _bookmarks(document) == ["a_b"]
    styles = {e.get(f"{W}val") for e in out.iter(f"{W}rStyle")}
    assert styles == {"Hyperlink"}


def test_bookmarks_are_names_that_word_takes() -> None:
    ids = ["1-2", "x" * 60, "x" * 60 + "y", "Same", "same", "größe"]
    body = "".join(f'<p id="{id}">text</p>' for id in ids) + '<p id="same">again</p>'
    document = written(body, bare=True)
    names = _bookmarks(document)
    assert len(names) == len(ids) == len({name.lower() for name in names})
    assert all(re.fullmatch(r"[^\W\d]\w{0,39}", name) for name in names)
    numbers = [e.get(f"{W}id") for e in document.body.iter(f"{W}bookmarkEnd")]
    assert len(numbers) == len(set(numbers)) == 2 * len(ids) + 1  # with those of origins


def _bookmarks(document: Document) -> list[str]:
    """The names of bookmarks, but for those of origins."""
    names = [e.get(f"{W}name") or "" for e in document.body.iter(f"{W}bookmarkStart")]
    return [name for name in names if not name.startswith("_p")]


def test_an_empty_element_with_an_id_has_a_bookmark() -> None:
    document = written('<p><a href="#x">link</a></p><p id="x"></p>', bare=True)
    assert _bookmarks(document) == ["x"]


def test_runs_have_languages_and_directions() -> None:
    body = '<p>English <span lang="de">Deutsch</span> <span lang="ja">日本</span></p>'
    body += '<p lang="ar" dir="rtl">مرحبا Word 5</p>'
    document = written(body, bare=True)
    said = [(text(run), run.find(f"{W}rPr/{W}lang")) for run in document.body.iter(f"{W}r")]
    named = {words: dict(e.attrib) for words, e in said if e is not None}
    assert named["Deutsch"] == {f"{W}val": "de"}
    # Latin letters among others are English to Word, which has a language for each kind.
    assert named["日本"] == {f"{W}val": "en-US", f"{W}eastAsia": "ja"}
    assert named["مرحبا "] == {f"{W}val": "en-US", f"{W}bidi": "ar"}
    assert named["Word 5"] == {f"{W}val": "en-US", f"{W}bidi": "ar"}
    (name, _) = document.paragraphs()[1]
    assert document.style(name).find(f"{W}pPr/{W}bidi") is not None
    lang = next(document.xml("word/styles.xml").iter(f"{W}lang"))
    assert lang.get(f"{W}val") == "en-GB"


def test_a_combining_mark_has_the_direction_of_its_letter() -> None:
    document = written('<p lang="he" dir="rtl">אבג <span lang="hi">है</span> דה</p>', bare=True)
    runs = {
        text(run): run.find(f"{W}rPr/{W}rtl") is not None for run in document.body.iter(f"{W}r")
    }
    assert [rtl for said, rtl in runs.items() if said.strip() == "है"] == [False]


def test_other_readers_find_the_words() -> None:
    """python-docx, which knows nothing of how this was written."""
    import io

    import docx as python_docx

    document = python_docx.Document(io.BytesIO(docx.write(page(), embed_fonts=False)))
    said = [p.text for p in document.paragraphs]
    assert said[1] == "Salt & Iron"
    assert document.paragraphs[1].style is not None
    assert document.paragraphs[1].style.name == "Title"
    assert document.tables[-1].cell(1, 1).text == "12.5"
    assert document.core_properties.title == 'Salt & Iron: <b> is "not" bold'
    assert FIGURE.count("<img") == len(document.inline_shapes)
