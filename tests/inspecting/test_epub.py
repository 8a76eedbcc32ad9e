"""EPUB 2 and 3 by other programs: pictures in pages, stylesheets and SVG, credits in any form."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

from publish.inspecting import FoundImage, Inspection, inspect, inspect_folder
from tests.inspecting.strangers import epub, package, xhtml
from tests.metadata.strategies import picture

PNG = picture("PNG")
JPEG = picture("JPEG")
PAGE = "application/xhtml+xml"


def inspected(data: bytes) -> Inspection:
    found = inspect(data, "x.epub")
    assert found.format == "epub", found.problems
    return found


def images(data: bytes) -> dict[str, FoundImage]:
    return {image.name: image for image in inspected(data).images}


def book(body: str, **more: bytes | str) -> bytes:
    """A book of one page, with ``a.png`` and what else is named (``b_jpg`` is ``b.jpg``)."""
    parts = {"a.png": PNG, **{name.replace("_", "."): part for name, part in more.items()}}
    kinds = {"png": "image/png", "jpg": "image/jpeg", "css": "text/css", "svg": "image/svg+xml"}
    items = {"p.xhtml": PAGE} | {n: kinds[n.rpartition(".")[2]] for n in parts}
    pages = {"OEBPS/p.xhtml": xhtml(body)}
    return epub(package(items), pages | {f"OEBPS/{n}": part for n, part in parts.items()})


def test_pictures_are_found_wherever_they_are_shown() -> None:
    data_address = "data:image/png;base64," + base64.b64encode(PNG).decode()
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
    <title>Drawn</title><image xlink:href="b.jpg"/><image href="{data_address}"/></svg>"""
    body = (
        '<p style="background: url(\'c.png\')"><img src="a.png" alt="A drum"/></p>'
        f'{svg}<object data="d.png"/><video poster="e.png"/><img srcset="f.png 2x" alt=""/>'
        '<img src="https://example.org/far.png" alt="Far"/>'
    )
    sheet = "@font-face { src: url(font.otf) } @import 'x.css'; p { background: url( \"g.png\" ) }"
    found = images(
        book(
            body,
            b_jpg=JPEG,
            style_css=sheet,
            drawing_svg=svg,
            unused_png=PNG,
            **{f"{n}_png": PNG for n in "cdefg"},
        )
    )
    assert {n for n, image in found.items() if "OEBPS/p.xhtml" in image.uses} == {
        *("a.png", "b.jpg", "c.png", "d.png", "e.png", "f.png"),
        *("OEBPS/p.xhtml#1", "https://example.org/far.png"),
    }
    assert found["g.png"].uses == ("OEBPS/style.css",)
    assert found["unused.png"].uses == ()
    assert found["drawing.svg"].media_type == "image/svg+xml"
    assert found["OEBPS/drawing.svg#1"].data == PNG
    assert found["https://example.org/far.png"].external == "https://example.org/far.png"
    assert (found["a.png"].alt, found["b.jpg"].alt) == ("A drum", "Drawn")


def test_marked_credits_are_read() -> None:
    body = (
        '<figure><img src="a.png" alt=""/><figcaption>A drum. '
        '<span role="doc-credit">Ada Example</span> <small class="photo-credit">Bo</small>'
        "</figcaption></figure>"
    )
    (image,) = images(book(body)).values()
    assert [credit.fields["line"] for credit in image.credits] == ["Ada Example", "Bo"]
    assert {credit.found_in for credit in image.credits} == {("epub:doc-credit",)}


def test_a_caption_may_contain_the_credit_in_many_languages() -> None:
    for caption, line in {
        "A drum. Photo: Ada Example": "Photo: Ada Example",
        "Ein Hafen (Foto: Ada Example)": "Foto: Ada Example",
        "Un port. Crédit : Ada Example / AFP": "Crédit : Ada Example / AFP",
        "© 2026 Ada Example": "© 2026 Ada Example",
        "الميناء. صورة: آدا": "صورة: آدا",
        "港口。图片来源：新华社": "图片来源：新华社",
        "A drum, by Ada (CC BY-SA 4.0)": "A drum, by Ada (CC BY-SA 4.0)",
    }.items():
        body = f'<figure><img src="a.png" alt=""/><figcaption>{caption}</figcaption></figure>'
        (image,) = images(book(body)).values()
        assert [credit.fields["line"] for credit in image.credits] == [line]
        assert image.caption == caption
    for caption in ("Image 3: The harbour", "The source of the Nile", "Photographers at work"):
        body = f'<figure><img src="a.png" alt=""/><figcaption>{caption}</figcaption></figure>'
        (image,) = images(book(body)).values()
        assert image.credits == ()


def test_machine_readable_credits_are_read_from_page_and_package() -> None:
    body = (
        '<figure itemscope="" itemtype="https://schema.org/ImageObject"><img src="a.png" alt=""/>'
        '<span itemprop="creator">Ada Example</span> '
        '<a itemprop="license" href="https://creativecommons.org/licenses/by/4.0/">terms</a>'
        "</figure>"
    )
    opf = package({"p.xhtml": PAGE, "a.png": "image/png"}).replace(
        "</metadata>",
        '<meta refines="#i1" property="dcterms:source">https://example.org/a</meta></metadata>',
    )
    parts: dict[str, bytes | str] = {"OEBPS/p.xhtml": xhtml(body), "OEBPS/a.png": PNG}
    (image,) = images(epub(opf, parts)).values()
    (credit,) = image.credits
    assert credit.fields == {
        "source": "https://example.org/a",
        "creator": "Ada Example",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "license_id": "CC-BY-4.0",
        "license_name": "Creative Commons Attribution 4.0 International",
    }
    assert set(credit.found_in) == {"epub:package", "epub:doc-credit"}


def test_an_epub_2_with_entities_is_read() -> None:
    page = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
        '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
        + xhtml('<p>A&nbsp;B</p><div class="figure"><img src="a.png" alt="A drum"/>'
                '<p class="caption">Photo: Ada Example</p></div>')
    )  # fmt: skip
    metadata = (
        '<dc:title>Old Book</dc:title><dc:creator opf:role="aut">Ada Example</dc:creator>'
        '<dc:date opf:event="publication">2009</dc:date><meta name="cover" content="i1"/>'
    )
    opf = package({"p.xhtml": PAGE, "a.png": "image/png"}, metadata, "2.0")
    found = inspected(epub(opf, {"OEBPS/p.xhtml": page, "OEBPS/a.png": PNG}))
    assert found.metadata["title"] == "Old Book"
    assert found.metadata["authors"] == ["Ada Example"]
    assert found.metadata["date"] == "2009"
    (image,) = found.images
    assert (image.alt, image.credits[0].fields) == ("A drum", {"line": "Photo: Ada Example"})


def test_obfuscated_fonts_are_fine_and_encrypted_pictures_are_not() -> None:
    def entry(method: str, path: str) -> str:
        return (
            f'<EncryptedData><EncryptionMethod Algorithm="{method}"/><CipherData>'
            f'<CipherReference URI="{path}"/></CipherData></EncryptedData>'
        )

    encryption = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        + entry("http://www.idpf.org/2008/embedding", "OEBPS/font.otf")
        + entry("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/b.png")
        + "</encryption>"
    )
    opf = package({"p.xhtml": PAGE, "a.png": "image/png", "b.png": "image/png"})
    found = inspected(
        epub(
            opf,
            {
                "OEBPS/p.xhtml": xhtml('<img src="a.png" alt=""/><img src="b.png" alt=""/>'),
                "OEBPS/a.png": PNG,
                "OEBPS/b.png": b"\x17" * 100,
                "META-INF/encryption.xml": encryption,
            },
        )
    )
    assert [image.name for image in found.images] == ["a.png"]
    assert [problem.rule for problem in found.problems] == ["inspect-encrypted"]
    assert "OEBPS/b.png" in found.problems[0].message


def test_an_unzipped_epub_is_read_as_well(tmp_path: Path) -> None:
    data = book('<img src="a.png" alt="A drum"/>')
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path / "book")
    (tmp_path / "secret.png").write_bytes(JPEG)
    (tmp_path / "book/OEBPS/link.png").symlink_to(tmp_path / "secret.png")
    found = inspect_folder(tmp_path / "book", "book")
    assert [(image.name, image.alt) for image in found.images] == [("a.png", "A drum")]
