"""Static faces of variable fonts: Word and many reading systems know no others.

HarfBuzz makes a face in some hundredths of a second; as a pinned wheel it makes the same bytes on
every machine. They are kept for the next process. OpenType 1.9, "fvar", "OS/2", "head".
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import struct
from collections.abc import Mapping
from functools import cache, partial

from publish.fonts import naming, sfnt
from publish.keeping.answers import Answers
from publish.keeping.store import store

WEIGHT = "wght"
FEATURES = (
    *("ccmp", "locl", "rlig", "liga", "clig", "calt", "rclt", "kern", "mark", "mkmk", "curs"),
    *("isol", "init", "medi", "fina", "abvm", "blwm", "abvs", "blws", "pres", "psts", "dist"),
    *("akhn", "rphf", "rkrf", "half", "cjct", "nukt", "blwf", "vatu", "pstf", "pref", "rtlm"),
    *("smcp", "c2sc", "lnum", "onum", "pnum", "tnum", "zero", "ordn", "sups", "subs", "sinf"),
    *("frac", "numr", "dnom", "case", "dlig", "titl"),
)
"""Layout features that faces keep: those of scripts, and those that ``font-variant`` names.

Alternates of single letters (``ss01``, ``cv01``, ``salt``, ``aalt``) would double some files.
"""
_DROPPED = ("DSIG", "STAT")
"""A signature that is not true any more, and names of the other faces."""
_BOLD, _REGULAR = 0x20, 0x40
"""Bits of OS/2 fsSelection; in head macStyle, bold is the first."""
_FORM = "1"
"""Another one where the same inputs would give other bytes."""

_made: Answers[bytes] = Answers(40)


def axes(data: bytes) -> dict[str, tuple[float, float]]:
    """The axes of a font with their limits; none if it is static.

    Raises one of ``opentype.DAMAGED`` for what is no font.
    """
    table = sfnt.tables(data).get(b"fvar")
    if table is None:
        return {}
    start, _, count, size = struct.unpack_from(">HHHH", table, 4)
    found: dict[str, tuple[float, float]] = {}
    for number in range(count):
        tag, least, _, most = struct.unpack_from(">4slll", table, start + number * size)
        found[tag.decode("latin-1")] = (least / 65536, most / 65536)
    return found


def face(data: bytes, digest: str, place: Mapping[str, float], family: str, style: str) -> bytes:
    """The static face of a variable font at a ``place`` on its axes, which names its weight.

    ``digest`` is the hash of ``data``.

    Axes that ``place`` leaves out are at their defaults. The file's names say ``family``. Raises
    ``ValueError`` where HarfBuzz cannot make it, or another of ``opentype.DAMAGED``.
    """
    parts = (_FORM, _version(), *sorted(place.items()), family, style, digest)
    key = hashlib.sha256(repr(("face", *parts)).encode()).hexdigest()
    return _made.get(key, partial(_kept, key, data, place, family, style))


@cache
def _version() -> str:
    return importlib.metadata.version("uharfbuzz")


def _kept(key: str, data: bytes, place: Mapping[str, float], family: str, style: str) -> bytes:
    folder = store()
    known = folder.get(key) if folder else None
    if known is None:
        known = _named(_pinned(data, place), family, int(place[WEIGHT]), style)
        if folder:
            folder.put(key, known)
    return known


def _pinned(data: bytes, place: Mapping[str, float]) -> bytes:
    """The face with its characters, and :data:`FEATURES`."""
    import uharfbuzz  # late: the next process finds the face

    font = uharfbuzz.Face(uharfbuzz.Blob(data))
    request = uharfbuzz.SubsetInput()
    request.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    request.unicode_set.update(font.unicodes)
    request.layout_feature_tag_set.clear()
    request.layout_feature_tag_set.update(int.from_bytes(f.encode(), "big") for f in FEATURES)
    request.drop_table_tag_set.update(int.from_bytes(t.encode(), "big") for t in _DROPPED)
    request.pin_all_axes_to_default(font)
    for tag in place.keys() & axes(data):
        request.pin_axis_location(font, tag, place[tag])
    try:
        made: bytes = request.subset(font).blob.data
    except RuntimeError as error:
        raise ValueError("no face can be made of it") from error
    # All names and notices stay, for every platform and language.
    return sfnt.with_tables(made, {b"name": bytes(sfnt.tables(data)[b"name"])})


def _named(data: bytes, family: str, weight: int, style: str) -> bytes:
    """The face with its names, and the bits by which systems link it to the other three."""
    tables = sfnt.tables(data)
    names = naming.of_face(family, weight, style)
    selection, head = bytearray(tables[b"OS/2"]), bytearray(tables[b"head"])
    bits = struct.unpack_from(">H", selection, 62)[0] & ~(_BOLD | _REGULAR)
    if weight == naming.BOLD:
        bits |= _BOLD
        head[45] |= 1
    elif style == "normal":
        bits |= _REGULAR
    struct.pack_into(">H", selection, 62, bits)
    changed = {
        b"name": naming.renamed(tables[b"name"], names),
        b"OS/2": bytes(selection),
        b"head": bytes(head),
    }
    return sfnt.with_tables(data, changed)
