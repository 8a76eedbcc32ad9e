"""What a picture's own bytes say: credits, alternative text, size, Content Credentials."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping

from publish.errors import SourceError
from publish.inspecting.findings import Findings
from publish.inspecting.kinds import image_type
from publish.inspecting.places import Place, Sighting, Stated
from publish.metadata import xmp
from publish.metadata.credits import MAPPING, credits_of
from publish.pictures.embedded import Embedded, Source, read_embedded
from publish.pictures.embedding import CONTAINERS

_PLACES = {
    Source.XMP: Place.XMP,
    Source.IPTC: Place.IPTC,
    Source.EXIF: Place.EXIF,
    Source.PNG: Place.PNG,
    Source.SVG: Place.SVG,
}
_TOLD = frozenset({row.field for row in MAPPING} | {"data_mining"})
"""The fields that belong to a credit; caption and alternative text are the picture's."""


def look_into(picture: Sighting, findings: Findings) -> None:
    """Add to a picture what its bytes (``picture.data``) say, and what kind they are.

    Nothing is decoded but headers and metadata. What cannot be read is a Problem.
    """
    data = picture.data
    if data is None:
        return
    picture.media_type = image_type(data) or picture.media_type
    found = read_embedded(data)
    for problem in found.problems:
        findings.warn(problem.rule, f"{picture.name}: {problem.message}", problem.fix)
    picture.stated += _stated(data, picture.media_type or "", found)
    for other in picture.others:
        picture.stated += _stated(other, image_type(other) or "", read_embedded(other))
    own = found.fields()
    picture.alts += [own["alt"]] if "alt" in own else []
    picture.captions += [own["caption"]] if "caption" in own else []
    if picture.width is None:
        picture.width, picture.height = size(data, picture.media_type)


def _stated(data: bytes, media_type: str, found: Embedded) -> Iterator[Stated]:
    """One saying per kind of metadata; works that are seen in the picture are credits beside."""
    exact = _exact(data, media_type)
    if exact:
        # The parts of our own record are numbered as well, and come first.
        works = (_fields(found, Source.XMP, n)[0] for n in range(len(exact), found.works))
        yield Stated(Place.XMP, (*exact, *filter(None, works)))
    for source, place in _PLACES.items():
        if source is Source.XMP and exact:
            continue
        fields, weak = _fields(found, source, 0)
        works = (_fields(found, source, work)[0] for work in range(1, found.works))
        credits = tuple(filter(None, (fields, *works)))
        if credits:
            yield Stated(place, credits, weak)
    if len(exact) == 1:
        yield from _beside(found, exact[0])


def _exact(data: bytes, media_type: str) -> tuple[dict[str, str], ...]:
    """The credits that its packet holds to the letter; nothing if it is broken."""
    try:
        packet = CONTAINERS[media_type].extract(data) if media_type in CONTAINERS else None
        return packet_credits(xmp.read(packet)) if packet else ()
    except SourceError:
        return ()  # read_embedded has told it


def packet_credits(values: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, str], ...]:
    """The credits of a packet; a reservation that somebody else added holds for all of them."""
    credits = credits_of(values)
    mining = next(iter(values.get("plus:DataMining", ())), "").rpartition("/")[2]
    if not mining or any("data_mining" in fields for fields in credits):
        return credits
    return tuple({**fields, "data_mining": mining} for fields in credits)


def _fields(found: Embedded, source: Source, work: int) -> tuple[dict[str, str], frozenset[str]]:
    """What one kind of metadata says of one work, and which of it is a second choice."""
    said = [s for s in found.statements if (s.source, s.work) == (source, work)]
    fields: dict[str, str] = {}
    weak = set()
    for statement in sorted(said, key=lambda s: s.second):
        if statement.field in _TOLD and statement.field not in fields:
            fields[statement.field] = statement.value
            if statement.second:
                weak.add(statement.field)
    return fields, frozenset(weak)


def _beside(found: Embedded, exact: dict[str, str]) -> Iterator[Stated]:
    """What names of second choice add to a packet that was read to the letter."""
    fields, weak = _fields(found, Source.XMP, 0)
    more = {name: text for name, text in fields.items() if name in weak and name not in exact}
    if more:
        yield Stated(Place.XMP, (more,), weak)


def size(data: bytes, media_type: str | None) -> tuple[int | None, int | None]:
    """Width and height in pixels as the header says, nothing decoded; None where unknown."""
    if media_type in (None, "image/svg+xml"):
        return None, None
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return image.size
    except Exception:  # Pillow has as many ways to trip over a broken file as it has decoders
        return None, None
