"""Metadata inside pictures, as dozens of programs write it."""

from __future__ import annotations

import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.metadata.credits import credit_packet
from publish.model.credit import Credit
from publish.pictures import embedding
from publish.pictures.metadata_reading import Embedded, read_embedded
from publish.pictures.metadata_reading.text import clean, ungarbled
from publish.rights.registry import find
from tests.metadata.strategies import FULL_CREDIT, MEDIA_TYPES
from tests.metadata.strategies import picture as drawn
from tests.pictures.embedded.foreign import (
    UTF8,
    creators,
    exif,
    iim,
    jpeg,
    png,
    resource,
    with_exif,
    with_extended,
    with_iim,
    with_xmp,
    xmp,
)

BY_LINE, CREDIT, ARTIST, COPYRIGHT = 80, 110, 0x013B, 0x8298


def fields(data: bytes) -> dict[str, str]:
    embedded = read_embedded(data)
    assert embedded.problems == ()
    return embedded.fields()


def complaints(data: bytes) -> list[str]:
    return [problem.message for problem in read_embedded(data).problems]


def by_line(value: bytes, character_set: bytes = b"") -> bytes:
    return jpeg(with_iim(iim([(BY_LINE, value)], character_set)))


# -- IPTC-IIM ---------------------------------------------------------------------------------


def test_values_stand_in_their_order_and_place() -> None:
    data = iim(
        [(BY_LINE, b"Ada"), (25, b"sea"), (BY_LINE, b"Ben"), (25, b"port"), (CREDIT, b"AFP")]
    )
    embedded = read_embedded(jpeg(with_iim(data)))
    assert embedded.fields() == {"creator": "Ada; Ben", "keywords": "sea; port", "line": "AFP"}
    assert embedded.leading()["creator"].place == "IPTC 2:80 By-line"


@pytest.mark.parametrize(
    ("value", "character_set", "text"),
    [
        ("Zoë 漢".encode(), UTF8, "Zoë 漢"),
        ("Zoë 漢".encode(), b"", "Zoë 漢"),
        ("Zoë – “x”".encode("cp1252"), b"", "Zoë – “x”"),
        ("Łódź".encode("iso8859-2"), b"\x1b.B", "Łódź"),
        ("Ада".encode("iso8859-5"), b"\x1b-L", "Ада"),
    ],
)
def test_every_character_set(value: bytes, character_set: bytes, text: str) -> None:
    assert fields(by_line(value, character_set)) == {"creator": text}


def test_a_wrong_declaration_is_reported_and_the_text_kept() -> None:
    data = by_line("Zoë".encode("cp1252"), UTF8)
    assert read_embedded(data).fields() == {"creator": "Zoë"}
    assert complaints(data) == ["the picture's own IPTC declares UTF-8, but is not UTF-8"]


def test_half_a_letter_at_the_limit_is_no_letter() -> None:
    cut = ("x" * 31 + "ë").encode()[:32]
    assert fields(by_line(cut, UTF8)) == {"creator": "x" * 31}


def test_text_that_was_garbled_is_read_as_it_was_meant() -> None:
    twice = "Zoë – 漢".encode().decode("latin-1").encode()
    data = by_line(twice, UTF8)
    assert read_embedded(data).fields() == {"creator": "Zoë – 漢"}
    assert len(complaints(data)) == 1


@pytest.mark.parametrize("text", ["CAFÉ®", "« ÉTÉ »", "Ã", "Zoë", "Ünal Ökçe", "„Ä“", "LE CAFÈ™"])
def test_text_that_only_looks_odd_is_left_alone(text: str) -> None:
    expected = "LE CAFș" if text == "LE CAFÈ™" else text  # the one that cannot be told apart
    assert ungarbled(text) == expected


def test_iim_divided_among_segments_and_among_other_blocks() -> None:
    block = resource(0x03ED, b"odd") + resource(0x0404, iim([(BY_LINE, b"Ada Example")]))
    head = b"Photoshop 3.0\0"
    for cut in range(1, len(block)):
        assert fields(jpeg((13, head + block[:cut]), (13, head + block[cut:]))) == {
            "creator": "Ada Example"
        }


def test_a_long_dataset() -> None:
    text = "x" * 40_000
    assert fields(jpeg(with_iim(iim([(120, text.encode())])))) == {"caption": text}


@pytest.mark.parametrize("changed", [False, True])
def test_the_digest_tells_whether_iptc_was_changed_after_the_xmp(changed: bool) -> None:
    data = iim([(BY_LINE, b"Ada")])
    digest = hashlib.md5(data + b"x" * changed).digest()
    assert read_embedded(jpeg(with_iim(data, resource(0x0425, digest)))).stale is changed


def test_iim_that_is_cut_short_gives_what_it_has() -> None:
    data = jpeg(with_iim(iim([(BY_LINE, b"Ada"), (CREDIT, b"AFP")])[:-1]))
    assert read_embedded(data).fields() == {"creator": "Ada"}
    assert complaints(data) == ["the picture's own IPTC is cut short or garbled"]


names = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1).map(clean),
    min_size=1,
    max_size=3,
).filter(lambda found: all(found) and ungarbled("; ".join(found)) == "; ".join(found))


@given(names)
def test_any_iim_is_read_to_the_letter(values: list[str]) -> None:
    rows = [(BY_LINE, value.encode()) for value in values]
    assert fields(jpeg(with_iim(iim(rows, UTF8)))) == {"creator": "; ".join(values)}


# -- EXIF -------------------------------------------------------------------------------------


@given(names, st.sampled_from("<>"))
def test_any_exif_is_read_to_the_letter(values: list[str], order: str) -> None:
    value = "; ".join(values).encode() + b"\0"
    data = jpeg(with_exif(exif({ARTIST: value, COPYRIGHT: value}, order)))
    assert fields(data) == dict.fromkeys(("creator", "copyright"), "; ".join(values))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"Ada\0Ben\0", "Ada; Ben"),
        (b" \0Ben\0", "Ben"),
        (b"Ada\0", "Ada"),
        (b"Zo\xeb\0\0\0\0", "Zoë"),
    ],
)
def test_the_copyrights_two_parts(value: bytes, text: str) -> None:
    assert fields(jpeg(with_exif(exif({COPYRIGHT: value})))) == {"copyright": text}


@pytest.mark.parametrize("text", [b"OLYMPUS DIGITAL CAMERA", b"SONY DSC", b"   ", b"\0\0\0\0\0"])
def test_what_a_camera_writes_by_itself_is_no_description(text: bytes) -> None:
    assert fields(jpeg(with_exif(exif({0x010E: text})))) == {}


def test_windows_own_tags() -> None:
    wide = "Zoë; Ben\0".encode("utf-16-le")
    assert fields(jpeg(with_exif(exif({0x9C9D: wide})))) == {"creator": "Zoë; Ben"}


# -- XMP --------------------------------------------------------------------------------------


def test_all_shapes_of_rdf() -> None:
    packet = xmp(
        '<dc:title><rdf:Alt><rdf:li xml:lang="de">Fähre</rdf:li>'
        '<rdf:li xml:lang="x-default">Ferry</rdf:li></rdf:Alt></dc:title>'
        '<cc:license rdf:resource="https://example.org/l"/>'
        "<plus:Licensor><rdf:Seq><rdf:li><rdf:Description plus:LicensorURL='https://a.example/'/>"
        "</rdf:li></rdf:Seq></plus:Licensor>"
        '<Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource">'
        "<Iptc4xmpCore:CiEmailWork>a@example.org</Iptc4xmpCore:CiEmailWork>"
        "</Iptc4xmpCore:CreatorContactInfo>"
        "<photoshop:Source><rdf:Description><rdf:value>The Agency</rdf:value></rdf:Description>"
        "</photoshop:Source>"
        "<plus:DataMining>http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED</plus:DataMining>",
        'photoshop:Credit="The Line" photoshop:Instructions="No sales"',
    )
    assert fields(jpeg(with_xmp(packet))) == {
        "title": "Ferry",
        "license_url": "https://example.org/l",
        "acquire": "https://a.example/",
        "contact": "a@example.org",
        "provider": "The Agency",
        "data_mining": "DMI-PROHIBITED",
        "line": "The Line",
        "instructions": "No sales",
    }


def test_works_that_are_seen_in_a_picture_are_works_of_their_own() -> None:
    def work(title: str, artist: str) -> str:
        return (
            f'<rdf:li rdf:parseType="Resource"><Iptc4xmpExt:AOTitle>{title}</Iptc4xmpExt:AOTitle>'
            f"<Iptc4xmpExt:AOCreator><rdf:Seq><rdf:li>{artist}</rdf:li></rdf:Seq>"
            "</Iptc4xmpExt:AOCreator></rdf:li>"
        )

    bag = work("One", "Cem") + work("Two", "Dee")
    body = f"<Iptc4xmpExt:ArtworkOrObject><rdf:Bag>{bag}</rdf:Bag></Iptc4xmpExt:ArtworkOrObject>"
    embedded = read_embedded(jpeg(with_xmp(xmp(creators("Ada") + body))))
    assert [embedded.fields(work) for work in range(embedded.works)] == [
        {"creator": "Ada"},
        {"title": "One", "creator": "Cem"},
        {"title": "Two", "creator": "Dee"},
    ]
    assert embedded.parts == 1


GUID = b"0123456789ABCDEF0123456789ABCDEF"
NOTE = f'xmpNote:HasExtendedXMP="{GUID.decode()}"'


def test_extended_xmp_is_put_together_in_any_order() -> None:
    whole = xmp(creators("Ada", "Ben"))
    parts = [(0, 100), (100, 250), (250, len(whole))]
    for order in ([0, 1, 2], [2, 0, 1]):
        segments = [with_extended(GUID, whole, *parts[n]) for n in order]
        data = jpeg(with_xmp(xmp("", NOTE)), *segments)
        assert fields(data) == {"creator": "Ada; Ben"}


def test_extended_xmp_that_nobody_names_or_that_has_a_gap_does_not_count() -> None:
    whole = xmp(creators("Ada"))
    segments = [with_extended(GUID, whole, 0, 100), with_extended(GUID, whole, 100, len(whole))]
    assert fields(jpeg(with_xmp(xmp("")), *segments)) == {}
    data = jpeg(with_xmp(xmp("", NOTE)), segments[1])
    assert complaints(data) == ["the picture's own extended XMP lacks a part"]


def test_xmp_that_is_no_xml_is_reported_and_the_rest_is_read() -> None:
    data = jpeg(with_xmp(b"<x:xmpmeta><rdf:RDF>"), with_iim(iim([(BY_LINE, b"Ada")])))
    assert read_embedded(data).fields() == {"creator": "Ada"}
    (complaint,) = complaints(data)
    assert complaint.startswith("the picture's own XMP is not well-formed: ")


def test_no_entity_is_read_from_a_file_or_blown_up() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20 if n else "ha"}">' for n in range(12))
    for entities, use in ((laughs, "&a11;"), ('<!ENTITY f SYSTEM "file:///etc/passwd">', "&f;")):
        packet = f"<!DOCTYPE x [{entities}]>".encode() + xmp(f"<dc:source>{use}</dc:source>")
        assert len(str(read_embedded(jpeg(with_xmp(packet))))) < 2000


# -- precedence -------------------------------------------------------------------------------


def three(xmp_name: str, iim_name: str, exif_name: str) -> Embedded:
    return read_embedded(
        jpeg(
            with_exif(exif({ARTIST: exif_name.encode() + b"\0"})),
            with_iim(iim([(BY_LINE, iim_name.encode())], UTF8)),
            with_xmp(xmp(creators(*xmp_name.split("; ")))),
        )
    )


def test_xmp_leads_over_iptc_and_both_over_exif() -> None:
    embedded = three("Ada", "Ben", "Cem")
    assert [s.value for s in embedded.statements] == ["Ada", "Ben", "Cem"]
    assert [(a.value, b.place) for a, b in embedded.contradictions()] == [
        ("Ada", "IPTC 2:80 By-line"),
        ("Ada", "EXIF Artist"),
    ]


def test_what_was_cut_or_lost_its_accents_is_no_contradiction() -> None:
    long = "Zoë Example-Longname of the Example Agency"
    cut, lossy = long.encode()[:32].decode(), long.replace("ë", "?")
    assert three(long, cut, lossy).contradictions() == ()
    assert three(long, long[:20], long).contradictions() != ()
    assert three("Ada; Ben", "Ada", "Ada; Ben").contradictions() == ()


# -- other containers -------------------------------------------------------------------------


def hexed(kind: bytes, data: bytes) -> bytes:
    return b"\n%s profile\n%8d\n%s\n" % (kind, len(data), data.hex().encode())


def test_png_text_and_profiles() -> None:
    block = hexed(b"IPTC", resource(0x0404, iim([(BY_LINE, b"Ada")])))
    data = png(
        (b"tEXt", b"Author\0Zo\xeb"),
        (b"zTXt", b"Title\0\0" + zlib.compress(b"Ferry")),
        (b"iTXt", b"Copyright\0\0\0de\0\0" + "© Zoë".encode()),
        (b"tEXt", b"Source\0A scanner"),
        (b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(block)),
        (b"eXIf", exif({ARTIST: b"Ada\0"}, ">")),
    )
    embedded = read_embedded(data)
    assert embedded.problems == ()
    assert [(s.field, s.value, s.place) for s in embedded.statements] == [
        ("creator", "Ada", "IPTC 2:80 By-line"),
        ("creator", "Ada", "EXIF Artist"),
        ("creator", "Zoë", "PNG Author"),
        ("title", "Ferry", "PNG Title"),
        ("copyright", "© Zoë", "PNG Copyright"),
    ]


def test_a_png_that_unfolds_without_end_is_refused() -> None:
    bomb = zlib.compress(bytes(17 * 1024 * 1024))
    data = png((b"zTXt", b"Title\0\0" + bomb))
    assert complaints(data) == ["the picture's own PNG text is cut short, or too long"]


SVG = """<?xml version="1.0"?><!-- Made by hand -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:cc="{cc}" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<title>A title</title><desc>What it shows</desc><metadata><rdf:RDF><cc:Work rdf:about="">
<dc:title>Ferry</dc:title><dc:creator><cc:Agent><dc:title>Zoë Example</dc:title></cc:Agent>
</dc:creator><dc:rights><cc:Agent><dc:title>© Zoë</dc:title></cc:Agent></dc:rights>
<dc:publisher><cc:Agent><dc:title>The Archive</dc:title></cc:Agent></dc:publisher>
<dc:source>https://example.org/ferry</dc:source>
<cc:license rdf:resource="http://creativecommons.org/licenses/by/4.0/"/></cc:Work>
<cc:License rdf:about="http://creativecommons.org/licenses/by/4.0/"/></rdf:RDF></metadata></svg>"""


@pytest.mark.parametrize("cc", ["http://creativecommons.org/ns#", "http://web.resource.org/cc/"])
@pytest.mark.parametrize("packed", [False, True])
def test_svg_as_inkscape_writes_it(cc: str, packed: bool) -> None:
    data = SVG.format(cc=cc).encode()
    if packed:
        data = zlib.compress(data, wbits=31)
    assert fields(data) == {
        "title": "Ferry",
        "creator": "Zoë Example",
        "copyright": "© Zoë",
        "provider": "The Archive",
        "source": "https://example.org/ferry",
        "license_url": "http://creativecommons.org/licenses/by/4.0/",
        "caption": "What it shows",
    }


BRANDS = {b"avif": "AVIF", b"heic": "HEIC", b"mif1": "HEIC"}


@pytest.mark.parametrize(("brand", "kind"), BRANDS.items())
def test_items_of_heic_and_avif(brand: bytes, kind: str) -> None:
    """One container, whatever the pictures in it are packed with."""
    tags = b"Exif\0\0" + exif({COPYRIGHT: b"(c) Ada\0"})
    data = drawn("AVIF", exif=tags, xmp=xmp(creators("Ada")))
    embedded = read_embedded(data.replace(b"ftypavif", b"ftyp" + brand, 1))
    assert (embedded.kind, embedded.problems) == (kind, ())
    assert embedded.fields() == {"creator": "Ada", "copyright": "(c) Ada"}


def test_what_is_no_picture_says_nothing() -> None:
    assert read_embedded(b"") == read_embedded(b"%PDF-1.7") == Embedded()


# -- our own packets --------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(MEDIA_TYPES))
def test_our_own_record_comes_back_to_the_letter(form: str) -> None:
    other = Credit(creator="Ben", license=find("CC0"), line="  Ben,\n to the letter ", title="Ã©")
    packet = credit_packet([FULL_CREDIT, other], caption="Leaving port", alt="A ferry")
    embedded = read_embedded(embedding.embed(MEDIA_TYPES[form], drawn(form), packet))
    assert embedded.problems == ()
    assert (embedded.parts, embedded.works) == (2, 2)
    first, second = embedded.fields(0), embedded.fields(1)
    assert first["creator"] == FULL_CREDIT.creator
    assert first["copyright"] == FULL_CREDIT.copyright
    assert first["alt"] == "A ferry"
    assert second["line"] == other.line
    assert second["title"] == other.title
    assert second["license_id"] == "CC0-1.0"
    assert "copyright" not in second
    assert embedded.contradictions() == ()
