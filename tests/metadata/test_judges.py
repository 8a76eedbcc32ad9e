"""Other people's programs read our metadata: ExifTool pictures, veraPDF packets."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from pikepdf import Name

from publish.metadata.credits import credit_packet
from publish.metadata.property import Property
from publish.metadata.xmp import document_packet
from publish.model.credit import Credit
from publish.pictures import embedding
from tests.judges import judge, metadata
from tests.metadata.strategies import FULL_ARTICLE, FULL_CREDIT, MEDIA_TYPES
from tests.metadata.strategies import picture as drawn

CAPTION, ALT = "Leaving port\nat dawn", "A ferry, leaving"

IN_A_PICTURE = {
    "XMP-dc:Title": "Ferry & <port>",
    "XMP-dc:Creator": ["Zoë Example"],
    "XMP-dc:Source": "https://example.org/ferry?a=1&b=2",
    "XMP-dc:Rights": "© 2026 Zoë Example",
    "XMP-dc:Description": CAPTION,
    "XMP-photoshop:Credit": "Picture: Zoë Example | Example Commons / CC BY-SA 4.0",
    "XMP-photoshop:Source": "Example Commons",
    "XMP-xmpRights:UsageTerms": "Not for advertising",
    "XMP-xmpRights:Marked": True,
    "XMP-xmpRights:WebStatement": "https://creativecommons.org/licenses/by-sa/4.0/",
    "XMP-cc:License": "https://creativecommons.org/licenses/by-sa/4.0/",
    "XMP-cc:AttributionName": "Zoë Example",
    "XMP-cc:AttributionURL": "https://example.org/ferry?a=1&b=2",
    "XMP-plus:Licensor": [{"LicensorURL": "https://example.org/license"}],
    "XMP-plus:ImageSupplierImageID": "EX-0007",
    "XMP-iptcCore:AltTextAccessibility": ALT,
    "XMP-iptcExt:DigitalSourceType": (
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    ),
    "XMP-publish:License": "CC-BY-SA-4.0",
    "XMP-publish:Basis": "permission",
    "XMP-publish:Changes": "cropped",
    "XMP-publish:StandInFor": "File:Ferry.jpg",
    "XMP-publish:Expires": "2027-12-31",
    "XMP-publish:Syndication": "no",
    "XMP-plus:LicenseEndDate": "2027:12:31",
}

IN_A_PDF = {
    "XMP-dc:Title": "The Ferry That Would Not Sink",
    "XMP-prism:Subtitle": "A story of the coast",
    "XMP-dc:Creator": ["Ada Example"],
    "XMP-dc:Contributor": ["Ben Example"],
    "XMP-dc:Subject": ["Transport", "ferries", "ports"],
    "XMP-dc:Rights": "© 2026 Example House; Creative Commons Attribution 4.0 International",
    "XMP-dc:Language": ["en"],
    "XMP-pdf:Keywords": "ferries; ports",
    "XMP-pdf:Producer": "a test",
    "XMP-xmp:CreateDate": "2026:03:01 00:00:00Z",
    "XMP-xmp:ModifyDate": "2026:03:02 14:05:06Z",
    "XMP-xmpMM:VersionID": 1.1,  # ExifTool gives whatever looks like a number as one
    "XMP-publish:Contact": "rights@example.org",
    "XMP-tdm:Reservation": 1,
    "XMP-tdm:Policy": "https://example.org/mining",
    "XMP-iptcExt:DigitalSourceType": (
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    ),
    "XMP-pdfaid:Conformance": "A",
    "XMP-pdfuaid:Part": 1,
}


@pytest.mark.parametrize("form", sorted(MEDIA_TYPES))
def test_exiftool_reads_every_statement_of_a_picture(form: str, tmp_path: Path) -> None:
    packet = credit_packet([FULL_CREDIT], caption=CAPTION, alt=ALT)
    file = tmp_path / f"picture.{form.lower()}"
    file.write_bytes(embedding.embed(MEDIA_TYPES[form], drawn(form), packet))
    record = metadata(file)
    assert {name: record.get(name) for name in IN_A_PICTURE} == IN_A_PICTURE
    assert not [name for name in record if name.endswith((":Warning", ":Error"))]


@pytest.mark.parametrize("form", sorted(MEDIA_TYPES))
def test_exiftool_reads_a_credit_of_any_length(form: str, tmp_path: Path) -> None:
    """In a JPEG, it goes on in extended segments."""
    names = [n * 5000 for n in "ABCDEFGHIJ"]
    packet = credit_packet([Credit(creator=name, changes=name) for name in names])
    file = tmp_path / f"picture.{form.lower()}"
    file.write_bytes(embedding.embed(MEDIA_TYPES[form], drawn(form), packet))
    record = metadata(file)
    assert record["XMP-dc:Creator"] == names
    assert record["XMP-publish:Changes"] == "; ".join(names)
    assert len(record["XMP-publish:Credits"]) == len(names)  # type: ignore[arg-type]
    assert not [name for name in record if name.endswith((":Warning", ":Error"))]


def test_verapdf_accepts_every_property_in_a_pdf(tmp_path: Path) -> None:
    """All properties that we ever write, in the document's packet and in a picture's."""
    file = tmp_path / "article.pdf"
    address = "data:image/png;base64," + base64.b64encode(drawn("PNG")).decode()
    html = (
        "<html lang=en><title>T</title><style>img { image-rendering: pixelated }</style>"
        f"<h1>T</h1><p><img src='{address}' alt='A ferry'></p></html>"
    )
    plain = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        tools = [Property("pdf:Producer", ("a test",)), Property("xmp:CreatorTool", ("a test",))]
        stream(pdf, pdf.Root, document_packet(FULL_ARTICLE, tools=tools))
        packet = credit_packet([FULL_CREDIT], caption=CAPTION, alt=ALT, pdfa=True)
        (image,) = pdf.pages[0].get_images().values()
        stream(pdf, image, packet)
        pdf.save(file, deterministic_id=True)
    assert judge("veraPDF", [file]) == {file: ()}
    record = metadata(file)
    assert {name: record.get(name) for name in IN_A_PDF} == IN_A_PDF


def stream(pdf: pikepdf.Pdf, holder: pikepdf.Object, packet: bytes) -> None:
    made = pdf.make_stream(packet)
    made.Type, made.Subtype = Name.Metadata, Name.XML
    holder.Metadata = pdf.make_indirect(made)
