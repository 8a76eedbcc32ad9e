"""Texts compared as people would: which caption holds a credit, and which says the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from publish.metadata.agreement import agree
from publish.model.credit import License

_MAKERS = (
    # English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Danish,
    # Swedish, Russian, Greek, Turkish, Arabic, Hebrew, Persian, Chinese, Japanese, Korean.
    r"photo(?:graph)?s?|photo(?:graph)? by|picture|image|illustration|drawing|map|graphic|chart"
    r"|credits?|source|courtesy|foto(?:s|grafie)?|bild(?:er|nachweis|quelle|rechte)?|grafik|karte"
    r"|quelle|illustrationen|crédits?|photographie|carte|fuente|fotograf[íi]as?|imagen|ilustración"
    r"|immagine|fonte|imagem|crédito|créditos|afbeelding|bron|zdjęcie|źródło|rycina|snímek"
    r"|obrázek|zdroj|kilde|billede|källa|фото|источник|иллюстрация|φωτογραφία|πηγή|fotoğraf|kaynak"
    r"|صورة|الصورة|المصدر|תמונה|צילום|عکس|منبع|图片|图片来源|来源|摄影|写真|出典|撮影|사진|출처"
)

_OPENING = re.compile(
    rf"(?:(?<=^)|(?<=[\s(\[.|（。，；]))(?:{_MAKERS})"
    r"(?:\s+(?:credit|by|courtesy of|par|von|de|di))?"
    r"\s*[:：/]\s*\S",
    re.IGNORECASE,
)
"""How a credit opens: what it is, and a colon. From here on, the text is the credit."""

_SIGN = re.compile(
    r"©|\(c\)\s*\d{4}|\bcopyright\b|\bCC[- ](?:BY|0)\b|\bCC0\b|creative\s?commons|public domain"
    r"|gemeinfrei|domaine public|dominio público|all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|courtesy of|\b(?:photo|foto)s? (?:by|von|de|par)\b|wikimedia"
    r"|getty images|\breuters\b|\bAFP\b|\bAP photo\b|\bdpa\b|shutterstock|unsplash|pexels",
    re.IGNORECASE,
)
"""What hardly stands in a caption that is no credit."""

_NUMBER = re.compile(
    r"^\s*(?:fig(?:ure)?|abb(?:ildung)?|table|image|picture|map)\.?\s*\d[^:.]*[:.]?", re.IGNORECASE
)
"""``Image 3: The harbour`` opens as a credit does, and is none."""


def credit_in(caption: str) -> str | None:
    """The credit in a caption: from where it opens, or all of it; None if it has no sign of one."""
    number = _NUMBER.match(caption)
    at = number.end() if number else 0
    if opening := _OPENING.search(caption, at):
        text = caption[opening.start() :].strip()
        return text.rstrip(")]") if _enclosed(caption, opening) else text
    return caption.strip() if _SIGN.search(caption, at) else None


def _enclosed(caption: str, opening: re.Match[str]) -> bool:
    return opening.start() > 0 and caption[opening.start() - 1] in "(["


def folded(text: str) -> str:
    """The text with its white space as one space each, and in one form of Unicode."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def letters(text: str) -> str:
    """Letters and digits alone: neither hyphens nor the breaks of lines count."""
    kept = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in kept if c.isalnum())


def holds(text: str, part: str) -> bool:
    """Whether ``text``, as a page shows it, holds ``part``, whatever the page did to its spaces."""
    wanted = letters(part)
    if len(wanted) < _SHORT:
        return bool(part.strip()) and folded(part) in folded(text)
    return wanted in letters(text)


_SHORT = 4
"""Letters below which a text could stand within any other by chance."""


def likeness(text: str, parts: Iterable[str]) -> float:
    """Which share of the words of ``parts`` stands in ``text``: 0 to 1; 1 if there are none."""
    words = {word for part in parts for w in part.split() if (word := letters(w))}
    there = {letters(word) for word in text.split()}
    whole = letters(text)
    known = sum(word in there or (len(word) >= _SHORT and word in whole) for word in words)
    return known / len(words) if words else 1.0


def same(field: str, one: str, other: str) -> bool:
    """Whether ``other`` says nothing about a field that ``one`` does not.

    A text that was cut at its end, as IPTC-IIM cuts, is no other text; nor is a
    license by another of its names.
    """
    a, b = folded(one), folded(other)
    if a == b or agree(field, a, b):
        return True
    if len(b) >= _CUT and a.startswith(b):
        return True
    if not field.startswith("license"):
        return False
    known = license_of({field: a})
    return known is not None and known == license_of({field: b})


_CUT = 28
"""Letters of the shortest field of IPTC-IIM (32 bytes), less one that has been cut in half."""


def license_of(fields: Mapping[str, str]) -> License | None:
    """The license of the register that a credit names, by its address first; None if it has none
    that is known."""
    from publish.rights.registry import Unknown, find

    for name in ("license_url", "license_id", "license_name"):
        if text := fields.get(name, "").strip():
            try:
                return find(text)
            except Unknown:
                continue
    return None
