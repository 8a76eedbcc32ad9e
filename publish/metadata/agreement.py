"""Compares two statements about a picture, however they are written.

Case, spaces, typographic variants and lost accents make no difference. Nor do a field's customs: a
year before a name in a copyright, an agency after the photographer's name, a text that IPTC-IIM had
to cut off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import unquote

_LOST = "?\ufffd"
"""Characters in place of a letter that a character set lacked."""


COMPARED = (
    "creator",
    "license",
    "basis",
    "expires",
    "valid_from",
    "syndication",
    "channels",
    "copyright",
    "line",
    "source",
    "provider",
    "usage_terms",
    "asset_id",
    "origin",
    "data_mining",
    "title",
)
"""The fields that cannot have two values, the most important first."""


def agree(field: str, stated: str, other: str, most: int | None = None) -> bool:
    """Whether ``other`` adds nothing about ``field`` to ``stated``.

    ``most`` is the number of bytes that the place of ``other`` holds; if it is full, a beginning of
    ``stated`` is enough. Not symmetrical: of two creators, ``other`` can leave one out, ``stated``
    cannot.
    """
    if _key(stated) == _key(other) or _cut(stated, other, most) or _gaps(stated, other):
        return True
    if len(stated) + len(other) > _LONGEST or not words(stated) or not words(other):
        return False
    compare = _CUSTOMS.get(field)
    return compare is not None and compare(stated, other, most)


_LONGEST = 10_000
"""Characters of two texts together; longer ones agree only if they are equal, or cut off."""


def covers(field: str, stated: Iterable[str], other: str, most: int | None = None) -> bool:
    """Whether ``other`` agrees with one of a composite's values, or with all of them together."""
    values = tuple(stated)
    return any(agree(field, value, other, most) for value in (whole(values), *values))


def whole(values: Iterable[str]) -> str:
    """Several values of a field as one text."""
    return "; ".join(dict.fromkeys(values))


def words(text: str) -> frozenset[str]:
    """The words of a text, case and accents dropped."""
    return frozenset(_folded(text).split())


def _folded(text: str) -> str:
    """Letters and digits in lower case, accents dropped, all else as a space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in plain if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in kept)


def _key(text: str) -> str:
    # A text of signs alone has no words; then its signs are compared.
    return "".join(_folded(text).split()) or unicodedata.normalize("NFKC", text).strip()


def _cut(stated: str, other: str, most: int | None) -> bool:
    """Whether ``other`` fills its place (but for half a letter), and ``stated`` begins like it."""
    if most is None or len(other.encode("utf-8", "replace")) < most - 4:
        return False
    return bool(_key(other)) and _key(stated).startswith(_key(other))


def _gaps(stated: str, other: str) -> bool:
    """Whether ``other`` equals ``stated``, but for lost letters."""
    return len(stated) == len(other) and all(
        b in _LOST or a.casefold() == b.casefold() for a, b in zip(stated, other, strict=True)
    )


_BEFORE_NAME = re.compile(
    r"^\W*(?:(?:photo(?:graph|graphy)?|foto|picture|image|bild|illustration|credit|courtesy)"
    r"\b\W*)?(?:(?:by|of|von|par)\b)?\W*",
    re.IGNORECASE,
)


def _creators(stated: str, other: str, most: int | None) -> bool:
    """Whether every name of ``other`` is in ``stated``; "Name/Agency" counts as the name."""
    names = [_name(name) for name in re.split(r"[;,/|]|\band\b|&", stated)]
    known = {*names, *(_name(name) for name in stated.split(";")), _name(stated)}
    return all(
        _name(item) in known
        or any(_name(part) in known for part in re.split(r"[/|]", item))
        or any(_cut(full, item, most) for full in stated.split(";"))
        or all(_name(part) in known for part in re.split(r"[,/|]|\band\b|&", item))
        for item in other.split(";")
    )


def _name(text: str) -> tuple[str, ...]:
    """The words of a name in no order, without "Photo by" and the like."""
    return tuple(sorted(words(_BEFORE_NAME.sub("", text)) or words(text)))


_NOTICE = words("c r copyright all rights reserved by the alle rechte vorbehalten")


def _copyrights(stated: str, other: str, most: int | None) -> bool:
    """Whether both name the same holder, with or without sign, year and formula."""
    first, second = (
        {word for word in words(text) - _NOTICE if not re.fullmatch(r"\d{4}", word)}
        for text in (stated, other)
    )
    return first <= second or second <= first


def _included(stated: str, other: str, most: int | None) -> bool:
    """Whether one has all words of the other."""
    first, second = words(stated), words(other)
    return first <= second or second <= first


def _shown(stated: str, other: str, most: int | None) -> bool:
    """Whether ``stated`` has all words of ``other``."""
    return words(other) <= words(stated)


def _addresses(stated: str, other: str, most: int | None) -> bool:
    return _address(stated) == _address(other)


def _address(text: str) -> str:
    plain = unquote(text.strip()).casefold().replace("_", " ")
    return re.sub(r"^(https?:)?//(www\.|m\.)?|[/#]+$", "", plain)


_CUSTOMS: dict[str, Callable[[str, str, int | None], bool]] = {
    "creator": _creators,
    "copyright": _copyrights,
    "provider": _included,
    "usage_terms": _included,
    "line": _shown,
    "source": _addresses,
    "acquire": _addresses,
    "license_url": _addresses,
}
