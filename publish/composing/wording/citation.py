"""The suggested citation of an article: who, when, what, where."""

from __future__ import annotations

from publish.languages.lists import listed
from publish.model.article import Metadata
from publish.model.people import creators


def citation(data: Metadata) -> dict[str, object]:
    """The parts of a citation for templates, which set the article's punctuation between them.

    ``address`` has ``text`` and ``url``: the DOI as Crossref shows it, otherwise the article's own
    address; None without either.
    """
    url = f"https://doi.org/{data.doi}" if data.doi else data.canonical
    return {
        "authors": listed([who.name for who in creators(data.authors)], data.lang),
        "year": str(data.date.year),
        "title": data.title,
        "subtitle": data.subtitle,
        "publisher": data.publisher,
        "address": {"text": url, "url": url} if url else None,
    }
