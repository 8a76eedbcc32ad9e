"""Content documents: all text in order, valid contents, landmarks and links."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.formats.epub import documents, navigation
from tests.formats.epub.book import NS, SAMPLES, TYPE, page, sample
from tests.profiles import examples
from tests.samples import markup

HEADINGS = [f"{{{NS['h']}}}h{level}" for level in range(1, 7)]

every_sample = pytest.mark.parametrize("name", SAMPLES)


def words(roots: Iterable[etree._Element]) -> list[list[str]]:
    """The words of every piece of text between two tags, in order."""
    pieces = (
        str(text).split() for root in roots for text in next(root.iterfind("h:body", NS)).itertext()
    )
    return [piece for piece in pieces if piece]


# -- markup as an article may hold it ---------------------------------------------------

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1
).map(escape)


def _in(tag: str) -> st.SearchStrategy[str]:
    return texts.map(lambda text: f"<{tag}>{text}</{tag}>")


inlines = st.lists(
    texts
    | st.sampled_from(["em", "strong", "code", "s", "sub", "sup"]).flatmap(_in)
    | st.just("<br/>"),
    min_size=1,
    max_size=4,
).map("".join)
paragraphs = inlines.map(lambda text: f"<p>{text}</p>")
attributes = st.sampled_from(["", ' class="x"', ' id="part-1"'])
headings = st.tuples(st.integers(2, 6), inlines, attributes).map(
    lambda h: f"<h{h[0]}{h[2]}>{h[1]}</h{h[0]}>"
)
items = st.lists(inlines | paragraphs, min_size=1, max_size=3)


def _list(tag: str, rows: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{row}</li>' for row in rows)}</{tag}>"


lists = st.builds(_list, st.sampled_from(["ul", "ol"]), items)
tables = st.lists(st.tuples(texts, texts), min_size=1, max_size=3).map(
    lambda rows: (
        "<table><tbody>"
        + "".join(f'<tr><th scope="row">{a}</th><td>{b}</td></tr>' for a, b in rows)
        + "</tbody></table>"
    )
)
boxes = st.builds(
    lambda tag, inner: tag.replace("…", "".join(inner)),
    st.sampled_from(['<div class="box note">…</div>', "<blockquote>…</blockquote>"]),
    st.lists(paragraphs | lists, min_size=1, max_size=2),
)
code = texts.map(lambda text: f"<pre><code>{text}</code></pre>")
bodies = st.lists(
    paragraphs | headings | lists | tables | boxes | code | st.just("<hr/>"), max_size=8
).map("\n".join)


@examples(60)
@given(bodies, st.sampled_from([documents.LONG, 0]))
def test_all_words_keep_their_order_and_every_heading_is_in_the_contents(
    body: str, limit: int
) -> None:
    source = page(markup=markup(body), cover="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "LONG", limit)
        made = documents.article_documents(source)
    back = [etree.fromstring(document.data) for document in made]
    assert words(back) == words([etree.fromstring(source.markup.encode())])

    listed = [text for text, _ in flat(navigation.contents(made))]
    headed = [on_one_line(h) for root in back for h in root.iter(*HEADINGS)]
    assert listed == [text for text in headed if text]


def on_one_line(heading: etree._Element) -> str:
    for line_break in heading.iter(f"{{{NS['h']}}}br"):
        line_break.text = " "
    return " ".join("".join(map(str, heading.itertext())).split())


def flat(entries: Iterable[navigation.Entry]) -> Iterable[tuple[str, str]]:
    for entry in entries:
        yield entry.text, entry.href
        yield from flat(entry.below)


# -- the samples ---------------------------------------------------------------------------


@every_sample
def test_the_whole_article_is_in_the_reading_order(name: str) -> None:
    source = SAMPLES[name]()
    assert words(sample(name).texts()) == words([etree.fromstring(source.markup.encode())])


@every_sample
def test_contents_lead_to_every_heading_in_order(name: str) -> None:
    book = sample(name)
    nav = book.tree("nav.xhtml").find(".//h:nav[@role='doc-toc']", NS)
    assert nav is not None
    links = nav.findall(".//h:a", NS)
    headings = [
        (document, heading.get("id"))
        for document in book.spine()
        if document != "cover.xhtml"
        for heading in book.tree(document).iter()
        if heading.tag in HEADINGS
    ]
    assert [tuple((a.get("href") or "").split("#")) for a in links] == headings
    older = book.tree("toc.ncx")
    assert [c.get("src") for c in older.iterfind(".//ncx:content", NS)] == [
        a.get("href") for a in links
    ]
    assert [t.text for t in older.iterfind(".//ncx:navLabel/ncx:text", NS)] == [
        a.text for a in links
    ]


def test_headings_are_nested_below_their_sections() -> None:
    made = documents.article_documents(page())
    entries = navigation.contents(made)
    assert [entry.text for entry in entries] == [
        "Salt & Iron",
        "First & second",
        "Without an id",
        "Image credits",
        "About this edition",
    ]
    below = entries[1]
    for text in ("Deeper", "Deeper still", "Five", "Six six seven"):
        (below,) = below.below
        assert below.text == text
    assert entries[1].depth == 5


@every_sample
def test_every_internal_link_has_a_target(name: str) -> None:
    book = sample(name)
    places = {"nav.xhtml", *book.spine()}
    for document in tuple(places):
        places |= {f"{document}#{e.get('id')}" for e in book.tree(document).iter() if e.get("id")}
    for document in ("nav.xhtml", *book.spine()):
        for link in book.tree(document).iterfind(".//h:a", NS):
            href = link.get("href", "")
            if "://" not in href:
                assert (document + href if href.startswith("#") else href) in places


def test_landmarks_exist() -> None:
    def found(name: str) -> dict[str | None, str | None]:
        guide = sample(name).tree("nav.xhtml").find(".//h:nav[@hidden]", NS)
        assert guide is not None
        return {a.get(TYPE): a.get("href") for a in guide.iterfind(".//h:a", NS)}

    assert found("vocabulary") == {
        "cover": "cover.xhtml",
        "toc": "nav.xhtml#toc",
        "bodymatter": "article.xhtml",
        "other-credits": "article.xhtml#credits",
        "colophon": "article.xhtml#colophon",
    }
    assert list(found("plain")) == ["cover", "toc", "bodymatter"]
    last = sample("long").spine()[-1]
    assert found("long")["other-credits"] == f"{last}#credits"


def test_a_long_article_is_split_at_its_sections() -> None:
    names = sample("long").spine()
    # The cover, what comes before the first section, 42 sections, and the end matter.
    assert names == ["cover.xhtml", *(f"article-{n}.xhtml" for n in range(1, 45))]
    for name in names[2:]:
        first = sample("long").tree(name).find(".//h:article/*", NS)
        assert first is not None
        assert first.tag.endswith(("}h2", "}section"))


def test_roles_have_epub_types() -> None:
    root = sample("vocabulary").tree("article.xhtml")
    kinds = {e.get("role"): e.get(TYPE) for e in root.iter() if e.get("role")}
    assert kinds == {
        "doc-credit": "credit",
        "doc-credits": "credits other-credits",
        "doc-colophon": "colophon",
    }


def test_the_cover_role_is_on_the_picture() -> None:
    """On a section the role would make title and byline a part of a picture."""
    root = sample("vocabulary").tree("cover.xhtml")
    assert [etree.QName(e).localname for e in root.iterfind(".//*[@role='doc-cover']")] == ["img"]
    section = root.find(".//h:section", NS)
    assert section is not None
    assert section.get(TYPE) == "cover"


def test_the_cover_says_all_its_words_and_the_article_begins_with_its_own() -> None:
    (cover,) = sample("vocabulary").tree("cover.xhtml").iter("{*}img")
    assert cover.get("alt") == "Transport Salt & Iron Ada Example"


def test_a_language_is_in_both_attributes() -> None:
    root = sample("vocabulary").tree("article.xhtml")
    marked = [e for e in root.iter() if e.get("lang")]
    assert {e.get("lang") for e in marked} == {"en-GB", "de", "ar"}
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    assert all(e.get("lang") == e.get(xml) for e in marked)


def test_mathml_is_a_manifest_property() -> None:
    body = '<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>'
    (document,) = documents.article_documents(page(body))
    assert document.properties == ("mathml",)


def test_every_table_moves_in_a_frame_and_a_wide_one_by_keyboard() -> None:
    body = "".join(
        f'<table class="{kind}"><caption>Table {kind}</caption><tr><td>1</td></tr></table>'
        for kind in ("tight", "scrolling", "wide")
    )
    (document,) = documents.article_documents(page(body))
    frames = [e for e in document.root.iter() if e.get("class") == "table-frame"]
    assert [(f.get("tabindex"), f.get("aria-label")) for f in frames] == [
        (None, None),
        ("0", "Table scrolling"),
        ("0", "Table wide"),
    ]


def test_a_formula_that_is_wider_than_a_phone_is_moved_by_keyboard() -> None:
    formulas = "".join(
        f'<div class="equation"><math xmlns="http://www.w3.org/1998/Math/MathML" display="block">'
        f"{'<mi>x</mi><mo>+</mo>' * terms}<mi>y</mi></math></div>"
        for terms in (3, 30)
    )
    (document,) = documents.article_documents(page(formulas))
    boxes = [e for e in document.root.iter() if e.get("class") == "equation"]
    assert [box.get("tabindex") for box in boxes] == [None, "0"]
