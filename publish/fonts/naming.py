"""Reads names from a font's ``name`` table, and writes others into it.

OpenType 1.9, "name - Naming Table". Copyright, trademark and license notices stay.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

NAMES = frozenset({1, 2, 3, 4, 6, 16, 17, 18, 19, 20, 21, 22, 25})
"""Name IDs that hold a font's name; others are notices, or names of its axes and features."""

REGULAR, BOLD = 400, 700
"""Weights that are linked in a family of four; others are families of their own to Word."""
WEIGHT_NAMES = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}

LONGEST = 31
"""Characters of a font's name in Word: Windows' LOGFONT has room for no more."""
FORMER_NAMES = {"Source Serif Pro": "Source Serif 4", "Source Sans Pro": "Source Sans 3"}
"""Families that their makers renamed: stylesheets may know them by these names."""

_UNICODE = frozenset({(3, 0), (3, 1), (3, 10)})
"""Platforms and encodings of Windows in UTF-16; all of platform 0 are."""


_MACINTOSH = (1, 0)
_ENGLISH = frozenset({(1, 0), (3, 0x409)})
"""Platforms and their languages."""


def style_name(weight: int, style: str) -> str:
    """A style's name in English, such as ``SemiBold Italic``."""
    name = WEIGHT_NAMES.get(weight, str(weight))
    if style != "italic":
        return name
    return "Italic" if weight == REGULAR else f"{name} Italic"


def postscript_name(family: str, weight: int, style: str) -> str:
    """A face's PostScript name, in ASCII."""
    plain = "".join(c for c in family if c.isascii() and c.isalnum()) or "Face"
    return f"{plain}-{style_name(weight, style).replace(' ', '')}"


def of_face(family: str, weight: int, style: str) -> dict[int, str]:
    """The names of a face by their IDs; beyond the usual four faces, it has typographic names."""
    linked = weight in (REGULAR, BOLD)
    words, postscript = style_name(weight, style), postscript_name(family, weight, style)
    names = {
        1: family if linked else f"{family} {WEIGHT_NAMES.get(weight, weight)}",
        2: words if linked else "Italic" if style == "italic" else "Regular",
        3: f"{weight};{postscript}",
        4: f"{family} {words}",
        6: postscript,
    }
    return names if linked else names | {16: family, 17: words}


def find(table: bytes | memoryview, number: int) -> str | None:
    """Return a name by its ID, in English if there is one."""
    _, count, storage = struct.unpack_from(">HHH", table)
    found: str | None = None
    for place in range(count):
        platform, encoding, language, name, length, offset = struct.unpack_from(
            ">6H", table, 6 + 12 * place
        )
        text = bytes(table[storage + offset : storage + offset + length])
        if name != number or (words := _decoded(text, platform, encoding)) is None:
            continue
        found = words
        if (platform, language) in _ENGLISH:
            break
    return found


def _decoded(text: bytes, platform: int, encoding: int) -> str | None:
    codec = "mac_roman" if (platform, encoding) == _MACINTOSH else "utf_16_be"
    if codec == "utf_16_be" and not _is_unicode(platform, encoding):
        return None
    try:
        return text.decode(codec)
    except UnicodeDecodeError:
        return None


def renamed(table: bytes | memoryview, names: Mapping[int, str]) -> bytes:
    """Return a ``name`` table with ``names`` in the place of all of :data:`NAMES`.

    ``names`` are ASCII, and are given for every platform and language of the table. Raises
    ``struct.error`` for a table that is truncated.
    """
    version, count, storage = struct.unpack_from(">HHH", table)
    kept: dict[tuple[int, int, int, int], bytes] = {}
    places = set()
    for number in range(count):
        *key, length, offset = struct.unpack_from(">6H", table, 6 + 12 * number)
        platform, encoding, language, name = key
        places.add((platform, encoding, language))
        if name not in NAMES:
            text = bytes(table[storage + offset : storage + offset + length])
            kept[platform, encoding, language, name] = text
    for platform, encoding, language in places:
        for name, words in names.items():
            kept[platform, encoding, language, name] = _encoded(words, platform, encoding)
    return _packed(kept, _languages(table, count, storage) if version else [])


def _encoded(text: str, platform: int, encoding: int) -> bytes:
    return text.encode("utf_16_be" if _is_unicode(platform, encoding) else "ascii")


def _is_unicode(platform: int, encoding: int) -> bool:
    return platform == 0 or (platform, encoding) in _UNICODE


def _languages(table: bytes | memoryview, count: int, storage: int) -> list[bytes]:
    """The tags of languages that version 1 has behind its records."""
    place = 6 + 12 * count
    (tags,) = struct.unpack_from(">H", table, place)
    found = (struct.unpack_from(">HH", table, place + 2 + 4 * number) for number in range(tags))
    return [bytes(table[storage + start : storage + start + length]) for length, start in found]


def _packed(records: Mapping[tuple[int, int, int, int], bytes], languages: list[bytes]) -> bytes:
    storage = bytearray()
    places: dict[bytes, int] = {}

    def stored(text: bytes) -> tuple[int, int]:
        if text not in places:
            places[text] = len(storage)
            storage.extend(text)
        return len(text), places[text]

    rows = [struct.pack(">6H", *key, *stored(text)) for key, text in sorted(records.items())]
    if languages:
        rows.append(struct.pack(">H", len(languages)))
        rows += [struct.pack(">HH", *stored(tag)) for tag in languages]
    body = b"".join(rows)
    return struct.pack(">HHH", bool(languages), len(records), 6 + len(body)) + body + storage
