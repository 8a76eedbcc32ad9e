"""The types of a field's value, and the parts of a page that show fields."""

from __future__ import annotations

from enum import StrEnum


class Type(StrEnum):
    """The type of a field's value, in the front matter and in the model.

    ``reading`` has a converter for each, :mod:`publish.metadata.words` its plain words.
    """

    TEXT = "one line of text"
    TEXTS = "several texts"
    DAY = "a day"
    MOMENT = "a moment, kept in UTC"
    EMBARGO = "a moment, kept in the zone in which it is stated"
    LANGUAGE = "a BCP 47 tag"
    ADDRESS = "a web address"
    LICENSE = "a license of the register"
    DATA_MINING = "the end of a PLUS data mining code"
    TEXT_ORIGIN = "a term of IPTC's Digital Source Type that a text can have"
    DOI = "a DOI"
    ISBN = "an ISBN"
    ISSN = "an ISSN"
    PEOPLE = "people and groups"
    LINE = "one line of Markdown"
    LINES = "several lines of Markdown"
    BLOCKS = "paragraphs and lists in Markdown"
    CORRECTIONS = "dated corrections"
    UPDATES = "dated updates"
    RETRACTION = "a dated retraction"
    VERSIONS = "versions"
    APPEARANCE = "another place of publication"
    APPEARANCES = "other places of publication"
    ORIGINAL = "the original of a translation"
    SERIES = "a series, and the place in it"


class Shown(StrEnum):
    """The template that shows a field. A page without the field's words is refused."""

    TITLE_BLOCK = "title-block"
    STAMPS = "stamps"
    KEY_POINTS = "key-points"
    END_MATTER = "end-matter"
    COLOPHON = "colophon"
