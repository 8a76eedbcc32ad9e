"""The pictures of a document, each under a name of ours."""

from __future__ import annotations

from dataclasses import field

from publish.intake.model import Picture, Place
from publish.pictures.kinds import ENDINGS, NAMES, SVG, kind_of
from publish.values import dataclass


class CannotShow(Exception):
    """A picture that no article can show; the text says what it is."""


@dataclass
class Shelf:
    """Pictures in the order in which they are shown.

    Names come from their numbers, never from the file: those of an archive can lead anywhere.
    """

    pictures: list[Picture] = field(default_factory=list)
    _sound: dict[bytes, str] = field(default_factory=dict)

    def take(self, data: bytes, place: Place, alt: str, *, decorative: bool = False) -> str:
        """Keep a picture and return its name. Raises :class:`CannotShow`."""
        kind = self._kind(data)
        ending = ENDINGS[kind][0]
        name = f"picture-{len(self.pictures) + 1}{ending}"
        self.pictures.append(Picture(name, data, place, alt, decorative))
        return name

    def _kind(self, data: bytes) -> str:
        kind = kind_of(data)
        if kind not in NAMES:
            what = "an EMF or WMF" if data[:4] in _METAFILES else kind or "of an unknown kind"
            raise CannotShow(f"it is {what}, which no article can show")
        if data not in self._sound:
            self._sound[data] = _fault(data, kind)
        if self._sound[data]:
            raise CannotShow(self._sound[data])
        return kind


_METAFILES = (b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0")


def _fault(data: bytes, kind: str) -> str:
    """The fault of a picture; empty if an article can show it."""
    from publish.pictures.decoding import prepare, read_svg
    from publish.pictures.pixels import BadPixels

    try:
        if kind == SVG:
            read_svg(data)
        else:
            prepare(data)
    except BadPixels as bad:
        return bad.message
    return ""
