"""Every judge can say no: each is given a file that it must refuse, and one that it must not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image
from weasyprint import HTML

from tests.judges import (
    JUDGES,
    Complaints,
    Unreadable,
    as_pdf,
    judge,
    metadata,
    pdf_text,
    plain_text,
)

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:9d2f1f3c-6c1e-4a50-9f3b-5c2f0a3f2a11</dc:identifier>
<dc:title>A small book</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text, and a picture that is described.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="page" href="page.xhtml" media-type="application/xhtml+xml"/>
<item id="dot" href="dot.png" media-type="image/png"/></manifest>
<spine><itemref idref="page"/></spine></package>
"""
XHTML = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 lang="en" xml:lang="en"><head><title>A small book</title></head><body>{body}</body></html>
"""
NAVIGATION = """<nav epub:type="toc" role="doc-toc" aria-label="Contents">
<ol><li><a href="page.xhtml">A small book</a></li></ol></nav>"""


def dot() -> bytes:
    png = BytesIO()
    Image.new("L", (8, 8)).save(png, "PNG")
    return png.getvalue()


def write_epub(path: Path, alt: str = 'alt="A black dot"', picture: bool = True) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book.opf", PACKAGE)
        book.writestr("nav.xhtml", XHTML.format(body=NAVIGATION))
        figure = f'<h1>A small book</h1><p><img src="dot.png" {alt}/></p>'
        book.writestr("page.xhtml", XHTML.format(body=figure))
        if picture:
            book.writestr("dot.png", dot())
    return path


def good_epub(path: Path) -> Path:
    return write_epub(path)


def epub_without_alternative_text(path: Path) -> Path:
    return write_epub(path, alt="")


def epub_without_its_picture(path: Path) -> Path:
    return write_epub(path, picture=False)


def epub_cut_short(path: Path) -> Path:
    write_epub(path)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def good_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("A small document")
    document.save(str(path))
    return path


def docx_with_an_unknown_element(path: Path) -> Path:
    document = docx.Document()
    paragraph = document.add_paragraph("A small document")
    paragraph._p.append(parse_xml(f"<w:nonsense {nsdecls('w')}/>"))
    document.save(str(path))
    return path


def not_a_docx(path: Path) -> Path:
    # LibreOffice opens any text; a zip without a document is beyond it.
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types")
    return path


def not_even_a_zip(path: Path) -> Path:
    path.write_bytes(bytes(range(256)))
    return path


def good_pdf(path: Path) -> Path:
    """PDF/A-3a and PDF/UA-1 at once, as WeasyPrint alone does not make it."""
    page = HTML(string='<html lang="en"><title>A</title><h1>A small page</h1></html>')
    page.write_pdf(path, pdf_variant="pdf/a-3a", pdf_tags=True)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        packet = pdf.Root.Metadata.read_bytes().decode()
        identity, _, rest = packet.rpartition("</rdf:RDF>")
        packet = identity + UNIVERSAL_ACCESS + "</rdf:RDF>" + rest
        pdf.Root.Metadata = pdf.make_stream(
            packet.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        pdf.save(path, deterministic_id=True)
    return path


# ISO 14289-1 §5 asks for pdfuaid:part; ISO 19005-3 §6.6.2.3 for a schema that declares it.
UNIVERSAL_ACCESS = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfuaid:part>1</pdfuaid:part><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def plain_pdf(path: Path) -> Path:
    """Neither PDF/A nor PDF/UA, though its syntax is sound."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    return path


def pdf_cut_short(path: Path) -> Path:
    good_pdf(path)
    path.write_bytes(path.read_bytes()[:-400])
    return path


PAGE = "<!DOCTYPE html><html lang=en><title>A page</title><h1>A small page</h1>{}"


def write_site(path: Path, body: str = "", fragment: str = "<p>A fragment") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("small/index.html", PAGE.format(body))
        archive.writestr("small/fragment.html", fragment)
    return path


def good_site(path: Path) -> Path:
    return write_site(path)


def site_with_an_unclosed_table(path: Path) -> Path:
    return write_site(path, "<table><tr><p>Lost</table>")


def site_with_a_wrong_fragment(path: Path) -> Path:
    return write_site(path, fragment="<img src=a.png>")


Maker = Callable[[Path], Path]

PROOFS: dict[str, tuple[str, Maker, dict[Maker, tuple[str, ...]]]] = {
    "Ace": (
        "epub",
        good_epub,
        {
            epub_without_alternative_text: ("image-alt",),
            epub_cut_short: ("could not be checked",),
        },
    ),
    "epubcheck": (
        "epub",
        good_epub,
        {epub_without_its_picture: ("RSC-001",), epub_cut_short: ("FATAL",)},
    ),
    "LibreOffice": ("docx", good_docx, {not_a_docx: ("could not be opened",)}),
    "Nu HTML checker": (
        "html.zip",
        good_site,
        {
            site_with_an_unclosed_table: ("index.html", "table"),
            site_with_a_wrong_fragment: ("fragment.html", "alt"),
        },
    ),
    "Open XML validator": ("docx", good_docx, {docx_with_an_unknown_element: ("nonsense",)}),
    "qpdf": ("pdf", plain_pdf, {pdf_cut_short: ("damaged",)}),
    "veraPDF": ("pdf", good_pdf, {plain_pdf: ("3a ISO 19005-3", "ua1 ISO 14289-1")}),
}
"""For each judge: the kind of file, who makes one it must pass, who makes those it must refuse,
and in which words."""


@pytest.mark.parametrize("name", JUDGES)
def test_a_judge_tells_good_from_bad(name: str, tmp_path: Path) -> None:
    suffix, good, bad = PROOFS[name]
    paths = {maker: maker(tmp_path / f"{maker.__name__}.{suffix}") for maker in [*bad, good]}

    verdicts = judge(name, paths.values())

    assert list(verdicts) == list(paths.values())
    assert verdicts[paths[good]] == ()
    for maker, expected in bad.items():
        said = "\n".join(verdicts[paths[maker]])
        assert all(word in said for word in expected), said


def test_a_file_is_judged_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []

    def counting(paths: object) -> list[Complaints]:
        assert isinstance(paths, list)
        batches.append(len(paths))
        return [("seen",) for _ in paths]

    monkeypatch.setitem(JUDGES, "counting", counting)
    first, second = plain_pdf(tmp_path / "first.pdf"), good_pdf(tmp_path / "second.pdf")
    judge("counting", [first])
    judge("counting", [first, second])
    judge("counting", [second, first])

    assert batches == [1, 1]


@pytest.mark.parametrize(
    ("read", "bad"),
    [
        (plain_text, not_a_docx),
        (pdf_text, not_a_docx),
        (metadata, not_even_a_zip),
        (lambda path: as_pdf([path]), not_a_docx),
    ],
)
def test_readers_refuse_what_they_cannot_read(
    read: Callable[[Path], object], bad: Maker, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable):
        read(bad(tmp_path / "broken.docx"))


def test_readers_read(tmp_path: Path) -> None:
    document = good_docx(tmp_path / "good.docx")

    assert plain_text(document).strip() == "A small document"
    assert "A small document" in pdf_text(as_pdf([document])[document])
    assert metadata(document)["File:FileType"] == "DOCX"
