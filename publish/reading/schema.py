"""What a front matter may say: one row for each key, with its kind of value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from publish.article import Credit, License, Person
from publish.errors import Where
from publish.reading.fields import (
    Unfit,
    basis,
    data_mining,
    day,
    edits,
    is_empty,
    kept,
    language,
    license_named,
    moment,
    orcid,
    origin,
    parts_of_credit,
    role,
    scalar,
    text,
    text_origin,
    texts,
    verbatim,
    web_address,
    yes_or_no,
)
from publish.reading.findings import Findings
from publish.reading.front_matter import Mapping, Node, Scalar, Sequence
from publish.reading.guides import levels, lists
from publish.reading.placing import (
    NOT_SAID,
    Placed,
    beside,
    read_decorative,
    read_id,
    read_place,
    read_width,
)
from publish.reading.records import Key, Record, read_record


@dataclass(frozen=True)
class StatedText:
    """A text with its place, for what is read further (Markdown, file names)."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class StatedImage:
    """What the front matter says about one picture."""

    name: str
    where: Where
    alt: str | None = None
    caption: StatedText | None = None
    credits: tuple[Credit, ...] = ()
    keep: tuple[str, ...] = ()
    placed: Placed = NOT_SAID


@dataclass(frozen=True)
class FrontMatter:
    """A front matter, read. Nothing is filled in: None and () mean "not stated"."""

    title: str | None = None
    subtitle: str | None = None
    short_title: str | None = None
    authors: tuple[Person, ...] = ()
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
    images: Table[str, StatedImage] = field(default_factory=dict)


def read_front_matter(mapping: Mapping, findings: Findings) -> FrontMatter:
    """The typed values of a front matter; what does not fit is noted and left out."""
    stated = FrontMatter(**read_record(mapping, ARTICLE, findings))
    if stated.date and stated.modified and stated.modified.date() < stated.date:
        key = next(key for key, _ in mapping.entries if key.text == "modified")
        message = f"`modified` ({stated.modified:%Y-%m-%d} UTC) is before `date`"
        findings.warn("modified-early", message, "Correct one of the two.", key.line, key.column)
    return stated


def plain_name(written: str) -> str:
    """A picture's name without what makes no difference: ``./photo.jpg`` is ``photo.jpg``."""
    stripped = unicodedata.normalize("NFC", written.strip())
    return str(PurePosixPath(stripped)) if stripped else ""


AUTHOR = Record(
    "an author",
    {
        "name": Key(text, required="name: …"),
        "file-as": Key(text),
        "orcid": Key(orcid),
        "affiliation": Key(text),
        "role": Key(role),
    },
    synonyms={"sort": "file-as", "sort-as": "file-as", "institution": "affiliation"},
)


def _authors(node: Node, findings: Findings) -> tuple[Person, ...]:
    if isinstance(node, Scalar) and re.search(r";|&| and ", node.text):
        message = f"“{node.text}” is taken for one author"
        fix = "Write a list if there are several: authors: [Ada Example, Ben Example]"
        findings.hint("authors-in-one", message, fix, node.line, node.column)
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(p for item in items if (p := _person(item, findings)) is not None)


def _person(node: Node, findings: Findings) -> Person | None:
    if isinstance(node, Mapping):
        values = read_record(node, AUTHOR, findings)
        return Person(**values) if "name" in values else None
    return None if is_empty(node) else Person(text(node, findings))


CREDIT = Record(
    "a picture's `credit:`",
    {
        "title": Key(text),
        "creator": Key(text),
        "source": Key(web_address),
        "provider": Key(text),
        "license": Key(license_named),
        "basis": Key(basis),
        "evidence": Key(text),
        "line": Key(verbatim),
        "copyright": Key(text),
        "usage-terms": Key(text),
        "acquire": Key(web_address),
        "asset-id": Key(text),
        "origin": Key(origin),
        "changes": Key(text),
        "stand-in-for": Key(text),
        "edits": Key(edits),
        "not-supplied": Key(parts_of_credit),
        "syndication": Key(yes_or_no),
        "channels": Key(texts),
        "valid-from": Key(day),
        "expires": Key(day),
        "data-mining": Key(data_mining),
    },
    synonyms={
        "agency": "provider",
        "artist": "creator",
        "author": "creator",
        "by": "creator",
        "photographer": "creator",
        "link": "source",
        "text": "line",
        "terms": "usage-terms",
        "rights": "copyright",
        "url": "source",
    },
    elsewhere=dict.fromkeys(("alt", "caption"), "a picture, beside `credit:`"),
)


def _credits(node: Node, findings: Findings) -> tuple[Credit, ...]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(c for item in items if (c := _credit(item, findings)) is not None)


def _credit(node: Node, findings: Findings) -> Credit | None:
    if is_empty(node):
        return None
    if not isinstance(node, Mapping):
        raise Unfit(
            "value-type",
            "a credit is made of keys, not of one text",
            "Write below `credit:`, indented, `line: …` for a line that is to be shown as it "
            "is, and `license:` or `basis:`.",
            node,
        )
    values = read_record(node, CREDIT, findings)
    where = findings.where(node.line, node.column)
    return Credit(**values, found_in=("front matter",), where=where)


def _stated(node: Node, findings: Findings) -> StatedText:
    written = scalar(node)
    return StatedText(text(node, findings), written.line, written.column)


def _stated_blocks(node: Node, findings: Findings) -> StatedText:
    """A text of several lines, as they are."""
    written = scalar(node)
    text(node, findings)
    return StatedText(written.text, written.line, written.column)


def _stated_name(node: Node, findings: Findings) -> StatedText:
    written = scalar(node)
    return StatedText(plain_name(written.text), written.line, written.column)


def _stated_names(node: Node, findings: Findings) -> tuple[StatedText, ...]:
    """Names of files: one, or a list."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(_stated_name(item, findings) for item in items if not is_empty(item))


IMAGE = Record(
    "a picture",
    {
        "alt": Key(text),
        "caption": Key(_stated),
        "credit": Key(_credits),
        "keep": Key(kept),
        "decorative": Key(read_decorative),
        "width": Key(read_width),
        "place": Key(read_place),
        "id": Key(read_id),
    },
    synonyms={
        "alt-text": "alt",
        "attribution": "credit",
        "description": "alt",
        "align": "place",
        "float": "place",
        "legend": "caption",
        "position": "place",
        "size": "width",
        "text": "caption",
        "title": "caption",
    },
    elsewhere=CREDIT.belonging(),
)


def _images(node: Node, findings: Findings) -> dict[str, StatedImage]:
    if not isinstance(node, Mapping):
        raise Unfit(
            "value-type",
            "the names of the pictures are wanted here, and below each what there is to say",
            "Write `images:`, below it `  photo.jpg:`, and below that `    alt: …`.",
        )
    found: dict[str, StatedImage] = {}
    for key, value in node.entries:
        name = plain_name(key.text)
        if name in found:
            message = (
                f"`{name}` is described here for the second time; "
                f"the first is in line {found[name].where.line}"
            )
            findings.error("yaml-duplicate", message, "Make one of them.", key.line, key.column)
            continue
        values = _image_values(name, value, findings)
        found[name] = StatedImage(
            name,
            findings.where(key.line, key.column),
            values.get("alt"),
            values.get("caption"),
            values.get("credit", ()),
            values.get("keep", ()),
            placement(values, findings, (key.line, key.column)),
        )
    return found


def placement(values: dict[str, Any], findings: Findings, place: tuple[int, int]) -> Placed:
    """What a record says of a picture's place."""
    said = Placed(*(values.get(key) for key in ("width", "place", "id", "decorative")))
    return beside(said, findings, place)


def _image_values(name: str, node: Node, findings: Findings) -> dict[str, Any]:
    if isinstance(node, Mapping):
        return read_record(node, IMAGE, findings)
    if not is_empty(node):
        message = f"`{name}`: keys such as `alt:` and `credit:` are wanted below a picture's name"
        fix = "Write `alt: …` in a line of its own, indented."
        findings.error("value-type", message, fix, node.line, node.column)
    return {}


ARTICLE = Record(
    "an article",
    {
        "title": Key(text, required="title: …"),
        "subtitle": Key(text),
        "short-title": Key(text),
        "authors": Key(_authors),
        "date": Key(day, required="date: 2026-03-01"),
        "modified": Key(moment),
        "category": Key(text),
        "lang": Key(language),
        "keywords": Key(texts),
        "description": Key(text),
        "abstract": Key(_stated_blocks),
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
        "bibliography": Key(_stated_names),
        "citation-style": Key(_stated),
        "nocite": Key(texts),
        "hero": Key(_stated_name),
        "images": Key(_images),
    },
    synonyms={
        "bib": "bibliography",
        "byline": "authors",
        "copyright": "rights",
        "cover": "hero",
        "csl": "citation-style",
        "excerpt": "description",
        "headline": "title",
        "image": "hero",
        "language": "lang",
        "pictures": "images",
        "published": "date",
        "section": "category",
        "standfirst": "subtitle",
        "summary": "description",
        "tags": "keywords",
        "toc": "contents",
        "topic": "category",
        "updated": "modified",
    },
    elsewhere={**CREDIT.belonging(), **IMAGE.belonging(), **AUTHOR.belonging()},
)
