"""Whether two statements about a picture say the same, however they are written.

Upper and lower case, spaces, typographic variants and lost accents make no
difference; nor does what a field's customs add: a year before a name in a
copyright, an agency after the photographer's name, the beginning that is left
of a text where IPTC-IIM had no room for more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import unquote

_LOST = "?\ufffd"
"""Where a letter once was, that a character set did not have."""


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
"""The fields that cannot have two values; those come first that weigh most."""


def agree(field: str, said: str, other: str, most: int | None = None) -> bool:
    """Whether ``other`` says nothing about ``field`` that ``said`` does not.

    ``most`` is how many bytes the place of ``other`` holds; if it is full, a
    beginning of ``said`` is enough. Not symmetrical: of two creators, one may be
    left out in ``other``, but not in ``said``.
    """
    if _key(said) == _key(other) or _cut(said, other, most) or _gaps(said, other):
        return True
    if len(said) + len(other) > _LONGEST or not words(said) or not words(other):
        return False
    compare = _CUSTOMS.get(field)
    return compare is not None and compare(said, other, most)


_LONGEST = 10_000
"""Letters of texts that are taken apart; longer ones must be the same, or are cut."""


def covers(field: str, said: Iterable[str], other: str, most: int | None = None) -> bool:
    """Whether one of the values of a composite's parts, or all together, agree with ``other``."""
    values = tuple(said)
    return any(agree(field, value, other, most) for value in (whole(values), *values))


def whole(values: Iterable[str]) -> str:
    """Several values of a field as one, as lists of names are written."""
    return "; ".join(dict.fromkeys(values))


def words(text: str) -> frozenset[str]:
    """The words of a text, without what makes no difference."""
    return frozenset(_folded(text).split())


def _folded(text: str) -> str:
    """Letters and digits in lower case, accents dropped, all else as a space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in plain if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in kept)


def _key(text: str) -> str:
    # A text of marks alone has no words; then the marks are what counts.
    return "".join(_folded(text).split()) or unicodedata.normalize("NFKC", text).strip()


def _cut(said: str, other: str, most: int | None) -> bool:
    """Whether ``other`` fills its place (but for half a letter), and ``said`` begins like it."""
    if most is None or len(other.encode("utf-8", "replace")) < most - 4:
        return False
    return bool(_key(other)) and _key(said).startswith(_key(other))


def _gaps(said: str, other: str) -> bool:
    """Whether ``other`` is ``said``, with marks of loss in the place of single letters."""
    return len(said) == len(other) and all(
        b in _LOST or a.casefold() == b.casefold() for a, b in zip(said, other, strict=True)
    )


_BEFORE_NAME = re.compile(
    r"^\W*(?:(?:photo(?:graph|graphy)?|foto|picture|image|bild|illustration|credit|courtesy)"
    r"\b\W*)?(?:(?:by|of|von|par)\b)?\W*",
    re.IGNORECASE,
)


def _creators(said: str, other: str, most: int | None) -> bool:
    """Every name of ``other`` is in ``said``; "Name/Agency" is as good as the name."""
    names = [_name(name) for name in re.split(r"[;,/|]|\band\b|&", said)]
    known = {*names, *(_name(name) for name in said.split(";")), _name(said)}
    return all(
        _name(item) in known
        or any(_name(part) in known for part in re.split(r"[/|]", item))
        or any(_cut(full, item, most) for full in said.split(";"))
        or all(_name(part) in known for part in re.split(r"[,/|]|\band\b|&", item))
        for item in other.split(";")
    )


def _name(text: str) -> tuple[str, ...]:
    """A name, whichever of its parts stands first, without what leads up to it."""
    return tuple(sorted(words(_BEFORE_NAME.sub("", text)) or words(text)))


_NOTICE = words("c r copyright all rights reserved by the alle rechte vorbehalten")


def _copyrights(said: str, other: str, most: int | None) -> bool:
    """The same holder, with or without sign, year and formula."""
    first, second = (
        {word for word in words(text) - _NOTICE if not re.fullmatch(r"\d{4}", word)}
        for text in (said, other)
    )
    return first <= second or second <= first


def _included(said: str, other: str, most: int | None) -> bool:
    """One has all words of the other."""
    first, second = words(said), words(other)
    return first <= second or second <= first


def _shown(said: str, other: str, most: int | None) -> bool:
    """``said`` has all words of ``other``."""
    return words(other) <= words(said)


def _addresses(said: str, other: str, most: int | None) -> bool:
    return _address(said) == _address(other)


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
