"""PDFs by other programs: pictures in forms, patterns and streams, tagged or not."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pillow

from publish.inspecting import FoundImage, inspect
from publish.metadata.credits import credit_packet
from tests.inspecting.files import FERRY, fields, image, written
from tests.inspecting.strangers import Sheet
from tests.metadata.strategies import picture


def images(data: bytes, *, decode: bool = False) -> tuple[FoundImage, ...]:
    found = inspect(data, "x.pdf", decode=decode)
    assert found.format == "pdf", found.problems
    assert found.problems == ()
    return found.images


def colors(data: bytes | None) -> tuple[object, tuple[int, int]]:
    assert data is not None
    with Pillow.open(io.BytesIO(data)) as image:
        return image.convert("RGBA").getpixel((0, 0)), image.size


def test_an_image_painted_often_is_one_image() -> None:
    sheet = Sheet()
    image, other = sheet.image(), sheet.image(b"\0\0\xff")
    inner = sheet.form(b"/I Do /I Do", I=image)
    outer = sheet.form(b"/F Do", F=inner)
    sheet.page(b"/F Do /I Do", F=outer, I=image)
    sheet.page(b"/O Do /F Do", F=outer, O=other)
    one, two = images(sheet.saved())
    assert (one.pages, two.pages) == ((1, 2), (2,))
    assert (one.width, one.height) == (3, 2)


def test_a_form_that_paints_itself_ends() -> None:
    sheet = Sheet()
    form = sheet.form(b"/F Do /I Do", I=sheet.image())
    form.Resources.XObject["/F"] = form
    sheet.page(b"/F Do", F=form)
    (image,) = images(sheet.saved())
    assert image.pages == (1,)


def test_masks_are_no_pictures_and_unpainted_images_are_listed() -> None:
    sheet = Sheet()
    alpha = sheet.image(b"\x80" * 1, ColorSpace=Name.DeviceGray)
    sheet.page(b"/I Do", I=sheet.image(SMask=alpha))
    unused = sheet.image(b"\0\xff\0")
    sheet.pdf.Root.Kept = unused
    one, two = images(sheet.saved(), decode=True)
    assert colors(one.data) == ((255, 0, 0, 128), (3, 2))
    assert (two.uses, two.name) == ((), "image-2 (not shown)")


def test_inline_images_patterns_and_stamps_are_pictures() -> None:
    sheet = Sheet()
    page = sheet.page(b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI")
    pattern = sheet.form(b"/I Do", I=sheet.image(b"\0\xff\0"))
    page.obj.Resources.Pattern = Dictionary(P=pattern)
    stamp = sheet.form(b"/I Do", I=sheet.image(b"\0\0\xff"))
    page.obj.Annots = Array([Dictionary(Subtype=Name.Stamp, AP=Dictionary(N=stamp))])
    found = images(sheet.saved())
    assert [image.name for image in found] == ["image-1", "image-2", "inline-1"]
    assert {image.pages for image in found} == {(1,)}
    assert (found[2].width, found[2].height) == (1, 1)


def test_figures_give_alternative_texts_and_captions_by_mark_and_by_object() -> None:
    sheet = Sheet()
    image, other = sheet.image(), sheet.image(b"\0\0\xff")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = sheet.page(
        b"/Figure <</MCID 0>> BDC /I Do EMC "
        b"/P <</MCID 1>> BDC BT /F 9 Tf (A drum. Photo: Ada Example) Tj ET EMC "
        b"/Figure <</MCID 2>> BDC 0 0 9 9 re f EMC /O Do",
        I=image,
        O=other,
    )
    page.obj.Resources.Font = Dictionary(F=font)
    pdf = sheet.pdf

    def element(tag: str, kids: list[object], **more: object) -> pikepdf.Object:
        given = Dictionary(S=Name(f"/{tag}"), Pg=page.obj, K=Array(kids))
        for key, value in more.items():
            given[f"/{key}"] = value
        return pdf.make_indirect(given)

    figure = element("Picture", [0], Alt=pikepdf.String("A drum"))
    reference = Dictionary(Type=Name.OBJR, Obj=other)
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            RoleMap=Dictionary(Picture=Name.Figure, Legend=Name.Caption),
            K=Array(
                [
                    figure,
                    element("Legend", [1]),
                    element("Figure", [2], Alt=pikepdf.String("A chart")),
                    element("Figure", [reference], Alt=pikepdf.String("By object")),
                ]
            ),
        )
    )
    one, two, chart = images(sheet.saved())
    assert (one.alt, one.caption) == ("A drum", "A drum. Photo: Ada Example")
    assert one.credits[0].fields == {"line": "Photo: Ada Example"}
    assert one.credits[0].found_in == ("pdf:caption",)
    assert (two.alt, chart.name, chart.alt) == ("By object", "drawing-1", "A chart")


def test_metadata_of_an_image_object_are_embedded_in_the_extracted_file() -> None:
    sheet = Sheet()
    metadata = sheet.pdf.make_stream(credit_packet([FERRY]), Type=Name.Metadata, Subtype=Name.XML)
    jpeg = sheet.pdf.make_stream(picture("JPEG"))
    for key, value in {
        "Subtype": Name.Image,
        "Width": 13,
        "Height": 7,
        "ColorSpace": Name.DeviceRGB,
        "BitsPerComponent": 8,
        "Filter": Name.DCTDecode,
        "Metadata": metadata,
    }.items():
        jpeg[f"/{key}"] = value
    raw = sheet.image(Metadata=metadata)
    sheet.page(b"/J Do /R Do", J=jpeg, R=raw)
    for found in images(sheet.saved(), decode=True):
        (credit,) = found.credits
        assert dict(credit.fields) == fields(FERRY)
        assert set(credit.found_in) == {"image:xmp", "pdf:image-metadata"}
        (alone,) = inspect(found.data or b"", "taken.png").images
        assert [dict(c.fields) for c in alone.credits] == [fields(FERRY)]


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_file_without_a_password_opens(password: str) -> None:
    sheet = Sheet()
    sheet.page(b"/I Do", I=sheet.image())
    encryption = pikepdf.Encryption(owner="boss", user=password)
    found = inspect(sheet.saved(encryption=encryption), "x.pdf")
    rules = [problem.rule for problem in found.problems]
    if password:
        assert (found.format, rules) == ("unknown", ["inspect-encrypted"])
    else:
        assert (len(found.images), rules) == (1, ["inspect-restricted"])


def test_contradictions_between_xmp_and_the_dictionary_are_reported() -> None:
    sheet = Sheet()
    sheet.page(b"")
    with sheet.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
        packet["dc:title"] = "New"
    sheet.pdf.docinfo["/Title"] = "Old"
    found = inspect(sheet.saved(), "x.pdf")
    assert found.metadata["title"] == "New"
    (difference,) = found.differences
    assert (difference.field, [v.text for v in difference.values]) == ("title", ["New", "Old"])


def test_a_replaced_picture_does_not_get_the_old_credit() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(written(image([FERRY]))["pdf"])) as pdf:
        (old,) = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
        del old["/Metadata"]
        old.write(b"\0\0\xff" * 13 * 7)
        for element in pdf.objects:
            if isinstance(element, Dictionary) and "/Alt" in element:
                element.Alt = pikepdf.String("A train")
        pdf.save(out, fix_metadata_version=False)
    found = inspect(out.getvalue(), "x.pdf")
    (train,) = found.images
    assert train.alt == "A train"
    assert "pdf:document-xmp" not in {p for credit in train.credits for p in credit.found_in}
    assert [problem.rule for problem in found.problems] == ["inspect-record-orphan"]
