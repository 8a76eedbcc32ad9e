"""The pictures of a document, each under a name of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from publish.intake.model import Picture, Place
from publish.pictures.kinds import ENDINGS, NAMES, SVG, kind_of
from publish.values import dataclass


class CannotShow(Exception):
    """A picture that no article can show; the text says what it is."""


@dataclass
class Shelf:
    """Pictures in the order in which they are shown.

    Names come from their numbers, or from a record of ours: those of an archive can lead anywhere.
    """

    records: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    """Names and credits by the parts of the file, where Publish made it."""
    pictures: list[Picture] = field(default_factory=list)
    _sound: dict[bytes, str] = field(default_factory=dict)

    def take(
        self,
        data: bytes,
        place: Place,
        alt: str,
        *,
        decorative: bool = False,
        parts: Iterable[str] = (),
    ) -> str:
        """Keep a picture and return its name. Raises :class:`CannotShow`.

        ``parts`` are those of the file that hold it, by which its record is found.
        """
        kind = self._kind(data)
        record = next((self.records[part] for part in parts if part in self.records), None)
        stated, credit = record or ("", {})
        name = self._name(stated, ENDINGS[kind])
        self.pictures.append(Picture(name, data, place, alt, decorative, credit))
        return name

    def _name(self, stated: str, endings: tuple[str, ...]) -> str:
        """The name that Publish gave a picture, if it is a sound one and free."""
        stem, _, _ = stated.rpartition(".")
        own = stated if stated.lower().endswith(endings) else f"{stem}{endings[0]}"
        taken = {picture.name for picture in self.pictures}
        if stem and _SOUND.fullmatch(own) and own not in taken:
            return own
        return f"picture-{len(self.pictures) + 1}{endings[0]}"

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


_SOUND = re.compile(r"[\w][\w.\- ()]{0,99}")
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
