"""The PDF's tags, credits, bookmarks and determinism; the proof compares its text."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace

import pikepdf
import pytest
from lxml import etree
from pikepdf import Name, NumberTree

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article
from publish.composing.theme.loading import load
from publish.errors import ThemeError
from publish.formats.pdf import write
from publish.formats.pdf.structure.tree import elements, kids
from publish.model.credit import Credit
from publish.page import Page


@pytest.fixture(scope="module")
def page() -> Page:
    return compose(specimen_article("en"), load("briefing"))


@pytest.fixture(scope="module")
def pdf(page: Page) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write(page)))


def tags_of(pdf: pikepdf.Pdf, name: str) -> list[pikepdf.Dictionary]:
    return [e for e, _ in elements(pdf.Root.StructTreeRoot) if str(e.S) == f"/{name}"]


def test_the_caption_follows_its_figure_where_readers_hear_it(pdf: pikepdf.Pdf) -> None:
    (figure,) = tags_of(pdf, "Figure")
    assert kids(figure) == []
    assert figure.P.S == Name.Sect
    assert [kid.S for kid in kids(figure.P)] == [Name.Figure, Name.Caption]


def test_all_pages_are_one_article(pdf: pikepdf.Pdf) -> None:
    (document,) = kids(pdf.Root.StructTreeRoot)
    assert len(pdf.pages) > 2
    assert (document.S, [kid.S for kid in kids(document)]) == (Name.Document, [Name.Art])
    assert not tags_of(pdf, "Part")


def test_lists_say_how_they_are_numbered(page: Page, pdf: pikepdf.Pdf) -> None:
    kinds = Counter(str(element.A.ListNumbering) for element in tags_of(pdf, "L"))
    assert {*kinds} >= {"/Decimal", "/LowerAlpha", "/Disc", "/None"}
    assert kinds["/None"] >= page.markup.count("<dl") > 0


def test_links_say_where_they_lead(pdf: pikepdf.Pdf) -> None:
    said = {
        str(kid.Obj.A.URI): str(kid.Obj.Contents)
        for link in tags_of(pdf, "Link")
        for kid in link.K
        if isinstance(kid, pikepdf.Dictionary) and "/A" in kid.get("/Obj", {})
    }
    assert said and all(at.split(":", 1)[1].strip("/") in said[at] for at in said)
    assert any(": " in words for words in said.values())


def test_header_cells_have_scopes(pdf: pikepdf.Pdf) -> None:
    scopes = [str(e.A.Scope) for e, _ in elements(pdf.Root.StructTreeRoot) if e.S == Name.TH]
    # A plain table, one with two rows of headers that reach over others, the data of a chart.
    assert scopes == [
        *["/Column"] * 3,
        "/Row",
        *["/Column"] * 5,
        *["/Row"] * 2,
        *["/Column"] * 2,
        "/Row",
    ]


def test_bookmarks_lead_to_every_heading(page: Page, pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        titles: list[str] = []

        def walk(items: list[pikepdf.OutlineItem]) -> None:
            for item in items:
                titles.append(item.title)
                walk(item.children)

        walk(outline.root)
    root = etree.fromstring(page.markup.encode())
    headings = root.iter("{*}h1", "{*}h2", "{*}h3", "{*}h4", "{*}h5", "{*}h6")
    assert titles == [" ".join(str(e.xpath("string()")).split()) for e in headings]
    opening = ["Key points", "Abstract", "Contents", "List of figures", "List of tables"]
    assert titles[1:8] == [*opening, "A section begins", "A subsection"]


def test_emphasis_in_a_link_makes_no_second_link() -> None:
    body = '<p><a href="https://example.org/">one <strong>two</strong> <code>three</code></a></p>'
    article = replace(specimen_article("en"), body=body, images=(), abstract=None)
    linked = pikepdf.open(io.BytesIO(write(compose(article, load("briefing")))))
    leading = [
        annotation
        for page in linked.pages
        for annotation in page.obj.get("/Annots", [])
        if "/A" in annotation and str(annotation.A.get("/URI")) == "https://example.org/"
    ]
    parents = NumberTree(linked.Root.StructTreeRoot.ParentTree)
    assert [parents[int(a.StructParent)].S for a in leading] == [Name.Link]


def test_every_image_object_carries_its_credit(pdf: pikepdf.Pdf) -> None:
    pictures = [
        o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == Name.Image
    ]
    assert len(pictures) == 1
    assert b"An Illustrator" in pictures[0].Metadata.read_bytes()


def test_a_jpeg_keeps_its_bytes(page: Page) -> None:
    from PIL import Image as Pillow

    out = io.BytesIO()
    Pillow.new("RGB", (60, 40), (90, 120, 130)).save(out, "JPEG")
    article = specimen_article("en")
    image = replace(article.images[0], data=out.getvalue(), media_type="image/jpeg", width=60)
    with_jpeg = compose(replace(article, images=(image,)), load("briefing"))
    data = pikepdf.open(io.BytesIO(write(with_jpeg)))
    (picture,) = (
        o for o in data.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == Name.Image
    )
    assert picture.read_raw_bytes() == with_jpeg.assets[0].data


def test_the_same_page_gives_the_same_bytes(page: Page) -> None:
    assert write(page) == write(page)


def test_no_current_time_is_written(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo["/CreationDate"]) == "D:20000101000000Z"
    assert str(pdf.docinfo["/ModDate"]) == "D:20000101000000Z"


@pytest.mark.parametrize(
    "css",
    [
        "body { background: url(file:///etc/passwd) }",
        "body { background: url(https://example.org/x.png) }",
        "li { list-style-image: url(other.png) }",
        "@font-face { font-family: X; src: url(file:///x.ttf) } p { font-family: X }",
    ],
)
def test_a_theme_cannot_load_files_outside_the_page(page: Page, css: str) -> None:
    hostile = replace(page, look=replace(page.look, style=css + page.look.style))
    with pytest.raises(ThemeError) as caught:
        write(hostile)
    assert "theme-fetch-refused" in {problem.rule for problem in caught.value.problems}


def test_an_image_object_names_both_creators() -> None:
    article = specimen_article("en")
    image = replace(article.images[0], credits=(Credit(creator="First"), Credit(creator="Second")))
    data = write(compose(replace(article, images=(image,)), load("briefing")))
    pdf = pikepdf.open(io.BytesIO(data))
    (picture,) = (
        o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == Name.Image
    )
    packet = picture.Metadata.read_bytes()
    assert b"First" in packet
    assert b"Second" in packet


def test_list_items_have_only_a_label_and_a_body(pdf: pikepdf.Pdf) -> None:
    items = [e for e, _ in elements(pdf.Root.StructTreeRoot) if e.S == Name.LI]
    assert len(items) > 10
    assert {kid.S for item in items for kid in kids(item)} == {Name.Lbl, Name.LBody}


def test_generated_numbers_are_labels(page: Page) -> None:
    numbered = "body { counter-reset: n } h2::before { counter-increment: n; content: counter(n) } "
    look = replace(page.look, style=page.look.style + numbered)
    pdf = pikepdf.open(io.BytesIO(write(replace(page, look=look))))
    headings = [e for e, _ in elements(pdf.Root.StructTreeRoot) if e.S == Name.H2]
    bare = [n for n, heading in enumerate(headings) if kids(heading)[0].S != Name.Lbl]
    # Contents and lists are no sections, whatever a stylesheet counts.
    guides = [
        n
        for n, heading in enumerate(re.findall(r'<h2 id="([^"]+)">', page.markup))
        if heading in ("contents-title", "list-of-figures-title", "list-of-tables-title")
    ]
    assert (len(headings), bare) == (page.markup.count("<h2"), guides)
    assert len(guides) == 3


def test_headers_and_footers_are_artifacts(pdf: pikepdf.Pdf) -> None:
    last = pdf.pages[-1].Contents.read_bytes()
    assert last.count(b"/Artifact <</Type /Pagination>> BDC") == 4
