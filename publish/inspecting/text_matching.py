"""Finds the credit in a caption, and compares credit texts as people would."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from publish.metadata.agreement import agree
from publish.model.credit import License

_CREDIT_WORDS = (
    # English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Danish,
    # Swedish, Russian, Greek, Turkish, Arabic, Hebrew, Persian, Chinese, Japanese, Korean.
    r"photo(?:graph)?s?|photo(?:graph)? by|picture|image|illustration|drawing|map|graphic|chart"
    r"|credits?|source|courtesy|foto(?:s|grafie)?|bild(?:er|nachweis|quelle|rechte)?|grafik|karte"
    r"|quelle|illustrationen|crédits?|photographie|carte|fuente|fotograf[íi]as?|imagen|ilustración"
    r"|immagine|fonte|imagem|crédito|créditos|afbeelding|bron|zdjęcie|źródło|rycina|snímek"
    r"|obrázek|zdroj|kilde|billede|källa|фото|источник|иллюстрация|φωτογραφία|πηγή|fotoğraf|kaynak"
    r"|صورة|الصورة|المصدر|תמונה|צילום|عکس|منبع|图片|图片来源|来源|摄影|写真|出典|撮影|사진|출처"
)

_CREDIT_START = re.compile(
    rf"(?:(?<=^)|(?<=[\s(\[.|（。，；]))(?:{_CREDIT_WORDS})"
    r"(?:\s+(?:credit|by|courtesy of|par|von|de|di))?"
    r"\s*[:：/]\s*\S",
    re.IGNORECASE,
)
"""The start of a credit: a word such as "Photo", and a colon. The rest is the credit."""

_CREDIT_SIGN = re.compile(
    r"©|\(c\)\s*\d{4}|\bcopyright\b|\bCC[- ](?:BY|0)\b|\bCC0\b|creative\s?commons|public domain"
    r"|gemeinfrei|domaine public|dominio público|all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|courtesy of|\b(?:photo|foto)s? (?:by|von|de|par)\b|wikimedia"
    r"|getty images|\breuters\b|\bAFP\b|\bAP photo\b|\bdpa\b|shutterstock|unsplash|pexels",
    re.IGNORECASE,
)
"""Words that rarely occur in a caption without a credit."""

_NUMBER = re.compile(
    r"^\s*(?:fig(?:ure)?|abb(?:ildung)?|table|image|picture|map)\.?\s*\d[^:.]*[:.]?", re.IGNORECASE
)
"""``Image 3: The harbour`` looks like the start of a credit, but is none."""


def credit_in(caption: str, *, signs: bool = True) -> str | None:
    """Return the credit in a caption: from its start, or all of it; None if there is none.

    Without ``signs``, a mere sign such as © makes no credit of it.
    """
    number = _NUMBER.match(caption)
    at = number.end() if number else 0
    if opening := _CREDIT_START.search(caption, at):
        text = caption[opening.start() :].strip()
        return text.rstrip(")]") if _enclosed(caption, opening) else text
    return caption.strip() if signs and _CREDIT_SIGN.search(caption, at) else None


def _enclosed(caption: str, opening: re.Match[str]) -> bool:
    return opening.start() > 0 and caption[opening.start() - 1] in "(["


def normalized(text: str) -> str:
    """Return the text in NFC with white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def letters(text: str) -> str:
    """Return only letters and digits: hyphens and line breaks do not count."""
    kept = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in kept if c.isalnum())


def contains(text: str, part: str) -> bool:
    """Return whether ``text`` contains ``part``, whatever layout did to spaces and hyphens."""
    wanted = letters(part)
    if len(wanted) < _SHORT:
        return bool(part.strip()) and normalized(part) in normalized(text)
    return wanted in letters(text)


_SHORT = 4
"""Shorter texts could occur in any other by chance."""


def word_overlap(text: str, parts: Iterable[str]) -> float:
    """Return the share (0 to 1) of the words of ``parts`` in ``text``; 1 if there are none."""
    words = {word for part in parts for w in part.split() if (word := letters(w))}
    there = {letters(word) for word in text.split()}
    whole = letters(text)
    known = sum(word in there or (len(word) >= _SHORT and word in whole) for word in words)
    return known / len(words) if words else 1.0


def same(field: str, one: str, other: str) -> bool:
    """Return whether ``other`` states nothing about a field that ``one`` does not.

    A text cut at its end, as in IPTC-IIM, is the same text; so is a license under
    another of its names.
    """
    a, b = normalized(one), normalized(other)
    if a == b or agree(field, a, b):
        return True
    if len(b) >= _SHORTEST_CUT and a.startswith(b):
        return True
    if not field.startswith("license"):
        return False
    known = license_of({field: a})
    return known is not None and known == license_of({field: b})


_SHORTEST_CUT = 28
"""Length from which a text may be cut: IPTC-IIM's shortest field (32 bytes) less one letter."""


def license_of(fields: Mapping[str, str]) -> License | None:
    """Return the known license that a credit names, by its address first; else None.

    Terms and copyright may name it too.
    """
    from publish.rights.license_in_text import license_in

    names = ("license_url", "license_id", "license_name", "usage_terms", "copyright")
    found = (license_in(fields.get(name, "").strip()) for name in names)
    return next((license for license in found if license is not None), None)
