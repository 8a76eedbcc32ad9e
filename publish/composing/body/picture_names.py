"""Names of pictures and ids of figures that need no escaping anywhere."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from publish.composing import markup
from publish.model.article import Article
from publish.page import RESERVED

_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/svg+xml": ".svg"}


def figure_id(name: str) -> str:
    """The id of a picture's figure: stable, readable, made from its file name."""
    return f"fig-{_plain(name.rsplit('.', 1)[0])}"


def with_plain_names(article: Article) -> Article:
    """The article with its pictures under names that need no escaping anywhere.

    The name of a file may be "Karte #2 (neu).JPG", for which URLs, ZIP archives and Word's
    parts all have different rules. Each picture keeps that name as ``file``. An article
    whose pictures have plain names already is returned unchanged.
    """
    if article.images and all(image.file for image in article.images):
        return article
    names: dict[str, str] = {}
    stems = {name.removesuffix(".svg") for name in RESERVED}
    for image in article.images:
        first = stem = _plain(image.name.rsplit("/", 1)[-1].rsplit(".", 1)[0])
        number = 1
        while stem in stems:
            number += 1
            stem = f"{first}-{number}"
        stems.add(stem)
        names[image.name] = stem + _SUFFIXES[image.media_type]
    body = markup.fragment(article.body)
    for figure, name in markup.pictures(body):
        figure.set("data-image", names[name])
    authors = tuple(
        replace(who, portrait=names[who.portrait]) if who.portrait else who
        for who in article.metadata.authors
    )
    return replace(
        article,
        metadata=replace(article.metadata, authors=authors),
        body=markup.inner(body),
        images=tuple(
            replace(image, name=names[image.name], file=image.name) for image in article.images
        ),
        hero=names[article.hero] if article.hero else None,
    )


def _plain(text: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; ``picture`` if nothing is left of ``text``."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-") or "picture"
