"""The record of an article: the fields of its metadata, and the keys that only reading needs."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import field
from datetime import date, datetime
from typing import Any

from publish.metadata.fields import FIELDS, Type
from publish.reading.findings import Findings
from publish.reading.front_matter import history
from publish.reading.front_matter.credit import CREDIT
from publish.reading.front_matter.identifiers import doi, isbn, issn
from publish.reading.front_matter.image import IMAGE, StatedImage, images
from publish.reading.front_matter.navigation import levels, lists
from publish.reading.front_matter.people import AUTHOR, people
from publish.reading.front_matter.plain_texts import note_marks
from publish.reading.front_matter.records import Key, Record, read_record
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
    Convert,
    data_mining,
    day,
    language,
    license_named,
    moment,
    text,
    text_origin,
    texts,
    web_address,
    yes_or_no,
)
from publish.values import dataclass

CONVERT: Table[Type, Convert] = {
    Type.TEXT: text,
    Type.TEXTS: texts,
    Type.DAY: day,
    Type.MOMENT: moment,
    Type.EMBARGO: history.embargo,
    Type.LANGUAGE: language,
    Type.ADDRESS: web_address,
    Type.LICENSE: license_named,
    Type.DATA_MINING: data_mining,
    Type.TEXT_ORIGIN: text_origin,
    Type.DOI: doi,
    Type.ISBN: isbn,
    Type.ISSN: issn,
    Type.PEOPLE: people,
    Type.LINE: stated_line,
    Type.LINES: stated_lines,
    Type.BLOCKS: stated_blocks,
    Type.CORRECTIONS: each(history.correction),
    Type.UPDATES: each(history.update),
    Type.RETRACTION: history.retraction,
    Type.VERSIONS: each(history.version),
    Type.APPEARANCE: history.appearance,
    Type.APPEARANCES: each(history.appearance),
    Type.ORIGINAL: history.original,
    Type.SERIES: history.series,
}
"""The readers of values by type. Markdown stays as written (``StatedText``) until
:mod:`publish.reading.front_matter.markdown` reads it."""


@dataclass(frozen=True)
class FrontMatter:
    """A front matter, read. Nothing is filled in: None and () mean "not stated"."""

    fields: Table[str, Any] = field(default_factory=dict)
    """The fields of ``publish.metadata.fields`` that are stated, by name."""
    images: Table[str, StatedImage] = field(default_factory=dict)
    hero: StatedText | None = None
    number_sections: int | None = None
    numbered_paragraphs: bool | None = None
    contents: int | None = None
    lists: tuple[str, ...] = ()
    bibliography: tuple[StatedText, ...] = ()
    citation_style: StatedText | None = None
    nocite: tuple[str, ...] = ()
    qr_code: bool | None = None

    @property
    def lang(self) -> str | None:
        """The article's language."""
        return self.fields.get("lang")

    @property
    def date(self) -> date | None:
        """The day of publication."""
        return self.fields.get("date")

    @property
    def modified(self) -> datetime | None:
        """The moment of the last change, in UTC."""
        return self.fields.get("modified")


def read_front_matter(mapping: Mapping, findings: Findings) -> FrontMatter:
    """The typed values of a front matter; invalid values are noted and left out."""
    values = read_record(mapping, ARTICLE, findings)
    note_marks(mapping, _PLAIN, findings)
    fields = {row.name: values.pop(row.name) for row in FIELDS if row.name in values}
    stated = FrontMatter(fields, **values)
    if stated.date and stated.modified and stated.modified.date() < stated.date:
        key = next(key for key, _ in mapping.entries if key.text == "modified")
        message = f"`modified` ({stated.modified:%Y-%m-%d} UTC) is before `date`"
        findings.warn("modified-early", message, "Correct one of the two.", key.line, key.column)
    if stated.qr_code and "canonical" not in fields:
        key = next(key for key, _ in mapping.entries if key.text == "qr-code")
        message = "a QR code shows the article's address, and none is stated"
        fix = "Write `canonical: https://…`, or delete `qr-code:`."
        findings.error("qr-code-address", message, fix, key.line, key.column)
    return stated


_PLAIN = frozenset(row.key for row in FIELDS if row.type is Type.TEXT)
"""Keys whose values are no Markdown."""

ARTICLE = Record(
    "an article",
    {
        **{
            row.key: Key(CONVERT[row.type], row.synonyms, row.required)
            for row in FIELDS
            if row.type is not None
        },
        "number-sections": Key(levels),
        "numbered-paragraphs": Key(yes_or_no, ("number-paragraphs", "paragraph-numbers")),
        "contents": Key(levels, ("toc",)),
        "lists": Key(lists),
        "bibliography": Key(each(stated_name), ("bib",)),
        "citation-style": Key(stated_line, ("csl",)),
        "nocite": Key(texts),
        "qr-code": Key(yes_or_no, ("qr", "qrcode")),
        "hero": Key(stated_name, ("cover", "image")),
        "images": Key(images, ("pictures",)),
    },
    elsewhere={
        **CREDIT.belonging(),
        **IMAGE.belonging(),
        **AUTHOR.belonging(),
        **dict.fromkeys(("contact", "publisher", "commercial"), "`[publication]` in publish.toml"),
    },
    needless={
        "theme": "Write it under `[publication]` in publish.toml, or build with --theme.",
        **dict.fromkeys(
            ("draft", "published", "status"),
            "Delete it; `publish build --draft` makes a draft, with a mark on every page.",
        ),
        **dict.fromkeys(
            ("slug", "permalink", "url"), "Delete it; the folder's name names the files."
        ),
        **dict.fromkeys(
            ("layout", "template", "type", "format", "output"),
            "Delete it; the theme lays the article out, and `--to` chooses formats.",
        ),
        "weight": "Delete it.",
    },
)
