"""Credits from the front matter, a sidecar and the picture, joined."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from publish.checks import check
from publish.errors import Problem, Severity
from publish.metadata.credits import credit_packet
from publish.model.article import Article, Image
from publish.model.credit import Credit
from publish.pictures import embedding as pictures
from publish.reading import read
from publish.rights.registry import find
from tests.checks.test_rules import TODAY
from tests.pictures.embedded.foreign import (
    UTF8,
    creators,
    exif,
    iim,
    jpeg,
    with_exif,
    with_iim,
    with_xmp,
    xmp,
)
from tests.pictures.samples import rotated

TOML = '[publication]\nid = "390facdd-d0fc-4395-8fa3-99987dd78ff3"\nlang = "en"\n'
BY = '<cc:license rdf:resource="http://creativecommons.org/licenses/by/4.0/"/>'
ADA = creators("Ada Example")


def article(folder: Path, data: bytes, images: str = "", sidecar: str = "") -> Article:
    """An article with the picture ferry.jpg; ``images`` is its entry in the front matter."""
    place = folder / "sources" / "an-article"
    place.mkdir(parents=True, exist_ok=True)
    (folder / "publish.toml").write_text(TOML)
    entry = f"images:\n  ferry.jpg:\n{images}\n" if images else ""
    head = f"---\ntitle: T\ndate: 2026-03-01\n{entry}---\n"
    (place / "article.md").write_text(f"{head}Text.\n\n![](ferry.jpg)\n")
    (place / "ferry.jpg").write_bytes(data)
    if sidecar:
        (place / "ferry.jpg.yaml").write_text(sidecar)
    return read(place)


def image(folder: Path, data: bytes, images: str = "", sidecar: str = "") -> Image:
    (found,) = article(folder, data, images, sidecar).images
    return found


def credit_of(folder: Path, data: bytes, credit: str, sidecar: str = "") -> Credit:
    lines = "".join(f"\n      {line}" for line in credit.splitlines())
    (found,) = image(folder, data, f"    credit:{lines}" if credit else "", sidecar).credits
    return found


def xmp_jpeg(body: str) -> bytes:
    return jpeg(with_xmp(xmp(body)))


def rules(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.rule for problem in problems]


# -- from the picture alone -------------------------------------------------------------------


def test_a_picture_that_states_its_whole_credit_needs_no_entry(tmp_path: Path) -> None:
    alt = '<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A ferry'
    alt += "</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"
    caption = '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">PORT (Agency)'
    caption += "</rdf:li></rdf:Alt></dc:description>"
    source = "<dc:source>https://example.org/ferry</dc:source>"
    found = article(tmp_path, xmp_jpeg(ADA + BY + alt + caption + source))
    (ferry,) = found.images
    assert ferry.credits == (
        Credit(
            creator="Ada Example",
            source="https://example.org/ferry",
            license=find("CC-BY-4.0"),
            found_in=("XMP",),
        ),
    )
    assert (ferry.alt, ferry.caption) == ("A ferry", None)
    assert not [p for p in check(found, TODAY) if p.severity is Severity.ERROR]


def test_found_in_says_from_where_each_part_is(tmp_path: Path) -> None:
    data = jpeg(
        with_exif(exif({0x8298: b"(c) Ada\0"})),
        with_iim(iim([(115, b"The Agency")])),
        with_xmp(xmp(ADA)),
    )
    found = credit_of(tmp_path, data, "")
    assert (found.creator, found.provider, found.copyright) == (
        "Ada Example",
        "The Agency",
        "(c) Ada",
    )
    assert set(found.found_in) == {"XMP", "IPTC", "EXIF"}


LICENSED = {
    "<dc:rights>CC BY-SA 3.0</dc:rights>": "CC-BY-SA-3.0",
    "<dc:rights>Public domain</dc:rights>": "public-domain",
    "<xmpRights:UsageTerms>This work is licensed under "
    "http://creativecommons.org/licenses/by/3.0/.</xmpRights:UsageTerms>": "CC-BY-3.0",
    "<xmpRights:WebStatement>https://creativecommons.org/publicdomain/zero/1.0/"
    "</xmpRights:WebStatement>": "CC0-1.0",
    f"{BY}<xmpRights:WebStatement>https://example.org/x</xmpRights:WebStatement>": "CC-BY-4.0",
}


@pytest.mark.parametrize(("body", "license"), LICENSED.items())
def test_a_license_in_any_of_its_places(tmp_path: Path, body: str, license: str) -> None:
    found = credit_of(tmp_path, xmp_jpeg(ADA + body), "")
    assert found.license == find(license)
    assert found.copyright is None


def test_an_unknown_license_is_kept_with_the_usage_terms(tmp_path: Path) -> None:
    body = '<cc:license rdf:resource="https://example.org/terms"/>'
    body += "<xmpRights:UsageTerms>Ask first</xmpRights:UsageTerms>"
    found = article(tmp_path, xmp_jpeg(ADA + body))
    (credit,) = found.images[0].credits
    assert (credit.license, credit.usage_terms) == (None, "Ask first; https://example.org/terms")
    assert rules(found.problems) == ["image-license-unknown"]


def test_usage_terms_beside_a_license_are_reported_and_not_taken(tmp_path: Path) -> None:
    data = xmp_jpeg("<xmpRights:UsageTerms>Not for advertising</xmpRights:UsageTerms>")
    found = article(tmp_path / "a", data, "    credit: {creator: Ada, license: CC0}")
    assert found.images[0].credits[0].usage_terms is None
    assert rules(found.problems) == ["image-usage-terms"]
    found = article(tmp_path / "b", data, "    credit: {creator: Ada, basis: agency}")
    assert found.images[0].credits[0].usage_terms == "Not for advertising"
    assert found.problems == ()


def test_ai_and_data_mining_are_disclosed(tmp_path: Path) -> None:
    body = (
        "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/"
        "trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>"
        "<plus:DataMining>http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED</plus:DataMining>"
    )
    found = credit_of(tmp_path, xmp_jpeg(body), "license: CC0")
    assert (found.origin, found.data_mining) == ("trainedAlgorithmicMedia", "DMI-PROHIBITED")
    assert found.found_in == ("front matter", "XMP")


def test_a_work_seen_in_it_has_a_credit_if_rights_are_claimed_in_it(
    tmp_path: Path,
) -> None:
    def work(notice: str) -> str:
        return (
            '<Iptc4xmpExt:ArtworkOrObject><rdf:Bag><rdf:li rdf:parseType="Resource">'
            f"<Iptc4xmpExt:AOTitle>The Wave</Iptc4xmpExt:AOTitle>{notice}"
            "</rdf:li></rdf:Bag></Iptc4xmpExt:ArtworkOrObject>"
        )

    notice = "<Iptc4xmpExt:AOCopyrightNotice>(c) Dee</Iptc4xmpExt:AOCopyrightNotice>"
    free = image(tmp_path / "a", xmp_jpeg(ADA + BY + work("")))
    assert len(free.credits) == 1
    _, second = image(tmp_path / "b", xmp_jpeg(ADA + BY + work(notice))).credits
    assert (second.title, second.copyright, second.license) == ("The Wave", "(c) Dee", None)


def test_a_picture_without_a_word_has_no_credit(tmp_path: Path) -> None:
    assert image(tmp_path / "a", xmp_jpeg("<dc:title>A ferry</dc:title>")).credits == ()
    assert image(tmp_path / "b", jpeg(with_exif(exif({0x013B: b"unknown\0"})))).credits == ()


def test_what_is_said_is_read_before_the_picture_is_turned(tmp_path: Path) -> None:
    turned = rotated(6)
    length = 2 + int.from_bytes(turned[4:6], "big") if turned[3] == 0xE0 else 0
    segment = jpeg(with_xmp(xmp(ADA + BY)))
    end = 4 + int.from_bytes(segment[4:6], "big")
    data = turned[: 2 + length] + segment[2:end] + turned[2 + length :]
    found = article(tmp_path, data)
    assert "image-turned" in rules(found.problems)
    assert found.images[0].credits[0].creator == "Ada Example"


# -- filled in, and not -----------------------------------------------------------------------


def test_what_the_record_leaves_open_is_filled_in(tmp_path: Path) -> None:
    data = xmp_jpeg(ADA + BY + "<dc:source>https://example.org/x</dc:source>")
    found = credit_of(tmp_path, data, "basis: permission", "provider: The Archive\nline: A line\n")
    assert (found.creator, found.provider, found.line) == ("Ada Example", "The Archive", "A line")
    assert found.source == "https://example.org/x"
    assert found.license is None  # the house has another ground
    assert found.found_in == ("front matter", "sidecar", "XMP")


@pytest.mark.parametrize(("license", "title"), [("CC BY 3.0", "Ferry"), ("CC0", None)])
def test_a_title_is_taken_where_the_license_demands_it(
    tmp_path: Path, license: str, title: str | None
) -> None:
    data = xmp_jpeg("<dc:title>Ferry</dc:title>")
    assert credit_of(tmp_path, data, f"license: {license}").title == title


@pytest.mark.parametrize("title", ["DSC_0123", "IMG 4711", "ferry", "ferry-1.jpg", "20260301_1"])
def test_a_files_name_is_no_title(tmp_path: Path, title: str) -> None:
    data = xmp_jpeg(f"<dc:title>{title}</dc:title>")
    assert credit_of(tmp_path, data, "license: CC-BY-4.0").title is None


def test_the_pictures_line_never_hides_what_the_record_says(tmp_path: Path) -> None:
    data = xmp_jpeg("<photoshop:Credit>Ada Example / Agency</photoshop:Credit>")
    entry = "    alt: x\n    credit: {creator: Ada Example, license: CC-BY-4.0}"
    found = article(tmp_path, data, entry)
    assert found.images[0].credits[0].line is None
    assert rules(found.problems) == ["credit-line-wanted"]


def test_a_line_that_would_be_shown_anyway_is_not_asked_for(tmp_path: Path) -> None:
    data = xmp_jpeg("<photoshop:Credit>Ada Example/Agency</photoshop:Credit>")
    entry = "    credit: {creator: Ada Example, provider: Agency, basis: agency}"
    assert article(tmp_path, data, entry).problems == ()


def test_parts_of_a_composite_are_never_filled_in(tmp_path: Path) -> None:
    entry = "    credit:\n      - creator: Ada Example\n        license: CC0\n      - license: CC0"
    found = article(tmp_path, xmp_jpeg(creators("Ada Example", "Ben Two")), entry)
    assert [credit.creator for credit in found.images[0].credits] == ["Ada Example", None]
    assert rules(found.problems) == ["credit-conflict"]  # Ben is named nowhere


# -- conflicts --------------------------------------------------------------------------------


def test_a_conflict_shows_both_and_where_and_stops_nothing(tmp_path: Path) -> None:
    data = jpeg(with_exif(exif({0x013B: b"Ben Example\0"})))
    entry = "    alt: x\n    credit:\n      creator: Ada Example\n      license: CC0"
    found = article(tmp_path, data, entry)
    (problem,) = found.problems
    assert (problem.rule, problem.severity) == ("credit-conflict", Severity.WARNING)
    assert problem.where is not None
    assert problem.where.line == 8
    assert (
        "“Ada Example” (front matter, line 8), but “Ben Example” (EXIF Artist)" in problem.message
    )
    assert "exiftool -EXIF:Artist='Ada Example' ferry.jpg" in problem.fix
    assert found.images[0].credits[0].creator == "Ada Example"


def test_a_value_never_breaks_out_of_the_command_to_copy(tmp_path: Path) -> None:
    data = jpeg(with_exif(exif({0x013B: b"Ben\0"})))
    entry = '    credit: {creator: "A\'; rm -rf $HOME #", license: CC0}'
    (problem,) = article(tmp_path, data, entry).problems
    assert """-EXIF:Artist='A'"'"'; rm -rf $HOME #' ferry.jpg""" in problem.fix


def test_iptc_changed_after_the_xmp_says_so(tmp_path: Path) -> None:
    block = iim([(80, b"Ben Example")])
    digest = b"8BIM\x04\x25\0\0\0\0\0\x10" + hashlib.md5(b"other").digest()
    data = jpeg(with_iim(block, digest), with_xmp(xmp(ADA + BY)))
    (problem,) = article(tmp_path, data).problems
    assert "“Ben Example” (IPTC 2:80 By-line, changed after the XMP)" in problem.message


def test_what_is_cut_or_garbled_is_no_conflict(tmp_path: Path) -> None:
    name = "Zoë Example-Longname of the Example Agency"
    data = jpeg(
        with_exif(exif({0x013B: name.replace("ë", "?").encode() + b"\0"})),
        with_iim(iim([(80, name.encode()[:32])], UTF8)),
        with_xmp(xmp(creators(name))),
    )
    assert article(tmp_path, data, f"    credit: {{creator: {name}, license: CC0}}").problems == ()


def test_a_name_said_not_to_be_supplied_is_reported_and_not_taken(tmp_path: Path) -> None:
    entry = "    credit: {license: CC-BY-4.0, not-supplied: [creator]}"
    found = article(tmp_path, xmp_jpeg(ADA), entry)
    assert rules(found.problems) == ["credit-conflict"]
    assert found.images[0].credits[0].creator is None


def test_a_stand_ins_own_metadata_are_not_those_of_the_picture_it_stands_for(
    tmp_path: Path,
) -> None:
    entry = '    credit: {creator: Ben, license: CC0, stand-in-for: "File:Ferry.jpg"}'
    found = article(tmp_path, xmp_jpeg(ADA + BY), entry)
    assert found.problems == ()
    assert found.images[0].credits[0].creator == "Ben"


CREDITS = (
    Credit(creator="Ada Example", license=find("CC BY 4.0"), source="https://example.org/a"),
    Credit(creator="Ben Example", license=find("CC0"), line="Ben Example, to the letter"),
)


@pytest.mark.parametrize("count", [1, 2])
def test_our_own_earlier_packet_contradicts_nothing(tmp_path: Path, count: int) -> None:
    packet = credit_packet(CREDITS[:count], alt="A ferry")
    data = pictures.embed("image/jpeg", jpeg(), packet)
    alone = image(tmp_path / "a", data)
    assert [c.creator for c in alone.credits] == ["Ada Example", "Ben Example"][:count]
    assert [c.license for c in alone.credits] == [c.license for c in CREDITS[:count]]
    assert alone.alt == "A ferry"
    entry = (
        "    credit:\n"
        "      - {creator: Ada Example, license: CC BY 4.0, source: https://example.org/a}\n"
    )
    if count == 2:
        entry += "      - {creator: Ben Example, license: CC0, line: 'Ben Example, to the letter'}"
    found = article(tmp_path / "b", data, entry)
    assert found.problems == ()
    assert found.images[0].credits == tuple(
        Credit(
            creator=c.creator,
            license=c.license,
            source=c.source,
            line=c.line,
            found_in=("front matter",),
        )
        for c in CREDITS[:count]
    )


# -- sidecars ---------------------------------------------------------------------------------

FLAT = "alt: A ferry\ncaption: The *ferry*.\ncreator: Ada Example\nlicense: CC0\nedits: [cropped]\n"
NESTED = "alt: A ferry\ncredit:\n  creator: Ada Example\n  license: CC0\n  evidence: a letter\n"


@pytest.mark.parametrize("sidecar", [FLAT, NESTED, f"---\n{FLAT}"])
def test_a_sidecar_has_the_keys_of_the_front_matter(tmp_path: Path, sidecar: str) -> None:
    found = article(tmp_path, jpeg(), "", sidecar)
    (ferry,) = found.images
    (credit,) = ferry.credits
    assert found.problems == ()
    assert (ferry.alt, credit.creator, credit.license) == ("A ferry", "Ada Example", find("CC0"))
    assert credit.found_in == ("sidecar",)
    assert credit.where is not None
    assert credit.where.file.endswith("ferry.jpg.yaml")
    assert ferry.caption == (None if sidecar == NESTED else "The <em>ferry</em>.")


def test_a_sidecar_is_a_source_of_the_article(tmp_path: Path) -> None:
    found = article(tmp_path, jpeg(), "", FLAT)
    paths = [source.path for source in found.sources]
    assert paths == [
        "sources/an-article/article.md",
        "sources/an-article/ferry.jpg",
        "sources/an-article/ferry.jpg.yaml",
        "publish.toml",
    ]
    assert found.sources[2].sha256 == hashlib.sha256(FLAT.encode()).hexdigest()


def test_rules_of_use_that_differ_are_reported(tmp_path: Path) -> None:
    entry = "    credit: {creator: Ada, license: CC0, expires: 2027-01-01, syndication: no}"
    sidecar = "expires: 2026-06-30\nsyndication: yes\nchannels: [pdf]\n"
    found = article(tmp_path, jpeg(), entry, sidecar)
    (credit,) = found.images[0].credits
    assert (str(credit.expires), credit.syndication) == ("2027-01-01", False)
    assert credit.channels == ("pdf",)
    assert rules(found.problems) == ["credit-conflict", "credit-conflict"]
    assert "`expires` is “2027-01-01”" in found.problems[0].message


def test_a_composite_in_a_sidecar(tmp_path: Path) -> None:
    sidecar = "credit:\n  - {creator: Ada, license: CC0}\n  - {creator: Ben, basis: own}\n"
    first, second = image(tmp_path, jpeg(), "", sidecar).credits
    assert (first.creator, second.basis) == ("Ada", "own")


def test_the_sidecar_of_a_picture_that_is_not_used_says_nothing(tmp_path: Path) -> None:
    place = tmp_path / "sources" / "an-article"
    place.mkdir(parents=True)
    (tmp_path / "publish.toml").write_text(TOML)
    (place / "article.md").write_text("---\ntitle: T\ndate: 2026-03-01\n---\nText.\n")
    (place / "ferry.jpg").write_bytes(jpeg())
    (place / "ferry.jpg.yaml").write_text("creator: [broken\n")
    found = read(place)
    assert found.problems == ()
    assert [source.path for source in found.sources] == [
        "sources/an-article/article.md",
        "publish.toml",
    ]


def test_a_sidecar_from_outside_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("creator: Ada\n")
    place = tmp_path / "sources" / "an-article"
    place.mkdir(parents=True)
    (place / "ferry.jpg.yaml").symlink_to(tmp_path / "secret")
    (tmp_path / "publish.toml").write_text(TOML)
    (place / "article.md").write_text("---\ntitle: T\ndate: 2026-03-01\n---\n![](ferry.jpg)\n")
    (place / "ferry.jpg").write_bytes(jpeg())
    with pytest.raises(Exception, match="sidecar-outside"):
        read(place)


# -- XMP sidecars -----------------------------------------------------------------------------


def beside(folder: Path, name: str, packet: bytes, data: bytes, images: str = "") -> Article:
    """An article with the picture ferry.jpg, and an XMP sidecar."""
    (folder / "sources/an-article").mkdir(parents=True)
    (folder / "sources/an-article" / name).write_bytes(packet)
    return article(folder, data, images)


@pytest.mark.parametrize("name", ["ferry.xmp", "ferry.jpg.xmp", "ferry.XMP"])
def test_an_xmp_sidecar_credits_its_picture(tmp_path: Path, name: str) -> None:
    found = beside(tmp_path, name, xmp(ADA + BY), jpeg())
    (credit,) = found.images[0].credits
    assert credit.creator == "Ada Example"
    assert credit.license == find("CC-BY-4.0")
    assert credit.found_in == ("XMP sidecar",)
    assert f"sources/an-article/{name}" in {source.path for source in found.sources}


def test_an_xmp_sidecar_comes_after_the_front_matter_and_before_the_picture(
    tmp_path: Path,
) -> None:
    entry = "    credit: {creator: Cleo Example}"
    found = beside(tmp_path, "ferry.xmp", xmp(BY), xmp_jpeg(creators("Ben Example")), entry)
    (credit,) = found.images[0].credits
    assert (credit.creator, credit.license) == ("Cleo Example", find("CC-BY-4.0"))
    assert credit.found_in == ("front matter", "XMP sidecar")
    (conflict,) = (p for p in found.problems if p.rule == "credit-conflict")
    assert "Ben Example" in conflict.message


def test_an_xmp_sidecar_that_differs_from_its_picture_is_reported(tmp_path: Path) -> None:
    found = beside(tmp_path, "ferry.xmp", xmp(ADA), xmp_jpeg(creators("Ben Example")))
    assert found.images[0].credits[0].creator == "Ada Example"
    (conflict,) = (p for p in found.problems if p.rule == "credit-conflict")
    assert "“Ada Example” (XMP dc:creator in ferry.xmp)" in conflict.message
    assert "“Ben Example” (XMP dc:creator)" in conflict.message


def test_a_sidecar_of_the_article_comes_before_an_xmp_sidecar(tmp_path: Path) -> None:
    (tmp_path / "sources/an-article").mkdir(parents=True)
    (tmp_path / "sources/an-article/ferry.jpg.xmp").write_bytes(xmp(creators("Ben Example") + BY))
    found = article(tmp_path, jpeg(), "", "creator: Ada Example")
    (credit,) = found.images[0].credits
    assert (credit.creator, credit.license) == ("Ada Example", find("CC-BY-4.0"))
    assert "credit-conflict" in rules(found.problems)


def test_an_xmp_sidecar_that_holds_no_xmp_is_reported(tmp_path: Path) -> None:
    found = beside(tmp_path, "ferry.xmp", b"Photo: Ada", jpeg())
    assert found.images[0].credits == ()
    assert "sidecar-not-xmp" in rules(found.problems)
