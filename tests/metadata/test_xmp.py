"""XMP packets: their form, what a stranger's packet may look like, and merging."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.errors import SourceError
from publish.metadata import xmp
from publish.metadata.beside import FILE, ID
from publish.metadata.namespaces import NAMESPACES, PREDEFINED, SCHEMAS
from publish.metadata.property import STRUCTURED, Kind, Property
from tests.metadata.strategies import texts

WRAP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    + "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    + ' xmlns:foo="http://example.org/foo/">%s</rdf:RDF></x:xmpmeta>'
    + "\n" * 50
    + '<?xpacket end="w"?>'
)


def stranger(rdf: str) -> bytes:
    return (WRAP % rdf).encode()


NEW = xmp.packet(
    [
        Property("photoshop:Credit", ("ours",)),
        Property("dc:creator", ("Zoë", "Bob"), Kind.SEQ),
        Property("publish:basis", ("own",)),
    ]
)


def test_a_packet_is_wrapped_and_sorted() -> None:
    assert NEW.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode())
    assert NEW.endswith(b'<?xpacket end="w"?>')
    assert NEW.index(b"<dc:creator") < NEW.index(b"<photoshop:Credit") < NEW.index(b"<publish:")


@pytest.mark.parametrize(
    ("rdf", "found"),
    [
        ('<rdf:Description photoshop:Credit="a &amp; b"/>', {"photoshop:Credit": ("a & b",)}),
        (
            (
                "<rdf:Description><photoshop:Credit>a</photoshop:Credit></rdf:Description>"
                '<rdf:Description xmpRights:Marked="True"/>'
            ),
            {"photoshop:Credit": ("a",), "xmpRights:Marked": ("True",)},
        ),
        (
            (
                "<rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang='de'>T</rdf:li>"
                "<rdf:li xml:lang='x-default'>D</rdf:li></rdf:Alt></dc:title></rdf:Description>"
            ),
            {"dc:title": ("D",)},
        ),
        (
            (
                "<rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang='de'>T</rdf:li></rdf:Alt>"
                "</dc:title></rdf:Description>"
            ),
            {"dc:title": ("T",)},
        ),
        (
            (
                "<rdf:Description><dc:creator><rdf:Bag><rdf:li>A</rdf:li><rdf:li/><rdf:li>B</rdf:li>"
                "</rdf:Bag></dc:creator></rdf:Description>"
            ),
            {"dc:creator": ("A", "B")},
        ),
        (
            (
                "<rdf:Description><dc:creator><rdf:Seq><rdf:li rdf:parseType='Resource'>"
                "<rdf:value>A</rdf:value><foo:role>x</foo:role></rdf:li></rdf:Seq></dc:creator>"
                "</rdf:Description>"
            ),
            {"dc:creator": ("A",)},
        ),
        (
            (
                "<rdf:Description><plus:Licensor><rdf:Seq><rdf:li><rdf:Description>"
                "<plus:LicensorURL>u</plus:LicensorURL></rdf:Description></rdf:li>"
                "<rdf:li plus:LicensorURL='v'/></rdf:Seq></plus:Licensor></rdf:Description>"
            ),
            {"plus:Licensor/plus:LicensorURL": ("u", "v")},
        ),
        (
            "<rdf:Description><cc:license rdf:resource='https://example.org/'/></rdf:Description>",
            {"cc:license": ("https://example.org/",)},
        ),
        ("<rdf:Description foo:bar='1'/>", {"{http://example.org/foo/}bar": ("1",)}),
        ("<rdf:Description photoshop:Credit=''/>", {}),
        ("", {}),
    ],
)
def test_every_shape_that_rdf_allows_is_read(rdf: str, found: dict[str, tuple[str, ...]]) -> None:
    assert xmp.read(stranger(rdf)) == found


def test_a_packet_without_wrapper_is_read() -> None:
    rdf = etree.fromstring(stranger('<rdf:Description photoshop:Credit="a"/>'))[0]
    assert xmp.read(etree.tostring(rdf) + b"\0\0") == {"photoshop:Credit": ("a",)}


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"no XML at all",
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
        stranger("")[:-120],
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + stranger("")[67:-20],
    ],
)
def test_a_broken_packet_is_refused_with_a_fix(broken: bytes) -> None:
    for call in (lambda: xmp.read(broken), lambda: xmp.merge(broken, NEW)):
        with pytest.raises(SourceError) as caught:
            call()
        assert [p.rule for p in caught.value.problems] == ["image-xmp-broken"]
        assert "exiftool" in caught.value.problems[0].fix


def test_merging_replaces_the_same_names_in_any_form_and_keeps_all_others() -> None:
    old = stranger(
        '<rdf:Description rdf:about="uuid:1" photoshop:Credit="old" photoshop:City="Brno" '
        'publish:changes="cut"/>'
        '<rdf:Description rdf:about="uuid:1"><dc:creator><rdf:Seq><rdf:li>Old</rdf:li></rdf:Seq>'
        "</dc:creator><dc:subject><rdf:Bag><rdf:li>k</rdf:li></rdf:Bag></dc:subject>"
        "<foo:deep rdf:parseType='Resource'><foo:a>1</foo:a></foo:deep></rdf:Description>"
        '<rdf:Description rdf:about="uuid:1" publish:basis="old"/>'
    )
    merged = xmp.merge(old, NEW)
    assert xmp.read(merged) == {
        "photoshop:City": ("Brno",),
        "dc:subject": ("k",),
        "photoshop:Credit": ("ours",),
        "dc:creator": ("Zoë", "Bob"),
        "publish:basis": ("own",),
    }
    root = etree.fromstring(merged)
    about = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
    assert {d.get(about) for d in root[0]} == {"uuid:1"}
    assert root.findtext(".//{http://example.org/foo/}a") == "1"
    assert xmp.merge(merged, NEW) == merged


def test_merging_with_oneself_changes_nothing() -> None:
    assert xmp.merge(NEW, NEW) == NEW


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_an_error_and_no_traceback(character: str) -> None:
    with pytest.raises(SourceError) as caught:
        xmp.packet([Property("photoshop:Credit", (f"a{character}b",))])
    assert caught.value.problems[0].rule == "metadata-character"
    assert f"U+{ord(character):04X}" in caught.value.problems[0].message


@given(texts, st.sampled_from(Kind))
def test_any_text_comes_back_in_any_kind(text: str, kind: Kind) -> None:
    name = "plus:Licensor/plus:LicensorURL" if kind in STRUCTURED else "dc:title"
    assert xmp.read(xmp.packet([Property(name, (text,), kind)])) == {name: (text,)}


def test_every_property_that_pdfa_does_not_know_is_described() -> None:
    prefixes = {schema.prefix for schema in SCHEMAS}
    younger = {"xmpMM"}  # known, but for xmpMM:Ingredients
    press = {"pdfxid"}  # PDF/X, which is no PDF/A
    assert prefixes - younger == NAMESPACES.keys() - PREDEFINED - press
    listed = [Property(name, ("a", "b"), Kind.REFERENCES) for name in (FILE, ID)]
    packet = xmp.packet(listed, pdfa=True)
    assert xmp.read(packet) == {FILE: ("a", "b"), ID: ("a", "b")}
    described = [e.text for e in etree.fromstring(packet).iter("{*}name")]
    assert described == ["Ingredients", "documentID", "filePath"]
    packet = xmp.packet([Property("prism:subtitle", ("s",)), *xmp.PDF_A3A_UA1], pdfa=True)
    described = [e.text for e in etree.fromstring(packet).iter("{*}name")]
    assert described == ["part", "subtitle"]
    assert b"pdfaExtension" not in xmp.packet([Property("dc:source", ("s",))], pdfa=True)
