"""The parts that a verbatim credit line probably holds: a name, a title, an address.

The letters alone cannot prove it. A line counts as holding a name if something is left of it
without its license, the provider, addresses and the words around names; as holding a title if
something is left without the name, too.
"""

from __future__ import annotations

import re
from functools import cache

from publish.model.credit import Credit
from publish.rights.registry import licenses, repositories

_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:org|com|net|gov|edu|de|fr|es|eu|uk)\b\S*"
)
_AROUND_NAMES = """
    a an and at by courtesy credit credits from image images in of on photo photograph photographer
    photos pic picture pictures source the under via with work c copyright license licence licensed
    bild foto fotos quelle von aus über lizenz unter und der die das image par source sous licence
    et la le de imagen fotografía por fuente licencia bajo y el cropped edited public domain cc
"""
_FURNITURE = frozenset(_AROUND_NAMES.split())
_LEAST = 2
"""Letters of the shortest name."""


def holds(credit: Credit, part: str) -> bool:
    """Whether the credit's ``line`` probably holds its ``creator``, ``title`` or ``source``."""
    if not credit.line:
        return False
    if part == "source":
        return _ADDRESS.search(credit.line) is not None
    if part == "title" and credit.title and credit.title.casefold() in credit.line.casefold():
        return True
    known = [credit.creator] if part == "title" and credit.creator else []
    return _letters(_rest(credit, known)) >= _LEAST


def _rest(credit: Credit, known: list[str]) -> str:
    """The line without all parts that are not names."""
    rest = _ADDRESS.sub(" ", (credit.line or "")).casefold()
    own = [credit.license.url if credit.license else None, credit.provider, *known]
    rest = _no_names().sub(" ", _any_of([name for name in own if name]).sub(" ", rest))
    return " ".join(word for word in re.findall(r"[^\W\d_]+", rest) if word not in _FURNITURE)


@cache
def _no_names() -> re.Pattern[str]:
    """The names of licenses and repositories."""
    named = (name for one in licenses() for name in (one.name, one.short, one.id) if name)
    return _any_of([*named, *repositories()])


def _any_of(names: list[str]) -> re.Pattern[str]:
    """Any of these names as whole words, the longest first: "CC BY-SA 4.0" holds "CC BY"."""
    ordered = sorted({name.casefold() for name in names}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered)) or '(?!)'})(?!\w)")


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)
