"""Packets in the bytes of pictures: in and out again, and not one byte of the picture touched."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from publish.errors import SourceError, Where
from publish.metadata import xmp
from publish.metadata.credit_reading import read_credit, read_credits
from publish.metadata.credits import credit_packet, expected, record
from publish.metadata.namespaces import NAMESPACES, RDF
from publish.metadata.property import Property
from publish.model.article import Image
from publish.model.credit import Credit
from publish.pictures import embedding
from publish.pictures.metadata_writing import extended, jpeg, png, webp
from publish.pictures.structure.jpeg import EXTENDED_XMP, XMP
from publish.pictures.structure.png import XMP as PNG_XMP
from tests.metadata.strategies import (
    FULL_CREDIT,
    MEDIA_TYPES,
    TEXTS,
    any_credits,
    pixels,
    texts,
)
from tests.metadata.strategies import picture as drawn

PNG_KEYWORD = PNG_XMP + b"\0"

PACKET = credit_packet([FULL_CREDIT])
PLAIN = {form: drawn(form) for form in MEDIA_TYPES}

EXIF = Pillow.Exif()
EXIF[0x010E] = "a description"


def old_packet(*statements: tuple[str, str]) -> bytes:
    return xmp.packet(Property(name, (value,)) for name, value in statements)


def scan(data: bytes) -> bytes:
    """Everything of a JPEG from its first frame header on: tables before it are APPn and DQT."""
    return data[
        min(data.index(marker) for marker in (b"\xff\xc0", b"\xff\xc2") if marker in data) :
    ]


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        body = data[at + 4 : at + 8 + size]
        assert int.from_bytes(data[at + 8 + size : at + 12 + size], "big") == zlib.crc32(body)
        yield body[:4], body[4:]
        at += size + 12


VARIANTS = [
    ("JPEG", drawn("JPEG")),
    ("JPEG", drawn("JPEG", progressive=True, exif=EXIF.tobytes(), icc_profile=b"x" * 70000)),
    ("JPEG", drawn("JPEG", exif=EXIF.tobytes(), comment=b"made by hand")),
    ("JPEG", drawn("JPEG", xmp=old_packet(("photoshop:City", "Brno")))),
    ("JPEG", drawn("JPEG") + b"\xff\xd8 trailing, as in motion pictures"),
    ("JPEG", drawn("JPEG")[:2] + b"\xff\xff\xff" + drawn("JPEG")[2:]),
    ("PNG", drawn("PNG")),
    ("PNG", drawn("PNG", "RGBA", exif=EXIF.tobytes(), dpi=(300, 300))),
    ("PNG", drawn("PNG", "L")),
    ("WEBP", drawn("WEBP")),
    ("WEBP", drawn("WEBP", "RGBA", lossless=True)),
    ("WEBP", drawn("WEBP", lossless=True, exif=EXIF.tobytes())),
    ("WEBP", drawn("WEBP", "RGBA", xmp=old_packet(("photoshop:City", "Brno")))),
    ("GIF", drawn("GIF")),
    ("GIF", drawn("GIF").replace(b"GIF89a", b"GIF87a")),
    ("GIF", drawn("GIF", "L", comment=b"made by hand", loop=3)),
]


@pytest.mark.parametrize(("form", "data"), VARIANTS)
def test_a_packet_goes_in_and_comes_out_and_the_picture_stays(form: str, data: bytes) -> None:
    media_type = MEDIA_TYPES[form]
    done = embedding.embed(media_type, data, PACKET)
    packet = embedding.extract(media_type, done)
    assert packet is not None
    assert read_credit(packet) | read_credit(PACKET) == read_credit(packet)
    assert pixels(done) == pixels(data)
    assert embedding.embed(media_type, done, PACKET) == done
    with Pillow.open(io.BytesIO(data)) as before, Pillow.open(io.BytesIO(done)) as after:
        assert (after.size, after.mode) == (before.size, before.mode)
        assert after.getexif() == before.getexif()
        assert after.info.get("icc_profile") == before.info.get("icc_profile")


@pytest.mark.parametrize("data", [data for form, data in VARIANTS if form == "JPEG"])
def test_a_jpeg_keeps_every_other_byte(data: bytes) -> None:
    done = jpeg.embed(data, PACKET)
    assert scan(done) == scan(data)
    segment = b"\xff\xe1" + (2 + 29 + len(PACKET)).to_bytes(2, "big") + XMP + PACKET
    before, after = done.split(segment)
    if (old := jpeg.extract(data)) is None:
        assert before + after == data
    else:
        assert data.startswith(before) and data.endswith(after)
        assert len(data) - len(before) - len(after) == 4 + 29 + len(old)


def test_in_a_jpeg_it_is_after_jfif_and_exif() -> None:
    data = drawn("JPEG", exif=EXIF.tobytes())
    done = jpeg.embed(data, PACKET)
    assert done.index(b"Exif\0") < done.index(XMP) < done.index(b"\xff\xdb")
    assert jpeg.embed(PLAIN["JPEG"], PACKET).index(b"JFIF\0") == 6


@pytest.mark.parametrize("data", [data for form, data in VARIANTS if form == "PNG"])
def test_a_png_keeps_every_chunk(data: bytes) -> None:
    done = png.embed(data, PACKET)
    kept = [chunk for chunk in chunks(done) if not chunk[1].startswith(PNG_KEYWORD)]
    assert kept == list(chunks(data))
    kinds = [kind for kind, _ in chunks(done)]
    assert kinds.index(b"iTXt") < kinds.index(b"IDAT")


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_an_old_chunk_of_a_png_is_replaced(packed: bool, late: bool) -> None:
    old = old_packet(("photoshop:City", "Brno"), ("photoshop:Credit", "old"))
    body = PNG_KEYWORD + (b"\1\0en\0XMP\0" + zlib.compress(old) if packed else b"\0\0\0\0" + old)
    chunk = len(body).to_bytes(4, "big") + b"iTXt" + body
    chunk += zlib.crc32(chunk[4:]).to_bytes(4, "big")
    data = PLAIN["PNG"]
    at = data.index(b"IEND" if late else b"IDAT") - 4
    data = data[:at] + chunk + data[at:]
    assert png.extract(data) == old
    done = embedding.embed("image/png", data, PACKET)
    kinds = [kind for kind, _ in chunks(done)]
    assert kinds.count(b"iTXt") == 1
    assert kinds.index(b"iTXt") < kinds.index(b"IDAT")
    found = xmp.read(png.extract(done) or b"")
    assert found["photoshop:City"] == ("Brno",)
    assert found["photoshop:Credit"] == (FULL_CREDIT.line,)


def test_a_simple_webp_becomes_an_extended_one_with_the_same_image() -> None:
    for data, alpha in ((drawn("WEBP"), False), (drawn("WEBP", "RGBA", lossless=True), True)):
        assert b"VP8X" not in data
        done = webp.embed(data, PACKET)
        assert done[12:16] == b"VP8X"
        assert done[20] == (0x14 if alpha else 0x04)
        assert data[12:] in done
        assert len(done) == 8 + int.from_bytes(done[4:8], "little")


def test_a_picture_without_a_packet() -> None:
    for form, media_type in MEDIA_TYPES.items():
        assert embedding.extract(media_type, PLAIN[form]) is None


@given(st.sampled_from(sorted(MEDIA_TYPES)), st.lists(texts, min_size=2, max_size=2))
def test_any_credit_survives_any_kind_of_picture(form: str, words: list[str]) -> None:
    first, second = (credit_packet([Credit(creator=word, line=word)]) for word in words)
    media_type, data = MEDIA_TYPES[form], PLAIN[form]
    done = embedding.embed(media_type, embedding.embed(media_type, data, first), second)
    assert done == embedding.embed(media_type, data, second)
    found = read_credit(embedding.extract(media_type, done) or b"")
    assert found == {"creator": words[1], "line": words[1]}
    assert pixels(done) == pixels(data)


@given(st.sampled_from(sorted(MEDIA_TYPES)), any_credits, st.sampled_from((1, 90)))
def test_every_credit_comes_back_to_the_letter(
    form: str, several: list[Credit], times: int
) -> None:
    """Fields of up to 5,400 characters; three credits of these fill many segments of a JPEG."""
    long = tuple(
        replace(c, **{f: text * times for f in TEXTS if (text := getattr(c, f))}) for c in several
    )
    whole = Image("a", PLAIN[form], MEDIA_TYPES[form], 13, 7, credits=long)
    done = embedding.published_bytes(whole)
    wanted = tuple(map(record, long))
    packet = embedding.extract(MEDIA_TYPES[form], done)
    assert (read_credits(packet) if packet else ()) == (wanted if any(wanted) else ())
    assert pixels(done) == pixels(whole.data)


@given(st.sampled_from(sorted(MEDIA_TYPES)), st.data())
def test_garbage_is_refused_and_never_crashes(form: str, data: st.DataObject) -> None:
    whole = embedding.embed(MEDIA_TYPES[form], PLAIN[form], PACKET)
    cut = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=20))
    try:
        embedding.embed(MEDIA_TYPES[form], whole[:cut] + noise + whole[cut + len(noise) :], PACKET)
    except SourceError as error:
        assert all(problem.fix for problem in error.problems)


@pytest.mark.parametrize("form", sorted(MEDIA_TYPES))
def test_a_picture_cut_short_is_refused(form: str) -> None:
    for size in (0, 5, 20, 40):
        with pytest.raises(SourceError) as caught:
            embedding.extract(MEDIA_TYPES[form], PLAIN[form][:size])
        assert caught.value.problems[0].rule == "image-broken"


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while data[at + 1] != 0xDA:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], data[at + 4 : at + 2 + size]
        at += 2 + size


def continued(extension: bytes, guid: bytes = b"0123456789ABCDEF0123456789ABCDEF") -> bytes:
    """A JPEG whose packet goes on in two extended segments, the second one first."""
    half = len(extension) // 2
    parts = b""
    for at, part in ((half, extension[half:]), (0, extension[:half])):
        payload = EXTENDED_XMP + guid + len(extension).to_bytes(4, "big") + at.to_bytes(4, "big")
        payload += part
        parts += b"\xff\xe1" + (2 + len(payload)).to_bytes(2, "big") + payload
    note = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" '
        'xmpNote:HasExtendedXMP="0123456789abcdef0123456789abcdef"/></rdf:RDF>'
    )
    data = jpeg.embed(PLAIN["JPEG"], note.encode())
    at = data.index(b"\xff\xdb")
    return data[:at] + parts + data[at:]


def test_extended_xmp_is_read_and_merged() -> None:
    old = old_packet(("photoshop:City", "Brno" * 100), ("photoshop:Credit", "somebody else"))
    data = continued(old)
    assert xmp.read(jpeg.extract(data) or b"") == xmp.read(old)
    done = embedding.embed("image/jpeg", data, PACKET)
    found = xmp.read(jpeg.extract(done) or b"")
    assert found["photoshop:City"] == ("Brno" * 100,)
    assert found["photoshop:Credit"] == (FULL_CREDIT.line,)
    assert EXTENDED_XMP not in done
    assert scan(done) == scan(data)


def test_an_extension_that_nothing_refers_to_is_dropped() -> None:
    data = continued(old_packet(("photoshop:City", "Brno" * 100)), b"F" * 32)
    assert xmp.read(jpeg.extract(data) or b"") == {}
    assert b"Brno" not in embedding.embed("image/jpeg", data, PACKET)


def test_an_extension_that_is_not_whole_is_refused() -> None:
    whole = continued(old_packet(("photoshop:City", "Brno" * 100)))
    at = whole.index(EXTENDED_XMP) - 4
    end = at + 2 + int.from_bytes(whole[at + 2 : at + 4], "big")
    with pytest.raises(SourceError) as caught:
        jpeg.extract(whole[:at] + whole[end:])
    assert caught.value.problems[0].rule == "image-xmp-broken"


def test_a_packet_too_large_for_one_segment_goes_on_in_others() -> None:
    several = [
        Credit(title=f"Ferry {n}", creator=f"Zoë {n}", line=str(n) * 40_000, changes="c" * 30_000)
        for n in range(3)
    ]
    for old in (PLAIN["JPEG"], continued(old_packet(("photoshop:City", "Brno" * 100)))):
        done = embedding.embed("image/jpeg", old, credit_packet(several))
        parts = [payload for _, payload in segments(done) if payload.startswith(EXTENDED_XMP)]
        assert len(parts) > 1
        assert all(len(payload) <= 65533 for _, payload in segments(done))
        main = next(p for _, p in segments(done) if p.startswith(XMP))
        assert b"Ferry 0; Ferry 1; Ferry 2" in main, "what others look for comes first"
        assert parts[0][35:67].lower() in main.lower()
        assert read_credits(embedding.extract("image/jpeg", done) or b"") == tuple(
            map(record, several)
        )
        assert scan(done) == scan(old)
        # And back to one segment when the credit is short again.
        assert EXTENDED_XMP not in embedding.embed("image/jpeg", done, PACKET)


def test_what_other_programs_write_as_attributes_can_go_on_as_well() -> None:
    note = f"<a xmlns:photoshop='{NAMESPACES['photoshop']}' photoshop:Instructions='{'i' * 70_000}'"
    old = note.replace("<a", "<rdf:Description").encode() + b"/>"
    old = b'<rdf:RDF xmlns:rdf="%s">%s</rdf:RDF>' % (RDF.encode(), old)
    data = embedding.embed("image/jpeg", jpeg.embed(PLAIN["JPEG"], old), PACKET)
    found = xmp.read(embedding.extract("image/jpeg", data) or b"")
    assert found["photoshop:Instructions"] == ("i" * 70_000,)
    assert found["photoshop:Credit"] == (FULL_CREDIT.line,)
    assert pixels(data) == pixels(PLAIN["JPEG"])


def test_a_packet_of_which_nothing_can_go_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        extended.divided(PACKET, 300)
    assert caught.value.problems[0].rule == "image-xmp-large"


def test_two_packets_are_refused() -> None:
    segment = jpeg.embed(PLAIN["JPEG"], PACKET)[20 : 20 + 4 + 29 + len(PACKET)]
    assert segment.startswith(b"\xff\xe1")
    twice = jpeg.embed(PLAIN["JPEG"], PACKET).replace(segment, segment * 2)
    with pytest.raises(SourceError) as caught:
        jpeg.extract(twice)
    assert caught.value.problems[0].rule == "image-xmp-broken"


def test_a_bomb_is_not_unpacked() -> None:
    body = PNG_KEYWORD + b"\1\0\0\0" + zlib.compress(b" " * (17 * 1024 * 1024))
    chunk = len(body).to_bytes(4, "big") + b"iTXt" + body + b"crc!"
    data = PLAIN["PNG"]
    at = data.index(b"IDAT") - 4
    with pytest.raises(SourceError) as caught:
        png.extract(data[:at] + chunk + data[at:])
    assert caught.value.problems[0].rule == "image-xmp-broken"


def image(data: bytes, media_type: str = "image/png", *credits: Credit) -> Image:
    return Image("a.png", data, media_type, 13, 7, credits=credits, where=Where("article.md", 9))


def test_an_image_gets_what_its_article_says() -> None:
    bare = image(PLAIN["PNG"])
    assert embedding.published_bytes(bare) is bare.data
    full = image(PLAIN["PNG"], "image/png", FULL_CREDIT)
    assert xmp.read(
        embedding.extract("image/png", embedding.published_bytes(full)) or b""
    ) == expected(full)


@pytest.mark.parametrize(
    ("data", "media_type", "rule"),
    [
        (b"BM", "image/bmp", "image-type-without-credit"),
        (b"no picture", "image/png", "image-broken"),
        (png.embed(PLAIN["PNG"], b"<broken"), "image/png", "image-xmp-broken"),
    ],
)
def test_an_error_names_the_image_and_its_place(data: bytes, media_type: str, rule: str) -> None:
    with pytest.raises(SourceError) as caught:
        embedding.published_bytes(image(data, media_type, FULL_CREDIT))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where) == (rule, Where("article.md", 9))
    assert problem.message.startswith("a.png: ")
    assert problem.fix
