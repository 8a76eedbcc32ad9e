"""Merging: one record per credit from all places, with contradictions."""

from __future__ import annotations

import pytest

from publish.inspecting.merging import merge_credits
from publish.inspecting.places import Place, ShownText, StatedCredits


def stated(place: Place, *credits: dict[str, str]) -> StatedCredits:
    return StatedCredits(place, credits)


def test_places_that_agree_are_one_credit() -> None:
    (credit,) = merge_credits(
        [
            stated(Place.IPTC, {"creator": "Ada Example", "copyright": "Example, 2026"}),
            stated(Place.XMP, {"creator": "Ada Example"}),
        ],
        [ShownText(Place.DOCX_CREDIT, "Photo: Ada Example", marked=True)],
    )
    assert credit.fields == {"creator": "Ada Example", "copyright": "Example, 2026"}
    assert credit.found_in == ("image:xmp", "image:iptc", "docx:credit")
    assert credit.shown == ("Photo: Ada Example",)
    assert credit.differences == ()


def test_a_text_cut_by_iptc_is_no_contradiction() -> None:
    name = "Maximiliana Hohenlohe-Langenburg von Example"
    (credit,) = merge_credits(
        [
            stated(Place.XMP, {"creator": name}),
            stated(Place.IPTC, {"creator": name.encode()[:32].decode()}),
        ],
        [],
    )
    assert (credit.fields["creator"], credit.differences) == (name, ())


def test_the_more_trusted_place_wins_and_the_other_is_reported() -> None:
    (credit,) = merge_credits(
        [
            stated(Place.EXIF, {"creator": "CAMERA OWNER"}),
            stated(Place.PDF_DOCUMENT, {"creator": "Ada Example"}),
        ],
        [],
    )
    assert credit.fields["creator"] == "Ada Example"
    (difference,) = credit.differences
    assert [(value.text, value.places) for value in difference.values] == [
        ("Ada Example", ("pdf:document-xmp",)),
        ("CAMERA OWNER", ("image:exif",)),
    ]


def test_parts_of_a_composite_are_matched_in_any_order() -> None:
    ada = {"creator": "Ada", "license_id": "CC-BY-4.0"}
    ben = {"creator": "Ben", "license_id": "CC-BY-4.0"}
    one, two = merge_credits(
        [
            stated(Place.XMP, ada, ben),
            stated(Place.DOCX_RECORD, ben, ada),
            stated(Place.IPTC, {"creator": "Ada; Ben"}),
        ],
        [
            ShownText(Place.DOCX_CREDIT, "Ben / CC BY 4.0", marked=True),
            ShownText(Place.DOCX_CREDIT, "Ada / CC BY 4.0", marked=True),
        ],
    )
    assert (dict(one.fields), dict(two.fields)) == (ada, ben)
    assert (one.differences, two.differences) == ((), ())
    assert one.found_in == ("image:xmp", "docx:custom-xml", "image:iptc", "docx:credit")
    assert (one.shown, two.shown) == (("Ada / CC BY 4.0",), ("Ben / CC BY 4.0",))


def test_a_credit_in_only_one_place_is_separate() -> None:
    credits = merge_credits(
        [
            stated(Place.XMP, {"creator": "Ada", "title": "Harbour"}),
            stated(Place.DOCX_RECORD, {"creator": "Ada", "title": "Harbour"}, {"creator": "Bo"}),
        ],
        [],
    )
    assert [credit.fields["creator"] for credit in credits] == ["Ada", "Bo"]
    assert credits[1].found_in == ("docx:custom-xml",)


def test_a_license_is_the_same_by_name_and_by_address() -> None:
    (credit,) = merge_credits(
        [
            stated(Place.XMP, {"license_url": "http://creativecommons.org/licenses/by/4.0"}),
            stated(Place.EPUB_PACKAGE, {"license_id": "CC BY 4.0"}),
        ],
        [],
    )
    assert credit.differences == ()


def test_a_caption_without_a_sign_of_a_credit_is_none() -> None:
    assert merge_credits([], [ShownText(Place.PDF_CAPTION, "The harbour at dusk")]) == ()
    (credit,) = merge_credits(
        [stated(Place.XMP, {"creator": "Ada Example"})],
        [ShownText(Place.PDF_CAPTION, "The harbour at dusk")],
    )
    assert credit.found_in == ("image:xmp",)


def test_a_title_alone_credits_nobody() -> None:
    (credit,) = merge_credits([stated(Place.XMP, {"title": "DSC_0001"})], [])
    assert not credit.credits


def test_hyphens_and_line_breaks_do_not_count() -> None:
    (credit,) = merge_credits(
        [stated(Place.PDF_IMAGE, {"creator": "Donau­dampf schiff\r\nfahrt GmbH"})],
        [ShownText(Place.PDF_CAPTION, "Photo: Donaudampf schifffahrt GmbH")],
    )
    assert (credit.found_in, credit.differences) == (("pdf:image-metadata", "pdf:caption"), ())


def test_a_sign_in_a_caption_is_no_second_credit() -> None:
    credit = ShownText(Place.DOCX_CREDIT, "Photo: Ada Example", marked=True)
    for text in ("The ferry, © Harbor Company 1907.", "Drawn for Reuters in 1907"):
        caption = ShownText(Place.DOCX_CAPTION, text)
        for known in ([stated(Place.XMP, {"creator": "Ada Example"})], []):
            assert len(merge_credits(known, [caption, credit])) == 1
            assert len(merge_credits(known, [caption])) == 1


@pytest.mark.parametrize(
    ("terms", "license"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("This work is licensed under a Creative Commons Attribution 4.0 International License.",
         "CC-BY-4.0"),
        ("Released under CC0 1.0", "CC0-1.0"),
        ("Use it as https://creativecommons.org/licenses/by-sa/4.0/ says.", "CC-BY-SA-4.0"),
        ("Ask for permission first", None),
        ("Not licensed under CC BY 4.0", None),
    ],
)  # fmt: skip
def test_terms_that_name_a_license_are_one(terms: str, license: str | None) -> None:
    (credit,) = merge_credits([stated(Place.XMP, {"usage_terms": terms})], [])
    assert credit.fields.get("license_id") == license
    assert credit.fields["usage_terms"] == terms
