"""Reads a picture's own metadata: credits, alternative text, caption, size."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping

from publish.errors import SourceError
from publish.inspecting.findings import Findings
from publish.inspecting.kinds import UNREAD, image_type
from publish.inspecting.places import Place, RawPicture, StatedCredits
from publish.metadata import xmp
from publish.metadata.credit_reading import credits_of
from publish.metadata.credits import MAPPING, RECORD
from publish.metadata.nobody import NAMES, is_nobody
from publish.pictures.embedding import CONTAINERS
from publish.pictures.metadata_reading import Embedded, Source, read_embedded

_PLACES = {
    Source.XMP: Place.XMP,
    Source.IPTC: Place.IPTC,
    Source.EXIF: Place.EXIF,
    Source.PNG: Place.PNG,
    Source.SVG: Place.SVG,
}
_CREDIT_FIELDS = frozenset({row.field for row in MAPPING} | {"data_mining"})
"""The fields of a credit; caption and alternative text belong to the picture."""


def read_picture_metadata(picture: RawPicture, findings: Findings) -> None:
    """Add the kind and metadata of ``picture.data`` to a picture.

    Only headers and metadata are decoded. What cannot be read becomes a Problem.
    """
    data = picture.data
    if data is None:
        return
    picture.media_type = image_type(data) or picture.media_type
    found = read_embedded(data)
    if kind := UNREAD.get(picture.media_type or ""):
        message = f"{picture.name}: metadata of {kind} are not read"
        findings.warn("inspect-metadata-unread", message, "See them with `exiftool -a -G1 FILE`.")
    for problem in found.problems:
        findings.warn(problem.rule, f"{picture.name}: {problem.message}", problem.fix)
    picture.stated += _stated(data, picture.media_type or "", found)
    picture.described += _described(found)
    beside = None
    for other in picture.others:
        beside = read_embedded(other)
        picture.stated += _stated(other, image_type(other) or "", beside)
        picture.described += _described(beside)
    own = {**(beside.fields() if beside else {}), **found.fields()}
    picture.alts += [own["alt"]] if "alt" in own else []
    picture.captions += [own["caption"]] if "caption" in own else []
    if picture.width is None:
        picture.width, picture.height = size(data, picture.media_type)


def _stated(data: bytes, media_type: str, found: Embedded) -> Iterator[StatedCredits]:
    """Yield the credits of each kind of metadata, also those of works seen in the picture."""
    exact = _exact_credits(data, media_type)
    if exact:
        # Works are numbered after the parts of our own record.
        works = (_fields(found, Source.XMP, n)[0] for n in range(len(exact), found.works))
        yield StatedCredits(Place.XMP, (*exact, *filter(None, works)))
    for source in _PLACES:
        place = _place(found, source)
        if source is Source.XMP and exact:
            continue
        fields, weak = _fields(found, source, 0)
        works = (_fields(found, source, work)[0] for work in range(1, found.works))
        credits = tuple(filter(None, (fields, *works)))
        if credits:
            yield StatedCredits(place, credits, weak)
    if len(exact) == 1:
        yield from _weak_additions(found, exact[0])


def _described(found: Embedded) -> Iterator[tuple[str, Place, bool]]:
    for statement in found.statements:
        if statement.field == "caption" and statement.work == 0:
            yield statement.value, _place(found, statement.source), statement.second


def _place(found: Embedded, source: Source) -> Place:
    return Place.SIDECAR if found.kind == "XMP" else _PLACES[source]


def _exact_credits(data: bytes, media_type: str) -> tuple[dict[str, str], ...]:
    """Return the credits of our own record in the packet; empty if it is broken."""
    try:
        packet = CONTAINERS[media_type].extract(data) if media_type in CONTAINERS else None
        return credits_in_packet(xmp.read(packet)) if packet else ()
    except SourceError:
        return ()  # read_embedded has reported it


def credits_in_packet(values: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, str], ...]:
    """Return the credits of a packet; a mining reservation added later applies to all."""
    credits = credits_of(values)
    if RECORD not in values:  # by others, who write any name for none
        credits = tuple(filter(None, map(_trimmed, credits)))
    mining = next(iter(values.get("plus:DataMining", ())), "").rpartition("/")[2]
    if not mining or any("data_mining" in fields for fields in credits):
        return credits
    return tuple({**fields, "data_mining": mining} for fields in credits)


def _trimmed(fields: Mapping[str, str]) -> dict[str, str]:
    trimmed = {name: text.strip() for name, text in fields.items()}
    return {k: v for k, v in trimmed.items() if v and not (k in NAMES and is_nobody(v))}


def _fields(found: Embedded, source: Source, work: int) -> tuple[dict[str, str], frozenset[str]]:
    """Return the fields that one kind of metadata states of a work, and the weak ones."""
    statements = [s for s in found.statements if (s.source, s.work) == (source, work)]
    fields: dict[str, str] = {}
    weak = set()
    for statement in sorted(statements, key=lambda s: s.second):
        nobody = statement.field in NAMES and is_nobody(statement.value)
        if statement.field in _CREDIT_FIELDS and statement.field not in fields and not nobody:
            fields[statement.field] = statement.value
            if statement.second:
                weak.add(statement.field)
    return fields, frozenset(weak)


def _weak_additions(found: Embedded, exact: dict[str, str]) -> Iterator[StatedCredits]:
    """Yield what secondary properties add to an exact record."""
    fields, weak = _fields(found, Source.XMP, 0)
    more = {name: text for name, text in fields.items() if name in weak and name not in exact}
    if more:
        yield StatedCredits(Place.XMP, (more,), weak)


def size(data: bytes, media_type: str | None) -> tuple[int | None, int | None]:
    """Read width and height in pixels from the header; None if unknown."""
    if media_type in (None, "image/svg+xml"):
        return None, None
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return image.size
    except Exception:  # Pillow raises any kind of error on broken files
        return None, None
