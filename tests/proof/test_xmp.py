"""XMP in the shapes that other people's programs give it (ISO 16684-1 §7)."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from publish.proof.readers.xmp import read_packet, read_picture

HEAD = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:cc="http://creativecommons.org/ns#" '
    'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" xmlns:own="urn:own"'
)
TAIL = "</rdf:Description></rdf:RDF></x:xmpmeta>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (' photoshop:Credit="Agency">', {"photoshop:Credit": ("Agency",)}),
        ("><photoshop:Credit>Agency</photoshop:Credit>", {"photoshop:Credit": ("Agency",)}),
        (
            "><dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>",
            {"dc:creator": ("A", "B")},
        ),
        (
            ('><dc:rights><rdf:Alt><rdf:li xml:lang="de">frei</rdf:li>'
            '<rdf:li xml:lang="x-default">free</rdf:li></rdf:Alt></dc:rights>'),
            {"dc:rights": ("free",)},
        ),
        ("><dc:rights><rdf:Alt/></dc:rights>", {"dc:rights": ()}),
        ('><cc:license rdf:resource="https://example.org/"/>', {"cc:license": ("https://example.org/",)}),
        (
            ('><plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorURL>u'
            "</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>"),
            {"plus:Licensor/plus:LicensorURL": ("u",)},
        ),
        (
            ('><plus:Licensor><rdf:Seq><rdf:li><rdf:Description plus:LicensorURL="u"/></rdf:li>'
            "</rdf:Seq></plus:Licensor>"),
            {"plus:Licensor/plus:LicensorURL": ("u",)},
        ),
        ("><own:field>x</own:field>", {"{urn:own}field": ("x",)}),
    ],
)  # fmt: skip
def test_every_shape(content: str, said: dict[str, tuple[str, ...]]) -> None:
    assert read_packet((HEAD + content + TAIL).encode()) == said


@pytest.mark.parametrize("packet", [b"", b"\0\0", b"<x", b"<a/>", b"\xff\xfe"])
def test_a_broken_packet_states_nothing(packet: bytes) -> None:
    assert read_packet(packet) == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_of_picture(kind: str) -> None:
    out = io.BytesIO()
    packet = (HEAD + ' photoshop:Credit="Agency">' + TAIL).encode()
    chunk = PngInfo()
    chunk.add_itxt("XML:com.adobe.xmp", packet.decode())
    said = {"pnginfo": chunk} if kind == "PNG" else {"xmp": packet}
    Image.new("RGB", (4, 4)).save(out, kind, **said)
    assert read_picture(out.getvalue()) == {"photoshop:Credit": ("Agency",)}


@pytest.mark.parametrize("data", [b"", b"nothing", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
def test_a_broken_picture_states_nothing(data: bytes) -> None:
    assert read_picture(data) == {}
