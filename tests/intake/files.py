"""Word files for tests, from the fragments of XML in a case's folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.metadata.strategies import picture

_OFFICE = "http://schemas.openxmlformats.org/"
_RELATION = f"{_OFFICE}officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": f"{_OFFICE}wordprocessingml/2006/main",
        "r": _RELATION,
        "m": f"{_OFFICE}officeDocument/2006/math",
        "mc": f"{_OFFICE}markup-compatibility/2006",
        "wp": f"{_OFFICE}drawingml/2006/wordprocessingDrawing",
        "a": f"{_OFFICE}drawingml/2006/main",
        "pic": f"{_OFFICE}drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "cp": f"{_OFFICE}package/2006/metadata/core-properties",
    }.items()
)
ROOTS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "header": "w:hdr",
}
DAY = "2026-12-01"


def docx(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    main: str = "word/document.xml",
    image: str = "media/image1.png",
    doctype: str = "",
) -> bytes:
    """A Word file with that body, and parts by their types; picture ``rPng`` is in it."""
    parts = dict(parts or {})
    core = parts.pop("core", "<dc:language>en</dc:language>")
    folder = main.rpartition("/")[0]
    types = "".join(
        f'<Override PartName="/{folder}/{kind}.xml" ContentType="{_CONTENT}.{kind}+xml"/>'
        for kind in parts
    )
    relations = {f"r{kind}": (kind, f"{kind}.xml", False) for kind in parts}
    relations |= {
        "rPng": ("image", image, False),
        "rEmf": ("image", "media/image2.emf", False),
        "rFar": ("image", "https://example.org/far.png", True),
        "rLink": ("hyperlink", "https://example.org/", True),
        "rFile": ("hyperlink", "file:///C:/ferry.docx", True),
    }
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_OFFICE}package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{_CONTENT}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": _relationships(
            {
                "r1": ("officeDocument", main, False),
                "r2": ("metadata/core-properties", "docProps/core.xml", False),
            }
        ),
        "docProps/core.xml": f"<cp:coreProperties {SPACES}>{core}</cp:coreProperties>",
        main: f"{doctype}<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": _relationships(relations),
        f"{folder}/{image}": picture("PNG"),
        f"{folder}/media/image2.emf": b"\x01\0\0\0" + b"\0" * 60,
    }
    files |= {
        f"{folder}/{kind}.xml": f"<{ROOTS[kind]} {SPACES}>{text}</{ROOTS[kind]}>"
        for kind, text in parts.items()
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, data in files.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return held.getvalue()


def _relationships(relations: Mapping[str, tuple[str, str, bool]]) -> str:
    listed = "".join(
        f'<Relationship Id="{id}" Type="{_RELATION}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if far else "/>")
        for id, (kind, target, far) in relations.items()
    )
    return f'<Relationships xmlns="{_OFFICE}package/2006/relationships">{listed}</Relationships>'


def of_case(folder: Path) -> bytes:
    """The Word file of a case: ``body.xml``, and a fragment for each other part."""
    parts = {
        kind: (folder / f"{kind}.xml").read_text("utf-8")
        for kind in ("core", *ROOTS)
        if (folder / f"{kind}.xml").exists()
    }
    return docx((folder / "body.xml").read_text("utf-8"), parts)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{head}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
