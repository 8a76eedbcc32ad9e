"""Names made from texts: ids of headings, and the slug of an article."""

from __future__ import annotations

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 100

_NAMES = """
    abstract abstract-title article body colophon colophon-title contents contents-title cover
    credits credits-title image-credits list-of-figures list-of-figures-title list-of-tables
    list-of-tables-title main nav notes page references-title title toc
"""
RESERVED = frozenset(_NAMES.split())
"""Ids that templates and formats use; a heading gets a number instead."""
_FAMILIES = {
    "fig-": "figure-",
    "tbl-": "table-",
    "eq-": "equation-",
    "lst-": "listing-",
    "rec-": "recommendation-",
    "fn-": "footnote-",
    "fnref-": "footnote-reference-",
    "citeref-": "citation-",
}
"""The beginnings of ids of numbered or called elements, and a heading's instead."""
_OWNED = ("fn-", "fnref-", "citeref-")
"""Families of ids that composing assigns, and no author."""


def heading_slug(text: str) -> str:
    """A readable id in the text's own script: ``Was nun, Köln?`` gives ``was-nun-köln``.

    It keeps letters, digits and their marks, begins with a letter (so that it is an XML Name), and
    is never empty.
    """
    folded = unicodedata.normalize("NFC", text).lower()
    kept = "".join(c if _in_word(c) else "-" if _divides(c) else "" for c in folded)
    slug = re.sub(r"-{2,}", "-", kept).strip("-")
    if not slug:
        return "section"
    return slug if slug[0].isalpha() else f"s-{slug}"


def heading_aliases(text: str) -> tuple[str, ...]:
    """The ids that other programs give to a heading; links use them.

    GitHub drops signs and makes a hyphen of each space (``You & me`` → ``you--me``); pandoc and
    MkDocs make one hyphen of several; pandoc keeps points (Pandoc User's Guide,
    ``auto_identifiers``), and begins with the first letter.
    """
    lowered = unicodedata.normalize("NFC", text).strip().lower()
    kept = "".join(c for c in lowered if _in_word(c) or c in " -_")
    pointed = "".join(c for c in lowered if _in_word(c) or c in " -_.")
    github = kept.replace(" ", "-")
    mkdocs = re.sub(r"[-\s]+", "-", kept).strip("-")
    pandoc = re.sub(r"\s+", "-", re.sub(r"^[^\w]*[\d_]*[^\w]*", "", pointed))
    return tuple(dict.fromkeys(slug for slug in (github, mkdocs, pandoc) if slug))


def unique(slug: str, taken: set[str]) -> str:
    """``slug``, or with the first free number after it; the result is added to ``taken``."""
    for family, instead in _FAMILIES.items():
        if slug.startswith(family):
            slug = slug.replace(family, instead, 1)
    name, number = slug, 2
    while name in taken or not is_free(name):
        name, number = f"{slug}-{number}", number + 1
    taken.add(name)
    return name


def is_free(id: str, family: str = "") -> bool:
    """Whether an article can use this id: no template and no format does.

    ``family`` is the beginning of ids of the element's kind (``fig-`` of a picture); those of other
    families are for other kinds.
    """
    others = tuple(start for start in _FAMILIES if start != family or start in _OWNED)
    return id not in RESERVED and not id.startswith(others)


def picture_id(name: str) -> str:
    """The id of a picture that states none, from its file name: ``Old map.jpg`` is ``fig-old-map``.

    ``publish.composing.body.picture_names.figure_id`` gives the same to the first of that name.
    """
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return f"fig-{re.sub(r'[^a-z0-9]+', '-', plain).strip('-') or 'picture'}"


def ascii_slug(text: str) -> str:
    """A suggestion for a folder's name: lower-case letters, digits, hyphens; can be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")


def _in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) in (
        "Mn",
        "Mc",
    )


def _divides(character: str) -> bool:
    return character not in "'’.,\u00ad\u200b\u200c\u200d"
