"""What a front matter may say: one row for each key, with its kind of value."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import date, datetime

from publish.model.credit import License
from publish.model.history import Appearance, Series
from publish.reading.findings import Findings
from publish.reading.front_matter import history
from publish.reading.front_matter.credit import CREDIT
from publish.reading.front_matter.history import StatedNotice, StatedOriginal, StatedRevision
from publish.reading.front_matter.identifiers import doi, isbn, issn
from publish.reading.front_matter.image import IMAGE, StatedImage, _images
from publish.reading.front_matter.navigation import levels, lists
from publish.reading.front_matter.people import AUTHOR, StatedPerson, people
from publish.reading.front_matter.records import Key, Record, read_record
from publish.reading.front_matter.synonyms import ARTICLE_SYNONYMS
from publish.reading.front_matter.texts import (
    StatedText,
    each,
    stated_blocks,
    stated_line,
    stated_lines,
    stated_name,
)
from publish.reading.front_matter.tree import Mapping
from publish.reading.front_matter.values import (
    data_mining,
    day,
    language,
    license_named,
    moment,
    text,
    text_origin,
    texts,
    web_address,
)


@dataclass(frozen=True)
class FrontMatter:
    """A front matter, read. Nothing is filled in: None and () mean "not stated"."""

    title: str | None = None
    subtitle: str | None = None
    short_title: str | None = None
    authors: tuple[StatedPerson, ...] = ()
    date: date | None = None
    modified: datetime | None = None
    category: str | None = None
    lang: str | None = None
    keywords: tuple[str, ...] = ()
    description: str | None = None
    abstract: StatedText | None = None
    license: License | None = None
    rights: str | None = None
    version: str | None = None
    data_mining: str | None = None
    data_mining_policy: str | None = None
    ai: str | None = None
    ai_origin: str | None = None
    number_sections: int | None = None
    contents: int | None = None
    lists: tuple[str, ...] = ()
    bibliography: tuple[StatedText, ...] = ()
    citation_style: StatedText | None = None
    nocite: tuple[str, ...] = ()
    hero: StatedText | None = None
    standfirst: StatedText | None = None
    key_points: tuple[StatedText, ...] = ()
    department: str | None = None
    dateline: str | None = None
    author_note: StatedText | None = None
    acknowledgements: StatedText | None = None
    funding: StatedText | None = None
    competing_interests: StatedText | None = None
    data_availability: StatedText | None = None
    corrections: tuple[StatedNotice, ...] = ()
    updates: tuple[StatedNotice, ...] = ()
    versions: tuple[StatedRevision, ...] = ()
    retracted: StatedNotice | None = None
    embargo: datetime | None = None
    also_published_in: tuple[Appearance, ...] = ()
    first_published_in: Appearance | None = None
    translation_of: StatedOriginal | None = None
    series: Series | None = None
    doi: str | None = None
    isbn: str | None = None
    issn: str | None = None
    canonical: str | None = None
    images: Table[str, StatedImage] = field(default_factory=dict)


def read_front_matter(mapping: Mapping, findings: Findings) -> FrontMatter:
    """The typed values of a front matter; what does not fit is noted and left out."""
    stated = FrontMatter(**read_record(mapping, ARTICLE, findings))
    if stated.date and stated.modified and stated.modified.date() < stated.date:
        key = next(key for key, _ in mapping.entries if key.text == "modified")
        message = f"`modified` ({stated.modified:%Y-%m-%d} UTC) is before `date`"
        findings.warn("modified-early", message, "Correct one of the two.", key.line, key.column)
    return stated


ARTICLE = Record(
    "an article",
    {
        "title": Key(text, required="title: …"),
        "subtitle": Key(text),
        "short-title": Key(text),
        "authors": Key(people),
        "date": Key(day, required="date: 2026-03-01"),
        "modified": Key(moment),
        "category": Key(text),
        "lang": Key(language),
        "keywords": Key(texts),
        "description": Key(text),
        "abstract": Key(stated_blocks),
        "license": Key(license_named),
        "rights": Key(text),
        "version": Key(text),
        "data-mining": Key(data_mining),
        "data-mining-policy": Key(web_address),
        "ai": Key(text),
        "ai-origin": Key(text_origin),
        "number-sections": Key(levels),
        "contents": Key(levels),
        "lists": Key(lists),
        "bibliography": Key(each(stated_name)),
        "citation-style": Key(stated_line),
        "nocite": Key(texts),
        "standfirst": Key(stated_line),
        "key-points": Key(stated_lines),
        "department": Key(text),
        "dateline": Key(text),
        "author-note": Key(stated_blocks),
        "acknowledgements": Key(stated_blocks),
        "funding": Key(stated_blocks),
        "competing-interests": Key(stated_blocks),
        "data-availability": Key(stated_blocks),
        "corrections": Key(each(history.correction)),
        "updates": Key(each(history.update)),
        "versions": Key(each(history.version)),
        "retracted": Key(history.retraction),
        "embargo": Key(history.embargo),
        "also-published-in": Key(each(history.appearance)),
        "first-published-in": Key(history.appearance),
        "translation-of": Key(history.original),
        "series": Key(history.series),
        "doi": Key(doi),
        "isbn": Key(isbn),
        "issn": Key(issn),
        "canonical": Key(web_address),
        "hero": Key(stated_name),
        "images": Key(_images),
    },
    synonyms=ARTICLE_SYNONYMS,
    elsewhere={**CREDIT.belonging(), **IMAGE.belonging(), **AUTHOR.belonging()},
)
