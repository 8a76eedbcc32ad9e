"""Whatever is in a picture, reading it gives an answer, soon, and never an exception."""

from __future__ import annotations

import time
import zlib

from hypothesis import given
from hypothesis import strategies as st

from publish.errors import Severity
from publish.metadata.credits import credit_packet
from publish.pictures.metadata_reading import Embedded, read_embedded
from publish.pictures.metadata_reading.reader import _KINDS
from publish.reading.figures.from_embedded import source_of_picture
from tests.metadata.strategies import FULL_CREDIT, picture
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
from tests.profiles import examples

GUID = b"0123456789ABCDEF0123456789ABCDEF"
PACKET = credit_packet([FULL_CREDIT, FULL_CREDIT])
TAGS = exif({0x013B: b"Ada Example\0", 0x8298: b"Ada\0Ben\0"})
IIM = iim([(80, b"Ada Example"), (120, b"x" * 300)], UTF8)
EXTENDED = xmp(creators("Ada"), f'xmpNote:HasExtendedXMP="{GUID.decode()}"')
PARTS = range(0, len(PACKET), 900)
BOX = b"\0\0\0\x10ftypavif\0\0\0\0"
GIF = b"GIF89a" + bytes(7) + b"!\xff\x0bXMP DataXMP" + PACKET + b"\1" + bytes(range(255, -1, -1))
SAMPLES = (
    jpeg(with_exif(TAGS), with_iim(IIM, resource(0x0425, b"x" * 16)), with_xmp(PACKET)),
    jpeg(
        with_xmp(EXTENDED), with_extended(GUID, PACKET, 0, 500), with_extended(GUID, PACKET, 500, 9)
    ),
    png((b"eXIf", TAGS), (b"zTXt", b"Author\0\0" + zlib.compress(b"Ada"))),
    picture("WEBP", exif=b"Exif\0\0" + TAGS, xmp=PACKET),
    picture("TIFF", tiffinfo={700: PACKET, 33723: IIM, 315: "Ada", 33432: "Ben"}),
    picture("AVIF", exif=b"Exif\0\0" + TAGS, xmp=PACKET),
    GIF + b"\0;",
    b'<svg xmlns="http://www.w3.org/2000/svg"><metadata>'
    + xmp(creators("Ada"))
    + b"</metadata></svg>",
)

many = examples(300)


def answer(data: bytes) -> Embedded:
    embedded = read_embedded(data)
    assert all(problem.message and problem.fix for problem in embedded.problems)
    assert all(problem.severity is not Severity.ERROR for problem in embedded.problems)
    assert all(statement.value and statement.place for statement in embedded.statements)
    embedded.contradictions()
    source_of_picture(embedded, "ferry.jpg")
    return embedded


def test_the_samples_have_something_to_lose() -> None:
    assert all(answer(sample).fields().get("creator") for sample in SAMPLES)


@many
@given(st.sampled_from([kind[1:3] for kind in _KINDS]), st.binary(max_size=300))
def test_any_bytes_after_a_signature(kind: tuple[int, tuple[bytes, ...]], data: bytes) -> None:
    at, signatures = kind
    for signature in signatures:
        answer(bytes(at) + signature + data)


@many
@given(st.data())
def test_any_change_to_a_whole_file(data: st.DataObject) -> None:
    changed = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        if data.draw(st.booleans()):
            changed[at] = data.draw(st.integers(0, 255))
        else:
            end = at + data.draw(st.integers(0, 8))
            changed[at:end] = data.draw(st.binary(max_size=8))
    answer(bytes(changed))


def test_every_beginning_of_a_file() -> None:
    for sample in SAMPLES:
        for end in range(0, len(sample), 7):
            answer(sample[:end])


def test_what_would_take_forever_is_given_up() -> None:
    """Files of some megabytes, made to keep a reader busy; seconds here would be minutes there."""
    size = 4_000_000
    hostile = (
        b"\xff\xd8" + b"\xff" * size,
        b"\xff\xd8" + b"\xff\xe0\0\2" * (size // 4),
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0teXt\0\0\0\0" * (size // 12),
        b"RIFF\0\0\0\0WEBP" + b"ABCD\0\0\0\0" * (size // 8),
        b"GIF89a" + bytes(7) + b"!\xff\0" * (size // 3),
        BOX + b"\0\0\0\x08free" * (size // 8),
        jpeg(*(with_iim(b"\x1c\x02\x19\0\0" * 10_000) for _ in range(40))),
        jpeg(with_exif(b"MM\0*\0\0\0\x08\xff\xff" + bytes(60_000))),
        jpeg(with_xmp(xmp("<dc:a>" * 9_000)), with_xmp(xmp(creators(*("a" for _ in range(3000)))))),
        b"<svg>" + b"<g>" * (size // 3),
    )
    for data in hostile:
        before = time.process_time()
        answer(data)
        assert time.process_time() - before < 10
