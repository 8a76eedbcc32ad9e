"""Private metadata are stripped from published copies."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from publish.errors import SourceError
from publish.model.article import Image
from publish.model.credit import Credit
from publish.pictures import embedding
from publish.pictures.metadata_writing import exif
from publish.pictures.privacy import KEEP, Private
from tests.judges import metadata
from tests.metadata.strategies import MEDIA_TYPES, pixels
from tests.metadata.strategies import picture as drawn
from tests.pictures import private_pictures as private

EXIF = private.exif()
PRIVATE = (Private.LOCATION, Private.SERIAL_NUMBERS, Private.OWNER, Private.MAKER_NOTES)
PICTURES = {
    "JPEG": drawn("JPEG", exif=EXIF, xmp=private.XMP),
    "PNG": drawn("PNG", exif=EXIF),
    "WEBP": drawn("WEBP", exif=EXIF, xmp=private.XMP),
}


def image(form: str, data: bytes, *keep: str, credits: tuple[Credit, ...] = ()) -> Image:
    return Image("a", data, MEDIA_TYPES[form], 13, 7, credits=credits, keep=keep)


def in_words(*kinds: Private) -> tuple[str, ...]:
    return tuple(map(str, kinds))


def secrets(data: bytes) -> set[str]:
    """The private values that are still in the bytes."""
    traces = {"serial": b"4711", "owner": b"Olga", "place": b"GPSLatitude", "drone": b"GpsLong"}
    return {name for name, trace in traces.items() if trace in data}


@pytest.mark.parametrize("form", PICTURES)
@pytest.mark.parametrize("credits", [(), (Credit(creator="Ann"),)], ids=["bare", "credited"])
def test_private_metadata_are_removed(
    form: str, credits: tuple[Credit, ...], tmp_path: Path
) -> None:
    whole = image(form, PICTURES[form], credits=credits)
    assert embedding.removed_private(whole) == in_words(*PRIVATE)
    done = embedding.published_bytes(whole)
    assert secrets(done) == set()
    assert pixels(done) == pixels(whole.data)
    (tmp_path / "a").write_bytes(done)
    said = metadata(tmp_path / "a")
    assert not [n for n in said if "GPS" in n or "Serial" in n or "Owner" in n or "Maker" in n]
    assert not [n for n in said if n.endswith((":Warning", ":Error"))]
    assert said["IFD0:Make"] == "Example Optics"
    assert said["IFD0:XResolution"] == 300
    assert said["ExifIFD:DateTimeOriginal"] == "2026:03:01 12:00:00"
    assert said["ExifIFD:ExposureTime"] == "1/250"
    if form != "PNG":
        assert said["XMP-photoshop:City"] == "Brno"
        assert said["XMP-iptcExt:LocationCreated"] == [{"City": "Brno"}]
    assert embedding.removed_private(image(form, done)) == ()


@pytest.mark.parametrize("form", PICTURES)
@pytest.mark.parametrize(
    ("keep", "gone", "left"),
    [
        (["location"], PRIVATE[1:], {"place", "drone"}),
        (["serial-numbers"], (PRIVATE[0], PRIVATE[3]), {"serial", "owner"}),
        (["location", "serial-numbers"], (), {"serial", "owner", "place", "drone"}),
    ],
)
def test_keep_leaves_data_in(
    form: str, keep: list[str], gone: tuple[Private, ...], left: set[str], tmp_path: Path
) -> None:
    whole = image(form, PICTURES[form], *keep)
    assert embedding.removed_private(whole) == in_words(*gone)
    done = embedding.published_bytes(whole)
    assert secrets(done) == (left if form != "PNG" else left - {"place", "drone"})
    (tmp_path / "a").write_bytes(done)
    said = metadata(tmp_path / "a")
    assert ("GPS:GPSLatitude" in said) == ("location" in keep)
    assert ("ExifIFD:SerialNumber" in said) == ("serial-numbers" in keep)
    if not gone:
        assert done == whole.data


def test_raw_profiles_in_png_texts() -> None:
    for data, kinds in (
        (private.png_profile(b"Exif\0\0" + EXIF.removeprefix(b"Exif\0\0")), PRIVATE),
        (private.png_profile(private.XMP, b"xmp"), PRIVATE[:2]),
        (private.png_profile(private.XMP, b"APP1"), PRIVATE[:2]),
        (private.png_profile(b"no EXIF at all"), (Private.UNREADABLE,)),
    ):
        assert embedding.removed_private(image("PNG", data)) == in_words(*kinds)
        done = embedding.published_bytes(image("PNG", data))
        assert embedding.removed_private(image("PNG", done)) == ()
        assert pixels(done) == pixels(data)
        assert embedding.published_bytes(image("PNG", data, *KEEP)) == data
    named = private.png_profile(b"Exif\0\0" + EXIF.removeprefix(b"Exif\0\0"))
    with Pillow.open(io.BytesIO(embedding.published_bytes(image("PNG", named)))) as opened:
        opened.load()
        read = opened.getexif()
        assert read[0x010F] == "Example Optics"
        assert not read.get_ifd(0x8825)


def test_films_and_maker_segments() -> None:
    plain = drawn("JPEG", progressive=True)
    for change, kind in (
        (private.film, Private.ATTACHMENT),
        (private.makers, Private.MAKER_NOTES),
    ):
        whole = image("JPEG", change(plain))
        assert embedding.removed_private(whole) == in_words(kind)
        assert embedding.published_bytes(whole) == plain
        assert embedding.published_bytes(image("JPEG", whole.data, *KEEP)) == whole.data
    padded = plain + b"\0\0\r\n"
    assert embedding.published_bytes(image("JPEG", padded)) == padded


@pytest.mark.parametrize("form", sorted(MEDIA_TYPES))
def test_data_after_the_end(form: str) -> None:
    plain = drawn(form)
    assert embedding.removed_private(image(form, plain)) == ()
    assert embedding.published_bytes(image(form, plain)) == plain
    assert embedding.removed_private(image(form, plain + b"a film")) == in_words(Private.ATTACHMENT)
    assert embedding.published_bytes(image(form, plain + b"a film")) == plain


def test_exif_with_only_a_location_is_dropped() -> None:
    block = Pillow.Exif()
    block.get_ifd(0x8825)[1] = "N"
    data = drawn("JPEG", exif=block.tobytes())
    assert b"Exif\0" not in embedding.published_bytes(image("JPEG", data))


def test_unreadable_exif_is_dropped() -> None:
    data = drawn("JPEG", exif=b"Exif\0\0II*\0\xff\xff\0\0 GPS somewhere")
    assert embedding.removed_private(image("JPEG", data)) == in_words(Private.UNREADABLE)
    assert b"GPS" not in embedding.published_bytes(image("JPEG", data))


@pytest.mark.parametrize("order", "<>")
def test_both_byte_orders(order: str) -> None:
    make = (0x010F, 2, 4, b"abc\0")
    serial = (0xC62F, 2, 5, struct.pack(order + "I", 38))
    block = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "IH", 8, 2)
    for tag, kind, count, value in (make, serial):
        block += struct.pack(order + "HHI", tag, kind, count) + value
    block += bytes(4) + b"4711\0"
    done, found = exif.strip_private(block, frozenset())
    assert found == {Private.SERIAL_NUMBERS}
    assert b"4711" not in done
    assert b"abc" in done
    assert len(done) == len(block)
    assert exif.strip_private(done, frozenset()) == (done, frozenset())


@given(st.data())
def test_damaged_exif_never_crashes_and_never_grows(data: st.DataObject) -> None:
    block = EXIF.removeprefix(b"Exif\0\0")
    at = data.draw(st.integers(0, len(block)))
    noise = data.draw(st.binary(max_size=12))
    damaged = block[:at] + noise + block[at + len(noise) :]
    done, _ = exif.strip_private(damaged, frozenset())
    assert len(done) in (0, len(damaged))
    again, found = exif.strip_private(done, frozenset()) if done else (b"", frozenset())
    assert not found - {Private.UNREADABLE}
    exif.align(damaged, {"dc:creator": ("x" * 100,)}, 60_000)
    assert again in (b"", done)


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_damaged_pictures_are_refused_or_cleaned(form: str, data: st.DataObject) -> None:
    whole = PICTURES[form]
    at = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=20))
    damaged = image(form, whole[:at] + noise + whole[at + len(noise) :])
    try:
        embedding.removed_private(damaged)
        embedding.published_bytes(damaged)
    except SourceError as error:
        assert all(problem.fix for problem in error.problems)


# -- EXIF and IIM say what the credit says ---------------------------------------------------


def test_exif_fields_are_aligned_with_the_credit(tmp_path: Path) -> None:
    credit = Credit(creator="Zoë Example", copyright="© Zoë Example, and a good deal longer")
    for form, data in PICTURES.items():
        (tmp_path / "a").write_bytes(
            embedding.published_bytes(image(form, data, credits=(credit,)))
        )
        said = metadata(tmp_path / "a")
        assert said["IFD0:Artist"] == "Zoë Example"
        assert "IFD0:Copyright" not in said, "it was not there"
        assert said["IFD0:Make"] == "Example Optics"
        assert not [n for n in said if n.endswith((":Warning", ":Error"))]


def test_other_exif_fields_stay() -> None:
    done = embedding.published_bytes(image("JPEG", PICTURES["JPEG"], credits=(Credit(title="T"),)))
    assert b"Artist of the EXIF" in done


def test_a_text_too_long_for_exif_is_removed(tmp_path: Path) -> None:
    data = drawn("JPEG", exif=private.exif(maker_note=b"m" * 60_000))
    credit = Credit(creator="A" * 8000)
    (tmp_path / "a").write_bytes(
        embedding.published_bytes(
            image("JPEG", data, "location", "serial-numbers", credits=(credit,))
        )
    )
    said = metadata(tmp_path / "a")
    assert "IFD0:Artist" not in said
    assert said["XMP-dc:Creator"] == ["A" * 8000]
