"""Metadata in a JPEG: the segments before its first scan (ITU-T T.81 annex B).

XMP is an APP1 segment, or several where one is too small (ISO 16684-3 §3.3.1); EXIF is another
APP1, IPTC's older IIM is in Photoshop's APP13.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from publish.errors import Problem, SourceError
from publish.pictures.metadata_writing import content_credentials, exif, extended, iim
from publish.pictures.privacy import Keep, Private, keeps
from publish.pictures.structure import jpeg
from publish.pictures.structure.damage import Damaged
from publish.pictures.structure.jpeg import (
    APP0,
    APP1,
    APP2,
    APP11,
    APP13,
    APP15,
    EOI,
    EXIF,
    EXTENDED_XMP,
    MOST_PAYLOAD,
    PHOTOSHOP,
    SOS,
    XMP,
    Segment,
    segment_at,
)

_MOST = MOST_PAYLOAD - len(XMP)
_HEADER = len(EXTENDED_XMP) + 32 + 4 + 4
"""Bytes before an extension's part in its segment: the GUID, the whole length, the part's
offset."""

_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
"""The end of a scan: no stuffed zero and no restart (T.81 §B.1.1.5)."""

_KNOWN: Mapping[int, tuple[bytes, ...]] = {
    APP0: (b"JFIF\0", b"JFXX\0"),
    APP1: (EXIF, XMP, EXTENDED_XMP),
    APP2: (b"ICC_PROFILE\0",),
    0xEC: (b"Ducky",),
    APP13: (PHOTOSHOP,),
    0xEE: (b"Adobe",),
}
"""Application segments that hold nothing about place and camera, or are examined for it. In all
others makers store what they like: positions of a flight, numbers of a thermal camera."""


def embed(data: bytes, packet: bytes) -> bytes:
    """The JPEG with this packet in place of its own, or after JFIF and EXIF headers.

    Everything beyond 65502 bytes goes into extended segments. Raises ``SourceError`` if the JPEG is
    broken, or no part of the packet can go there.
    """
    segments = _segments(data)
    main, extension = extended.divided(packet, _MOST)
    fresh = jpeg.segment(APP1, XMP + main) + b"".join(_parts(extension or b""))
    place = 2
    for segment in segments:
        if segment.marker != APP0 and not segment.holds(APP1, EXIF):
            break
        place = segment.end
    if (old := _main(segments)) is not None:
        place = old.start

    def change(segment: Segment) -> bytes | None:
        return None if _is_xmp(segment) else segment.payload

    return _changed(data, segments, change, at=place, fresh=fresh)


def extract(data: bytes) -> bytes | None:
    """The XMP packet, joined with its extended segments; None if there is none.

    Raises ``SourceError`` if the JPEG is broken, or its extended segments are.
    """
    segments = _segments(data)
    if (segment := _main(segments)) is None:
        return None
    main = segment.payload[len(XMP) :]
    if (guid := extended.named_by(main)) is None:
        return main
    parts = [s.payload[len(EXTENDED_XMP) :] for s in segments if s.holds(APP1, EXTENDED_XMP)]
    # Parts under another name belong to a packet that no longer exists (§3.3.1.1).
    own = [part for part in parts if part[:32].upper() == guid]
    try:
        extension = jpeg.extension(part[32:] for part in own) if own else None
    except Damaged as error:
        raise _refused(
            "image-xmp-broken",
            f"the picture's extended XMP {error}",
            "correct it, or remove it with: exiftool -XMP:all= FILE",
        ) from None
    return extended.joined(main, extension)


def strip_private(data: bytes, keep: Keep) -> tuple[bytes, frozenset[Private]]:
    """The JPEG without private data in EXIF, in makers' segments and after its end.

    Also the kinds removed; XMP is not examined. Raises ``SourceError`` if the JPEG is broken.
    """
    found: set[Private] = set()
    seal = b"JP" if manifest_store(data) else None

    def change(segment: Segment) -> bytes | None:
        if segment.holds(APP1, EXIF):
            block, taken = exif.strip_private(segment.payload[6:], keep)
            found.update(taken)
            return segment.payload[:6] + block if block else None
        if not APP0 <= segment.marker <= APP15 or _is_known(segment):
            return segment.payload
        if seal and segment.holds(APP11, seal):
            return segment.payload
        kind = Private.ATTACHMENT if segment.holds(APP2, b"MPF\0") else Private.MAKER_NOTES
        return segment.payload if keeps(keep, kind, found) else None

    end = _end(data)
    rest = data[end:].strip(b"\0\r\n\t ")
    done = _changed(data, _segments(data), change)
    if rest and not keeps(keep, Private.ATTACHMENT, found):
        done = done[: len(done) - (len(data) - end)]
    return done, frozenset(found)


def align(data: bytes, xmp: Mapping[str, tuple[str, ...]]) -> bytes:
    """The JPEG with the values of XMP's properties in its existing EXIF and IIM."""
    segments = _segments(data)
    old = b"".join(s.payload[len(PHOTOSHOP) :] for s in segments if s.holds(APP13, PHOTOSHOP))
    new = iim.align(old, xmp)

    def change(segment: Segment) -> bytes | None:
        if segment.holds(APP1, EXIF):
            return segment.payload[:6] + exif.align(segment.payload[6:], xmp, MOST_PAYLOAD - 6)
        return None if new != old and segment.holds(APP13, PHOTOSHOP) else segment.payload

    if new == old:
        return _changed(data, segments, change)
    place = next(s.start for s in segments if s.holds(APP13, PHOTOSHOP))
    room = MOST_PAYLOAD - len(PHOTOSHOP)
    pieces = (new[n : n + room] for n in range(0, len(new), room))
    fresh = b"".join(jpeg.segment(APP13, PHOTOSHOP + piece) for piece in pieces)
    return _changed(data, segments, change, at=place, fresh=fresh)


def manifest_store(data: bytes) -> bytes | None:
    """The Content Credentials (C2PA manifest store) of the JPEG; None if it has none."""
    boxes = [s.payload for s in _segments(data) if s.holds(APP11, b"JP")]
    # Name (2), number of the box (2), number of the part (4); each part repeats the
    # box's own header of 8 bytes (ISO 19566-5).
    whole: dict[bytes, bytes] = {}
    for box in sorted(boxes, key=lambda b: b[2:8]):
        number = box[2:4]
        whole[number] = whole[number] + box[16:] if number in whole else box[8:]
    return next(filter(content_credentials.is_store, whole.values()), None)


def _is_xmp(segment: Segment) -> bool:
    return segment.holds(APP1, XMP) or segment.holds(APP1, EXTENDED_XMP)


def _is_known(segment: Segment) -> bool:
    return segment.payload.startswith(_KNOWN.get(segment.marker, ()))


def _changed(
    data: bytes,
    segments: Iterable[Segment],
    change: Callable[[Segment], bytes | None],
    *,
    at: int = 2,
    fresh: bytes = b"",
) -> bytes:
    """``data`` with the payloads that ``change`` gives; None removes a segment.

    ``fresh`` is inserted before the segment at ``at``.
    """
    done, last = [], 0
    for segment in segments:
        if segment.start >= at and fresh:
            done.append(data[last:at] + fresh)
            last, fresh = at, b""
        payload = change(segment)
        if payload == segment.payload:
            continue
        done.append(data[last : segment.start])
        if payload is not None:
            done.append(jpeg.segment(segment.marker, payload))
        last = segment.end
    if fresh:
        done.append(data[last:at] + fresh)
        last = at
    return b"".join(done) + data[last:]


def _parts(extension: bytes) -> Iterator[bytes]:
    """The segments that an extension fills."""
    guid, size = extended.guid_of(extension), len(extension).to_bytes(4, "big")
    room = MOST_PAYLOAD - _HEADER
    for at in range(0, len(extension), room):
        head = EXTENDED_XMP + guid + size + at.to_bytes(4, "big")
        yield jpeg.segment(APP1, head + extension[at : at + room])


def _main(segments: list[Segment]) -> Segment | None:
    found = [s for s in segments if s.holds(APP1, XMP)]
    if len(found) > 1:
        raise _refused(
            "image-xmp-broken",
            "the picture has more than one XMP packet",
            "correct it, or remove them with: exiftool -XMP:all= FILE",
        )
    return found[0] if found else None


def _segments(data: bytes) -> list[Segment]:
    """The segments between start of image and the first scan; data after that is not read."""
    if not data.startswith(jpeg.SIGNATURE):
        raise _cut("does not begin as a JPEG")
    try:
        return list(jpeg.segments(data))[:-1]
    except Damaged as error:
        raise _cut(str(error)) from None


def _end(data: bytes) -> int:
    """The end of the picture: after its end-of-image marker, or that of the file."""
    at = max((s.end for s in _segments(data)), default=2)
    while True:
        try:
            segment = segment_at(data, at)
        except Damaged:
            return len(data)
        if segment.marker == EOI:
            return segment.end
        at = segment.end
        if segment.marker == SOS:
            mark = _MARKER.search(data, at)
            if mark is None:
                return len(data)
            at = mark.start()


def _cut(what: str) -> SourceError:
    return _refused("image-broken", f"the picture {what}", "save it again as JPEG")


def _refused(rule: str, message: str, fix: str) -> SourceError:
    return SourceError(Problem(rule, message, fix))
