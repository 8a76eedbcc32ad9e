"""Files as other programs write them, assembled by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": _OFFICE,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)

STYLES = f"""<w:styles {SPACES}>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Bildnachweis"><w:name w:val="Credit"/></w:style>
<w:style w:type="paragraph" w:styleId="Klein"><w:name w:val="Small credit"/>
<w:basedOn w:val="Bildnachweis"/></w:style></w:styles>"""


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relationships; an address with ``://`` lies outside."""
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def docx(body: str, more: Mapping[str, bytes | str], **targets: tuple[str, str]) -> bytes:
    """A Word document of this body; ``targets`` are the relationships of its main part."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": relationships({"a": ("officeDocument", "word/document.xml")}),
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": STYLES,
            "word/_rels/document.xml.rels": relationships(
                {"s": ("styles", "styles.xml"), **targets}
            ),
            **more,
        }
    )


def drawing(key: str, alt: str = "", attribute: str = "embed") -> str:
    return (
        f'<w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic>'
        f'<pic:pic><pic:blipFill><a:blip r:{attribute}="{key}"/></pic:blipFill></pic:pic>'
        "</a:graphic></wp:inline></w:drawing>"
    )


def paragraph(inner: str, style: str = "") -> str:
    text = inner if inner.startswith("<") else f"<w:t>{inner}</w:t>"
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r>{text}</w:r></w:p>"


def epub(opf: str, parts: Mapping[str, bytes | str]) -> bytes:
    """An EPUB with this package document at ``OEBPS/package.opf``."""
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OEBPS/package.opf" '
        'media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/package.opf": opf,
            **parts,
        }
    )


def package(
    items: Mapping[str, str], metadata: str = "<dc:title>T</dc:title>", version: str = "3.0"
) -> str:
    """A package document; ``items`` are media types by path, pages are in the spine."""
    manifest = "".join(
        f'<item id="i{n}" href="{path}" media-type="{kind}"/>'
        for n, (path, kind) in enumerate(items.items())
    )
    spine = "".join(
        f'<itemref idref="i{n}"/>' for n, kind in enumerate(items.values()) if "xhtml" in kind
    )
    return (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f"<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )


def xhtml(body: str, head: str = "") -> str:
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<head><title>T</title>{head}</head><body>{body}</body></html>"
    )


class Sheet:
    """A PDF, put together object by object."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()

    def image(self, color: bytes = b"\xff\0\0", **more: object) -> pikepdf.Object:
        stream = self.pdf.make_stream(color * 6)
        for key, value in {
            "Type": Name.XObject,
            "Subtype": Name.Image,
            "Width": 3,
            "Height": 2,
            "ColorSpace": Name.DeviceRGB,
            "BitsPerComponent": 8,
            **more,
        }.items():
            stream[f"/{key}"] = value
        return self.pdf.make_indirect(stream)

    def form(self, content: bytes, **objects: pikepdf.Object) -> pikepdf.Object:
        stream = self.pdf.make_stream(content)
        stream.Subtype = Name.Form
        stream.BBox = Array([0, 0, 9, 9])
        stream.Resources = Dictionary(XObject=Dictionary({f"/{k}": v for k, v in objects.items()}))
        return self.pdf.make_indirect(stream)

    def page(self, content: bytes, **objects: pikepdf.Object) -> pikepdf.Page:
        page = self.pdf.add_blank_page()
        page.obj.Resources = Dictionary(
            XObject=Dictionary({f"/{k}": v for k, v in objects.items()})
        )
        page.obj.Contents = self.pdf.make_stream(content)
        return page

    def saved(self, **options: Any) -> bytes:
        out = io.BytesIO()
        self.pdf.save(out, **options)
        return out.getvalue()
