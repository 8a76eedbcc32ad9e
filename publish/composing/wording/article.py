"""An article's metadata as templates get them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from publish.composing.theme import stamps
from publish.composing.theme.drawings import drawings
from publish.composing.wording.citation import citation
from publish.composing.wording.fields import stated_fields, stated_texts
from publish.composing.wording.pictures import in_order
from publish.composing.wording.terms import exception, reuse, terms
from publish.composing.wording.titles import (
    foot,
    running_authors,
    running_byline,
    shortened,
    width,
    word_width,
)
from publish.languages.dates import day
from publish.languages.locale import direction, script
from publish.model.article import Article, Image
from publish.model.publication import Brand
from publish.page import BADGE, LOGO, ORCID, QR_CODE

_WRITTEN = ("Latn", "Grek", "Cyrl")
"""Scripts in the shipped themes' fonts; for others, the colophon names no typeface."""


def article_values(
    article: Article,
    words: Mapping[str, str],
    brand: Brand,
    theme: str,
    called: Callable[[Image], str],
) -> dict[str, object]:
    """The ``article`` of a template; raises ``ThemeError`` where the theme lacks a word for it.

    ``called`` names a picture in a sentence.
    """
    data = article.metadata
    pattern = words["date"]
    changed = data.modified.date() != data.date
    found = stamps.stamps(data, words, theme)
    house = brand.name or data.publisher or ""
    license = {"name": data.license.name, "url": data.license.url} if data.license else None
    drawn = {drawing.name: drawing for drawing in drawings(article, brand)}
    return {
        **stated_texts(data),
        "title_width": width(data.title),
        "title_word_width": word_width(data.title),
        "short_title_word_width": word_width(data.short_title or data.title),
        "abstract": Markup(article.abstract) if article.abstract else "",
        "date": data.date.isoformat(),
        "date_text": day(data.date, data.lang, pattern),
        "modified_text": day(data.modified.date(), data.lang, pattern) if changed else None,
        "lang": data.lang,
        "dir": direction(data.lang),
        "publisher": data.publisher,
        "license": license,
        "identifier": data.identifier,
        "reuse": reuse(data, words),
        "exception": exception(in_order(article), data.license, called, words),
        **terms(data, words),
        "running_authors": running_authors(data, words),
        "running_byline": running_byline(data, words, house),
        "byline_names": len(data.authors),
        "in_theme_fonts": script(data.lang) in _WRITTEN,
        "brand": brand.name,
        "house": shortened(house),
        "foot": foot(data, words),
        "logo": _drawing(drawn.get(LOGO)),
        "badge": _drawing(drawn.get(BADGE)),
        "orcid_icon": _drawing(drawn.get(ORCID)),
        "qr_code": _drawing(drawn.get(QR_CODE)),
        "publisher_address": data.publisher_address,
        "citation": citation(data),
        "legal": brand.legal,
        "draft": next((stamp.text for stamp in found if stamp.kind == "draft"), None),
        **stated_fields(data, words, theme, found),
    }


def _drawing(drawing: Image | None) -> dict[str, object] | None:
    if drawing is None:
        return None
    return {"name": drawing.name, "width": drawing.width, "height": drawing.height}
