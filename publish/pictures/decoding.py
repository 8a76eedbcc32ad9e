"""Reads pictures of any origin in a child process, so that none can end the program.

A crash or a hang of a decoder becomes :class:`BadPixels`, as a damaged file does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TypeVar

from publish import isolation
from publish.isolation import Crashed
from publish.pictures import likeness as likenesses
from publish.pictures import pixels
from publish.pictures.conversion import Remark, convert, needs_conversion
from publish.pictures.kinds import NAMES, kind_of
from publish.pictures.pixels import BadPixels, Pixels, apply_orientation
from publish.pictures.svg import sanitizing
from publish.pictures.svg.sanitizing import SvgPicture
from publish.values import dataclass

_T = TypeVar("_T")


@dataclass(frozen=True)
class Prepared:
    """A raster picture as every output can show it: upright, of a kind that all hold."""

    stored: Pixels
    """As the file has it."""
    shown: Pixels
    """As it is shown."""
    data: bytes | None = field(default=None, repr=False)
    """The new bytes; None if the file stays as it is."""
    remarks: tuple[Remark, ...] = ()
    likeness: str | None = None
    """The perceptual hash, of what is shown."""


def prepare(data: bytes) -> Prepared:
    """Examine a raster picture, and convert or turn it where need be.

    Raises :class:`BadPixels` if it is of another kind, damaged, or too large to decode.
    """
    return _isolated(_prepare, data)


def examine(data: bytes) -> Pixels:
    """Read a raster picture to its end; raises :class:`BadPixels` as :func:`prepare`."""
    return _isolated(pixels.examine, data)


def read_svg(data: bytes) -> SvgPicture:
    """Sanitize an SVG, as :func:`sanitizing.read_svg`; raises :class:`BadPixels`."""
    return _isolated(sanitizing.read_svg, data)


def likeness(data: bytes) -> str | None:
    """The perceptual hash of any picture; None if it has none or cannot be decoded."""
    try:
        return isolation.call(likenesses.likeness, data)
    except Crashed:
        return None


def _prepare(data: bytes) -> Prepared:
    stored, small = pixels.examined(data)
    new: bytes | None = None
    remarks: tuple[Remark, ...] = ()
    if needs_conversion(stored):
        done = convert(data, stored)
        new, remarks = done.data, done.remarks
    elif stored.orientation != 1:
        new = apply_orientation(data, stored)
    shown, small = (stored, small) if new is None else pixels.examined(new)
    look = likenesses.of_upright(small) if small else likenesses.likeness(new or data)
    return Prepared(stored, shown, new, remarks, look)


def _isolated(read: Callable[[bytes], _T], data: bytes) -> _T:
    try:
        return isolation.call(read, data)
    except Crashed as crash:
        name = NAMES.get(kind_of(data), "picture")
        message = f"the {name} cannot be read: {crash}"
        fix = "Open it in a program for pictures, and save it again as JPEG or PNG."
        raise BadPixels("image-damaged", message, fix) from None
