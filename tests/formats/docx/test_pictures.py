"""Pictures keep their bytes, their alt text and their place on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from publish.errors import SourceError
from publish.formats import docx
from publish.metadata.credits import MAPPING
from publish.metadata.namespaces import PUBLISH
from publish.page import Asset
from tests.formats.docx.document import Document, R, W, written
from tests.samples import CREDIT, FIGURE, page, picture

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


def inlines(document: Document) -> list[etree._Element]:
    return list(document.body.iter(f"{DRAWING}inline"))


def size(element: etree._Element) -> tuple[float, float]:
    """Width and height in points."""
    extent = element.find(f"{DRAWING}extent")
    assert extent is not None
    return int(extent.get("cx") or 0) / 12700, int(extent.get("cy") or 0) / 12700


def sized(width: int, height: int, more: str = "") -> str:
    return f'<p><img src="tower.jpg" alt="x" width="{width}" height="{height}"{more}/></p>'


def test_the_bytes_are_the_pages_own() -> None:
    document = written()
    (name,) = [n for n in document.names if n.startswith("word/media/")]
    assert document.archive.read(name) == picture("JPEG")
    (blip,) = document.body.iter(BLIP)
    assert f"word/{document.relations()[blip.get(f'{R}embed') or '']}" == name


def test_a_picture_shown_twice_is_there_once() -> None:
    document = written(FIGURE + FIGURE.replace("fig-1", "fig-2"), bare=True)
    assert len(inlines(document)) == 2
    assert len([n for n in document.names if n.startswith("word/media/")]) == 1
    numbers = [e.get("id") for e in document.body.iter(f"{DRAWING}docPr")]
    assert numbers == ["1", "2"]


def test_the_alt_text_is_there_and_no_file_name() -> None:
    (described,) = written().body.iter(f"{DRAWING}docPr")
    assert described.get("descr") == "A tower & a bell"
    assert described.get("name") == "Picture 1"
    assert "tower.jpg" not in etree.tostring(written().body).decode()


def test_decoration_is_marked_as_such() -> None:
    body = FIGURE.replace("A tower &amp; a bell", "")
    (described,) = written(body, bare=True).body.iter(f"{DRAWING}docPr")
    assert described.get("descr") == ""
    assert next(described.iter("{*}decorative")).get("val") == "1"


def test_a_picture_fills_the_measure_as_css_says() -> None:
    (inline,) = inlines(written(FIGURE, bare=True))
    assert size(inline) == pytest.approx((396.85, 297.64), abs=0.05)
    (inline,) = inlines(written(FIGURE, css="figure img { width: 50% }", bare=True))
    assert size(inline) == pytest.approx((198.43, 148.82), abs=0.05)
    assert {inline.get(f"dist{side}") for side in "TBLR"} == {"0"}


def test_no_picture_is_larger_than_the_page() -> None:
    (wide,) = inlines(written(sized(4000, 100), bare=True))
    assert size(wide) == pytest.approx((396.85, 9.92), abs=0.05)
    (high,) = inlines(written(sized(100, 4000), bare=True))
    assert size(high)[1] == pytest.approx(841.89 - 70.87 - 76.54, abs=0.1)
    figure = FIGURE.replace('height="300"', 'height="3000"')
    (framed,) = inlines(written(figure, bare=True))
    assert size(framed)[1] < 841.89 - 70.87 - 76.54 - 30
    assert size(framed)[0] / size(framed)[1] == pytest.approx(400 / 3000, rel=0.01)


def test_pictures_in_lists_and_cells_fit_there() -> None:
    body = f"<ul><li>{FIGURE}</li></ul><table><tr><td>{FIGURE}</td><td>x</td></tr></table>"
    item, cell = inlines(written(body, bare=True))
    assert size(item)[0] == pytest.approx(396.85 - 17, abs=0.1)
    assert size(cell)[0] < 396.85


def test_a_missing_picture_is_an_error() -> None:
    with pytest.raises(SourceError) as error:
        written(FIGURE.replace("tower.jpg", "other.jpg"), bare=True)
    assert error.value.problems[0].rule == "docx-picture"


def test_a_kind_of_picture_that_word_cannot_show_is_an_error() -> None:
    given = replace(page(), assets=(Asset("tower.jpg", "image/webp", b"RIFF"),))
    with pytest.raises(SourceError) as error:
        docx.write(given)
    assert "image/webp" in error.value.problems[0].message


def test_a_picture_without_a_size_is_an_error() -> None:
    with pytest.raises(SourceError) as error:
        written('<p><img src="tower.jpg" alt="x"/></p>', bare=True)
    assert error.value.problems[0].rule == "docx-picture-size"


def test_every_field_of_every_credit_is_in_the_custom_xml() -> None:
    document = written()
    root = document.xml("customXml/item1.xml")
    space = f"{{{PUBLISH}}}"
    (image,) = root.iter(f"{space}image")
    assert (image.get("name"), image.get("part")) == ("tower.jpg", "/word/media/image1.jpg")
    (credit,) = image
    said = {etree.QName(element).localname: element.text for element in credit}
    stated = {row.field: row.get(CREDIT) for row in MAPPING if row.get(CREDIT)}
    assert said == {**stated, "found_in": "front matter"}
    assert {"line", "creator", "license_url", "changes"} <= set(said)
    assert root.findtext(f"{space}title") == 'Salt & Iron: <b> is "not" bold'


def test_a_picture_floats_only_where_enough_text_is_beside_it() -> None:
    """Word has no ``clear``: what follows the article would be beside the picture, too."""
    css = "figure { float: right; width: 30%; margin: 0 }"
    long = f"<p>{'Much is said beside it. ' * 60}</p>"
    bodies = (FIGURE + long, f"{FIGURE}<p>The end.</p>", FIGURE + FIGURE.replace("fig-1", "fig-2"))
    frames = [
        len(list(written(body, css=css, bare=True).body.iter(f"{W}framePr"))) for body in bodies
    ]
    assert frames[0] > 0
    assert frames[1:] == [0, 0]
