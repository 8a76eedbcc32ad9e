"""The table of a picture's credit, both ways."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publish.errors import SourceError, Where
from publish.metadata import credits as table
from publish.metadata import xmp
from publish.metadata.credit_reading import credit_of, credits_of, read_credit, read_credits
from publish.metadata.credits import (
    MAPPING,
    credit_packet,
    credit_properties,
    expected,
    image_packet,
    plain,
)
from publish.metadata.namespaces import PREDEFINED, SCHEMAS
from publish.metadata.property import Kind, Property, by_name
from publish.model.article import Image
from publish.model.credit import Credit, License
from tests.metadata.strategies import FULL_CREDIT, any_credits, credits, optional

PUBLIC_DOMAIN = License("public-domain", "Public domain", attribution=False, open=True)


def flat(credit: Credit) -> dict[str, str]:
    """The credit's fields as ``read_credit`` names them."""
    found = {row.field: row.get(credit) for row in MAPPING}
    return {name: value for name, value in found.items() if value is not None}


def packet_of(*several: Credit, **more: str) -> dict[str, tuple[str, ...]]:
    return xmp.read(credit_packet(several, **more))  # type: ignore[arg-type]


def test_every_field_of_a_credit_has_a_row() -> None:
    rows = {row.field.split("_")[0] if "license" in row.field else row.field for row in MAPPING}
    # What the house knows or acts on, and does not say.
    unwritten = {"found_in", "where", "evidence", "channels", "not_supplied"}
    assert rows == {field.name for field in fields(Credit)} - unwritten


def test_every_property_of_a_picture_is_known_to_pdfa() -> None:
    described = {f"{schema.prefix}:{p.name}" for schema in SCHEMAS for p in schema.properties}
    for statement in credit_properties([FULL_CREDIT], caption="c", alt="a"):
        name = statement.name.split("/")[0]
        assert name in described or name.split(":")[0] in PREDEFINED


def test_where_everything_goes() -> None:
    assert packet_of(FULL_CREDIT, caption="Leaving port", alt="A ferry") == {
        "dc:title": ("Ferry & <port>",),
        "dc:creator": ("Zoë Example",),
        "dc:source": ("https://example.org/ferry?a=1&b=2",),
        "dc:rights": ("© 2026 Zoë Example",),
        "dc:description": ("Leaving port",),
        "photoshop:Source": ("Example Commons",),
        "photoshop:Credit": ("Picture: Zoë Example | Example Commons / CC BY-SA 4.0",),
        "xmpRights:UsageTerms": ("Not for advertising",),
        "xmpRights:Marked": ("True",),
        "xmpRights:WebStatement": ("https://creativecommons.org/licenses/by-sa/4.0/",),
        "cc:license": ("https://creativecommons.org/licenses/by-sa/4.0/",),
        "cc:attributionName": ("Zoë Example",),
        "cc:attributionURL": ("https://example.org/ferry?a=1&b=2",),
        "plus:Licensor/plus:LicensorURL": ("https://example.org/license",),
        "plus:ImageSupplierImageID": ("EX-0007",),
        "Iptc4xmpCore:AltTextAccessibility": ("A ferry",),
        "Iptc4xmpExt:DigitalSourceType": (
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        ),
        "publish:credits": (json.dumps(flat(FULL_CREDIT), ensure_ascii=False),),
        "publish:license": ("CC-BY-SA-4.0",),
        "publish:licenseName": ("Creative Commons Attribution-ShareAlike 4.0 International",),
        "publish:licenseURL": ("https://creativecommons.org/licenses/by-sa/4.0/",),
        "publish:basis": ("permission",),
        "publish:origin": ("trainedAlgorithmicMedia",),
        "publish:changes": ("cropped",),
        "publish:edits": ("cropped, resized",),
        "publish:dataMining": ("DMI-PROHIBITED-AIMLTRAINING",),
        "plus:DataMining": ("http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING",),
        "publish:syndication": ("no",),
        "publish:validFrom": ("2026-01-01",),
        "publish:expires": ("2027-12-31",),
        "plus:LicenseEndDate": ("2027-12-31",),
        "publish:standInFor": ("File:Ferry.jpg",),
    }


def test_a_public_domain_picture_says_so_where_people_look() -> None:
    credit = Credit(provider="Example Commons", license=PUBLIC_DOMAIN, line="Photo: nobody")
    found = packet_of(credit)
    assert found["dc:rights"] == found["xmpRights:UsageTerms"] == ("Public domain",)
    assert found["xmpRights:Marked"] == ("False",)
    assert not {"dc:creator", "cc:license", "cc:attributionName"} & found.keys()
    assert read_credit(credit_packet([credit])) == flat(credit)


@pytest.mark.parametrize(
    ("credit", "marked"),
    [
        (Credit(creator="A"), None),
        (Credit(copyright="© A"), "True"),
        (Credit(basis="quotation"), "True"),
        (Credit(license=PUBLIC_DOMAIN), "False"),
        (FULL_CREDIT, "True"),
    ],
)
def test_whether_rights_are_held_is_said_only_if_known(credit: Credit, marked: str | None) -> None:
    assert packet_of(credit).get("xmpRights:Marked") == (marked and (marked,))


@given(credits, optional, optional)
def test_every_field_comes_back_to_the_letter(
    credit: Credit, caption: str | None, alt: str | None
) -> None:
    # Our own addition would read as a statement of the same words (see credit_of).
    if credit.license:
        assume(credit.license.name not in (credit.copyright, credit.usage_terms))
    own = {"caption": caption, "alt": alt}
    for pdfa in (False, True):
        packet = credit_packet([credit], caption=caption, alt=alt, pdfa=pdfa)
        found = read_credit(packet)
        origin = found.pop("origin", None)
        want = flat(credit) | {name: text for name, text in own.items() if text is not None}
        assert origin == want.pop("origin", None)
        assert found == want
        assert xmp.read(packet) == by_name(credit_properties([credit], caption=caption, alt=alt))


@given(st.lists(credits, min_size=2, max_size=3))
def test_no_credit_of_a_composite_is_lost(several: list[Credit]) -> None:
    packet = credit_packet(several)
    values = xmp.read(packet)
    assert values == by_name(credit_properties(several))
    creators = tuple(dict.fromkeys(c.creator for c in several if c.creator))
    assert values.get("dc:creator", ()) == creators
    found = read_credit(packet)
    for credit in several:
        for name, text in flat(credit).items():
            # The same words as the license need not be said twice (see credit_of).
            assert text in found.get(name, found.get("license_name", ""))


@given(any_credits, optional, st.booleans())
def test_every_credit_of_a_composite_comes_back_to_the_letter(
    several: list[Credit], caption: str | None, pdfa: bool
) -> None:
    packet = credit_packet(several, caption=caption, pdfa=pdfa)
    wanted = tuple(flat(credit) for credit in several)
    assert read_credits(packet) == (wanted if any(wanted) else ())


def test_thousands_of_characters_come_back() -> None:
    text = ("مرحبا 😀 \r\n\t\"'<&> " * 300)[:5000]
    credit = Credit(title=text, creator=text, line=text, copyright=text, changes=text)
    assert read_credits(credit_packet([credit, credit])) == (flat(credit),) * 2


def test_what_was_changed_afterwards_is_the_later_word() -> None:
    ours = credit_packet([FULL_CREDIT])
    assert read_credits(ours) == (flat(FULL_CREDIT),)
    theirs = ours.replace(b"<rdf:li>Zo\xc3\xab Example</rdf:li>", b"<rdf:li>Zoe Other</rdf:li>")
    (found,) = read_credits(theirs)
    assert found["creator"] == "Zoe Other"
    assert found["license_id"] == "CC-BY-SA-4.0"
    assert "caption" not in found


@pytest.mark.parametrize("broken", ["", "{", "[]", '"a"', '{"title": 1}', "[" * 100_000])
def test_a_record_that_is_not_ours_is_left_aside(broken: str) -> None:
    values = {table.RECORD: (broken,), "dc:creator": ("Ann",), "dc:description": ("A quay",)}
    assert credits_of(values) == ({"creator": "Ann"},)
    assert credits_of({"dc:description": ("A quay",)}) == ()


@pytest.mark.parametrize("character", ["\0", "\x1f", "\ud800", "\uffff"])
def test_what_xml_cannot_hold_is_refused_with_its_place(character: str) -> None:
    place = Where("article.md", 9, 7)
    bad = Credit(title=character, line=f"a{character}b", where=place)
    with pytest.raises(SourceError) as caught:
        credit_packet([FULL_CREDIT, bad])
    assert [(p.rule, p.where) for p in caught.value.problems] == [
        ("metadata-character", place),
        ("metadata-character", place),
    ]
    assert "line" in caught.value.problems[1].message


def test_a_composite_claims_no_license_for_the_whole() -> None:
    other = replace(FULL_CREDIT, license=PUBLIC_DOMAIN, creator="Bob", copyright=None)
    found = packet_of(FULL_CREDIT, other)
    assert found["dc:creator"] == ("Zoë Example", "Bob")
    assert found["publish:license"] == ("CC-BY-SA-4.0; public-domain",)
    assert found["xmpRights:Marked"] == ("True",)
    assert not {"cc:license", "xmpRights:WebStatement", "cc:attributionName"} & found.keys()
    assert "cc:license" in packet_of(FULL_CREDIT, replace(FULL_CREDIT, creator="Bob"))


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        ("digitalCapture", "digitalCapture"),
        ("AI-generated", "trainedAlgorithmicMedia"),
        (table.SOURCE_TYPES + "print", "print"),
        ("drawn by a program", None),
    ],
)
def test_an_origin_is_written_as_iptc_has_it_where_iptc_has_it(
    origin: str, code: str | None
) -> None:
    found = packet_of(Credit(origin=origin))
    url = code and (table.SOURCE_TYPES + code,)
    assert found.get("Iptc4xmpExt:DigitalSourceType") == url
    assert found["publish:origin"] == (origin,)


def test_other_peoples_pictures_are_read_by_the_standards_names() -> None:
    foreign = {
        "dc:creator": ("Ann", "Bob"),
        "cc:license": ("https://creativecommons.org/licenses/by/4.0/",),
        "dc:rights": ("© Ann",),
        "Iptc4xmpExt:DigitalSourceType": (table.SOURCE_TYPES + "digitalCapture",),
        "cc:attributionURL": ("https://example.org/ann",),
        "dc:description": ("A quay",),
        "dc:subject": ("quays",),
    }
    assert credit_of(foreign) == {
        "creator": "Ann; Bob",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "copyright": "© Ann",
        "origin": "digitalCapture",
        "source": "https://example.org/ann",
        "caption": "A quay",
    }


def test_an_image_says_its_caption_without_markup() -> None:
    image = Image(
        "a.png",
        b"",
        "image/png",
        1,
        1,
        alt="A ferry",
        caption='The <em>Zephyr</em> &amp; <a href="https://example.org">her\n sister</a>',
        credits=(FULL_CREDIT,),
    )
    found = xmp.read(image_packet(image))
    assert found == expected(image)
    assert found["dc:description"] == ("The Zephyr & her sister",)
    assert plain(None) is plain(" ") is None


def test_no_credit_no_packet_content() -> None:
    assert credit_properties([]) == ()
    assert credit_properties([Credit()], caption=" ") == ()


def test_evidence_is_in_no_output() -> None:
    assert b"letter" not in credit_packet([Credit(basis="own", evidence="a letter")])


@pytest.mark.parametrize(
    ("stated", "whole"),
    [
        ((None,), None),
        (("DMI-PROHIBITED",), "DMI-PROHIBITED"),
        (("DMI-ALLOWED", "DMI-ALLOWED"), "DMI-ALLOWED"),
        (("DMI-ALLOWED", None), None),
        (("DMI-PROHIBITED-AIMLTRAINING", None), "DMI-PROHIBITED-AIMLTRAINING"),
        (("DMI-ALLOWED", "DMI-PROHIBITED-AIMLTRAINING"), "DMI-PROHIBITED-AIMLTRAINING"),
        (("DMI-PROHIBITED-GENAIMLTRAINING", "DMI-PROHIBITED-AIMLTRAINING"), "DMI-PROHIBITED"),
    ],
)
def test_what_is_reserved_for_a_part_is_reserved_for_the_whole(
    stated: tuple[str | None, ...], whole: str | None
) -> None:
    found = packet_of(*(Credit(creator="A", data_mining=code) for code in stated))
    assert found.get("plus:DataMining") == (whole and (f"http://ns.useplus.org/ldf/vocab/{whole}",))


@pytest.mark.parametrize(
    ("origins", "whole"),
    [
        (("digitalCapture", "digitalCapture"), "digitalCapture"),
        (("digitalCapture", "digitalCreation"), None),
        (("digitalCapture", "trainedAlgorithmicMedia"), "compositeWithTrainedAlgorithmicMedia"),
        (("trainedAlgorithmicMedia", None), "compositeWithTrainedAlgorithmicMedia"),
        (("trainedAlgorithmicMedia", "trainedAlgorithmicMedia"), "trainedAlgorithmicMedia"),
    ],
)
def test_a_picture_says_that_ai_made_a_part_of_it(
    origins: tuple[str | None, ...], whole: str | None
) -> None:
    found = packet_of(*(Credit(creator="A", origin=origin) for origin in origins))
    assert found.get("Iptc4xmpExt:DigitalSourceType") == (whole and (table.SOURCE_TYPES + whole,))


def test_a_picture_may_be_shown_for_as_long_as_all_its_parts() -> None:
    days = (date(2027, 1, 1), None, date(2026, 6, 30))
    found = packet_of(*(Credit(creator="A", expires=day) for day in days))
    assert found["plus:LicenseEndDate"] == ("2026-06-30",)


def test_other_peoples_reservation_and_last_day_are_read() -> None:
    packet = xmp.packet(
        [
            Property("plus:DataMining", ("http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",)),
            Property("plus:LicenseEndDate", ("2026-06-30",), Kind.DATE),
        ]
    )
    assert read_credit(packet) == {"data_mining": "DMI-PROHIBITED", "expires": "2026-06-30"}
