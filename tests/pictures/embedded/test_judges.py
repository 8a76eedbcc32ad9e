"""ExifTool writes, we read: every kind of picture that it can write, in every kind of metadata."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.pictures.metadata_reading import Statement, read_embedded
from tests.judges.programs import call, program, words
from tests.metadata.strategies import picture

XMP = {
    "-XMP-dc:Title": ("title", "Ferry & <port>"),
    "-XMP-dc:Creator": ("creator", "Zoë Example; Łukasz 漢"),
    "-XMP-dc:Source": ("source", "https://example.org/?a=1&b=2"),
    "-XMP-dc:Rights": ("copyright", "© 2026 Zoë"),
    "-XMP-dc:Description": ("caption", "What it shows"),
    "-XMP-photoshop:Credit": ("line", "Zoë / The Agency"),
    "-XMP-photoshop:Source": ("provider", "The Agency"),
    "-XMP-photoshop:Instructions": ("instructions", "No sales"),
    "-XMP-photoshop:Headline": ("title", "A headline"),
    "-XMP-xmpRights:UsageTerms": ("usage_terms", "Not for advertising"),
    "-XMP-xmpRights:WebStatement": ("license_url", "https://example.org/terms"),
    "-XMP-cc:License": ("license_url", "https://creativecommons.org/licenses/by/4.0/"),
    "-XMP-cc:AttributionName": ("creator", "Zoë E."),
    "-XMP-plus:LicensorURL": ("acquire", "https://example.org/buy"),
    "-XMP-plus:ImageSupplierName": ("provider", "The Supplier"),
    "-XMP-plus:ImageSupplierImageID": ("asset_id", "EX-7"),
    "-XMP-plus:CopyrightOwnerName": ("copyright", "Zoë"),
    "-XMP-iptcCore:CreatorWorkEmail": ("contact", "zoe@example.org"),
    "-XMP-iptcExt:DigitalSourceType": (
        "origin",
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    ),
    "-XMP-tiff:Artist": ("creator", "Zoë T."),
}
EXIF = {
    "-EXIF:Artist": ("creator", "Zoë Example; Łukasz 漢"),
    "-EXIF:Copyright": ("copyright", "© 2026 Zoë"),
    "-EXIF:ImageDescription": ("caption", "Ein Schiff – weiß"),
    "-EXIF:XPAuthor": ("creator", "Zoë; 漢"),
    "-EXIF:XPTitle": ("title", "Fähre"),
}
IPTC = {
    "-IPTC:ObjectName": ("title", "Fähre"),
    "-IPTC:By-line": ("creator", "Zoë Example; Łukasz 漢"),
    "-IPTC:Keywords": ("keywords", "Meer; Schiff"),
    "-IPTC:Credit": ("line", "Zoë / The Agency"),
    "-IPTC:Source": ("provider", "The Agency"),
    "-IPTC:CopyrightNotice": ("copyright", "© 2026 Zoë"),
    "-IPTC:Caption-Abstract": ("caption", "Ein Schiff – weiß"),
    "-IPTC:SpecialInstructions": ("instructions", "No sales"),
}
PNG = {
    "-PNG:Title": ("title", "Fähre 漢"),
    "-PNG:Author": ("creator", "Zoë"),
    "-PNG:Copyright": ("copyright", "© Zoë"),
    "-PNG:Source": ("source", "https://example.org/ferry"),
}
WRITES = {
    "JPEG": (XMP, EXIF, IPTC),
    "PNG": (XMP, EXIF, IPTC, PNG),
    "WEBP": (XMP, EXIF),
    "TIFF": (XMP, EXIF, IPTC),
    "GIF": (XMP,),
    "AVIF": (XMP, EXIF),
}


def written(form: str, options: dict[str, str], folder: Path, *more: str) -> bytes:
    """A picture of this form that exiftool has written these values into."""
    file = folder / f"picture.{form.lower()}"
    file.write_bytes(picture(form))
    values = [f"{option}={value}" for option, value in options.items()]
    command = ["-overwrite_original", "-sep", "; ", *more, *values]
    result = call([program("exiftool"), *command, file])
    assert result.returncode == 0, words(result)
    return file.read_bytes()


def shown(statement: Statement) -> tuple[str, str, str]:
    return statement.source, statement.field, statement.value


@pytest.mark.parametrize("form", WRITES)
def test_we_read_all_that_exiftool_wrote(form: str, tmp_path: Path) -> None:
    kinds = zip(("XMP", "EXIF", "IPTC", "PNG"), (XMP, EXIF, IPTC, PNG), strict=True)
    chosen = [(name, kind) for name, kind in kinds if kind in WRITES[form]]
    options = {option: value for _, kind in chosen for option, (_, value) in kind.items()}
    data = written(form, options, tmp_path, "-codedcharacterset=utf8")
    embedded = read_embedded(data)
    assert embedded.problems == ()
    expected = {
        (source, field, value.removeprefix("http://cv.iptc.org/newscodes/digitalsourcetype/"))
        for source, kind in chosen
        for field, value in kind.values()
    }
    assert set(map(shown, embedded.statements)) == expected


def test_iptc_in_the_character_set_of_old(tmp_path: Path) -> None:
    options = {"-IPTC:By-line": "Zoë – Ünal", "-IPTC:CopyrightNotice": "© “Zoë”"}
    data = written("JPEG", options, tmp_path, "-charset", "iptc=Latin")
    assert "Zoë – Ünal".encode("cp1252") in data
    assert read_embedded(data).fields() == {"creator": "Zoë – Ünal", "copyright": "© “Zoë”"}


@pytest.mark.parametrize("order", ["Little-endian", "Big-endian"])
@pytest.mark.parametrize("form", ["JPEG", "TIFF", "PNG", "WEBP"])
def test_both_byte_orders(form: str, order: str, tmp_path: Path) -> None:
    options = {"-ExifByteOrder": order, "-EXIF:Artist": "Zoë", "-EXIF:Copyright": "Ben"}
    assert read_embedded(written(form, options, tmp_path)).fields() == {
        "creator": "Zoë",
        "copyright": "Ben",
    }


def test_what_iptc_cut_is_no_contradiction(tmp_path: Path) -> None:
    name = "Zoë Example-Longname of the Example Agency for Ships"
    options = {"-XMP-dc:Creator": name, "-IPTC:By-line": name, "-EXIF:Artist": name}
    data = written("JPEG", options, tmp_path, "-codedcharacterset=utf8")
    embedded = read_embedded(data)
    assert {s.value for s in embedded.statements} == {name, name[:31]}
    assert embedded.contradictions() == ()


def test_artwork_in_a_picture(tmp_path: Path) -> None:
    work = "{AOTitle=The Wave,AOCreator=[Dee Example],AOCopyrightNotice=(c) Dee}"
    options = {"-XMP-iptcExt:ArtworkOrObject": work, "-XMP-dc:Creator": "Ada"}
    embedded = read_embedded(written("JPEG", options, tmp_path))
    assert [embedded.fields(n) for n in range(embedded.works)] == [
        {"creator": "Ada"},
        {"title": "The Wave", "creator": "Dee Example", "copyright": "(c) Dee"},
    ]


def test_a_packet_over_64_kilobytes(tmp_path: Path) -> None:
    """ExifTool divides it, and puts the rest into extended segments."""
    options = {"-XMP-dc:Creator": "Ada", "-XMP-dc:Description": "x" * 90_000}
    data = written("JPEG", options, tmp_path)
    assert data.count(b"http://ns.adobe.com/xmp/extension/\0") >= 2
    embedded = read_embedded(data)
    assert embedded.problems == ()
    assert embedded.fields() == {"creator": "Ada", "caption": "x" * 90_000}
