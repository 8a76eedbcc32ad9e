"""DOCX files by other programs: pictures in every part, credits in every form."""

from __future__ import annotations

from publish.inspecting import FoundImage, inspect
from tests.inspecting.strangers import SPACES, docx, drawing, paragraph, relationships
from tests.metadata.strategies import picture

PNG = picture("PNG")
JPEG = picture("JPEG")


def images(data: bytes) -> dict[str, FoundImage]:
    found = inspect(data, "x.docx")
    assert found.format == "docx", found.problems
    return {image.name: image for image in found.images}


def lines(image: FoundImage) -> list[str]:
    return [credit.fields["line"] for credit in image.credits]


def test_pictures_are_found_in_every_part_and_markup() -> None:
    vml = '<w:pict><v:shape alt="A drum"><v:imagedata r:id="v"/></v:shape></w:pict>'
    inner = paragraph(drawing("t"))
    box = f"<w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict>"
    choice = (
        f"<mc:AlternateContent><mc:Choice>{drawing('c', 'New')}</mc:Choice>"
        '<mc:Fallback><w:pict><v:shape alt="Old"><v:imagedata r:id="c"/></v:shape></w:pict>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    table = f"<w:tbl><w:tr><w:tc>{paragraph(drawing('d', 'In a cell'))}</w:tc></w:tr></w:tbl>"
    note = f"<w:footnotes {SPACES}><w:footnote>{paragraph(drawing('n'))}</w:footnote></w:footnotes>"
    head = f"<w:hdr {SPACES}>{paragraph(drawing('h'))}</w:hdr>"
    data = docx(
        paragraph(vml) + paragraph(box) + paragraph(choice) + table,
        {
            "word/footnotes.xml": note,
            "word/_rels/footnotes.xml.rels": relationships({"n": ("image", "media/note.png")}),
            "word/header1.xml": head,
            "word/_rels/header1.xml.rels": relationships({"h": ("image", "/word/media/head.png")}),
            **{
                f"word/media/{n}.png": PNG for n in ("vml", "box", "note", "head", "Cell", "choice")
            },
            "word/media/unused.jpg": JPEG,
        },
        v=("image", "media/vml.png"),
        t=("image", "media/box.png"),
        c=("image", "media/choice.png"),
        d=("image", "media/cell.PNG"),
        u=("image", "media/unused.jpg"),
        f=("footnotes", "footnotes.xml"),
        h=("header", "header1.xml"),
    )
    found = images(data)
    assert {name: image.uses for name, image in found.items()} == {
        "vml.png": ("word/document.xml",),
        "box.png": ("word/document.xml",),
        "choice.png": ("word/document.xml",),
        "cell.PNG": ("word/document.xml",),
        "unused.jpg": (),
        "note.png": ("word/footnotes.xml",),
        "head.png": ("word/header1.xml",),
    }
    assert {image.alt for image in found.values()} == {"A drum", "New", "In a cell", None}
    assert all(image.data in (PNG, JPEG) for image in found.values())
    assert found["unused.jpg"].media_type == "image/jpeg"


def test_a_linked_picture_is_reported_with_its_address() -> None:
    linked = drawing("x", "Far", "link")
    data = docx(paragraph(linked), {}, x=("image", "https://example.org/a.png"))
    (image,) = images(data).values()
    assert (image.external, image.data, image.alt) == ("https://example.org/a.png", None, "Far")


def test_a_missing_picture_is_reported() -> None:
    found = inspect(docx(paragraph(drawing("x")), {}, x=("image", "media/gone.png")), "x.docx")
    assert [problem.rule for problem in found.problems] == ["inspect-image-missing"]
    assert "word/media/gone.png" in found.problems[0].message


def test_a_paragraph_in_the_credit_style_is_the_credit() -> None:
    body = (
        paragraph(drawing("x"))
        + paragraph("The harbour", "Beschriftung")
        + paragraph("Ada Example", "Bildnachweis")
        + paragraph("Bo Drawer", "Klein")
        + paragraph("Text.")
        + paragraph("Nobody", "Bildnachweis")
    )
    data = docx(body, {"word/media/a.png": PNG}, x=("image", "media/a.png"))
    (image,) = images(data).values()
    assert image.caption == "The harbour"
    assert lines(image) == ["Ada Example", "Bo Drawer"]
    assert {credit.found_in for credit in image.credits} == {("docx:credit",)}


def test_a_caption_may_contain_the_credit() -> None:
    body = (
        paragraph(drawing("x"))
        + paragraph("Abb. 3: Der Hafen. Foto: Ada Example / CC BY 4.0", "Beschriftung")
        + paragraph(drawing("y"))
        + paragraph("Figure 4: A harbour", "Beschriftung")
    )
    media = {"word/media/a.png": PNG, "word/media/b.png": JPEG}
    data = docx(body, media, x=("image", "media/a.png"), y=("image", "media/b.png"))
    one, two = images(data).values()
    assert lines(one) == ["Foto: Ada Example / CC BY 4.0"]
    assert one.credits[0].found_in == ("docx:caption",)
    assert (two.caption, two.credits) == ("Figure 4: A harbour", ())


def test_deleted_text_is_no_credit() -> None:
    deleted = (
        '<w:p><w:pPr><w:pStyle w:val="Bildnachweis"/></w:pPr>'
        "<w:del><w:r><w:delText>Old Name</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>New Name</w:t></w:r></w:ins></w:p>"
    )
    data = docx(
        paragraph(drawing("x")) + deleted,
        {"word/media/a.png": PNG},
        x=("image", "media/a.png"),
    )
    (image,) = images(data).values()
    assert lines(image) == ["New Name"]


def test_a_picture_shown_often_is_one_picture() -> None:
    body = paragraph(drawing("x", "First")) + paragraph("Text.") + paragraph(drawing("y", "Again"))
    data = docx(
        body, {"word/media/a.png": PNG}, x=("image", "media/a.png"), y=("image", "media/a.png")
    )
    (image,) = images(data).values()
    assert image.alt == "First"
