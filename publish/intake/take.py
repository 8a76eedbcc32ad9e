"""Takes a file in: reads and arranges it, writes an article, and proves that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import PurePath
from typing import Any

from publish.errors import Problem, Unforeseen, Where
from publish.inspecting.findings import Findings
from publish.intake.arranging.own import restored
from publish.intake.arranging.passes import arrange
from publish.intake.docx.document import STOP, read_document
from publish.intake.docx.package import Package
from publish.intake.docx.story import ACCEPT
from publish.intake.docx.words import words_of
from publish.intake.journal import Journal
from publish.intake.markdown.blocks import Blocks
from publish.intake.markdown.front_matter import Heading, written
from publish.intake.markdown.inlines import Writer
from publish.intake.markdown.reading_back import formulas_of, texts_of_values
from publish.intake.markdown.reading_back import words_of as words_of_article
from publish.intake.model import (
    BODY,
    Arranged,
    Changed,
    Document,
    Formula,
    LeftOut,
    List,
    Paragraph,
    Picture,
    Place,
    Table,
)
from publish.intake.prose.captions import Credited, credited
from publish.intake.proving import Count, prove
from publish.intake.texts import every, words
from publish.languages.locale import direction
from publish.reading.slugs import ascii_slug
from publish.values import dataclass

FILE = "article.md"
_LONGEST_SLUG = 60


@dataclass(frozen=True)
class Wishes:
    """The wishes for an import. ``day`` and ``lang`` count where the file states none."""

    day: str
    changes: str = STOP
    lang: str = ""
    house_lang: str = ""
    """The language of the publication's articles."""
    slug: str = ""


@dataclass(frozen=True)
class Taken:
    """An article that came in: the files of its folder, and all that there is to say of it."""

    slug: str
    files: Mapping[str, bytes] = field(repr=False)
    left_out: tuple[LeftOut, ...]
    changed: tuple[Changed, ...]
    words: Mapping[str, Count]
    counts: Mapping[str, int]
    credits: tuple[Credited, ...] = ()
    problems: tuple[Problem, ...] = ()


def take_docx(data: bytes, file: str, wishes: Wishes) -> Taken:
    """Take a Word file in.

    Raises ``Unreadable`` for a file that is damaged or beyond the limits, ``UsageError`` where
    tracked changes are to be settled first, and ``Unforeseen`` if words would be lost.
    """
    findings = Findings(file)
    package = Package(data, findings)
    document = read_document(package, wishes.changes, file)
    journal = Journal(list(document.left_out), list(document.changed))
    document, stated = restored(document, journal) if document.own else (document, {})
    arranged = arrange(document, journal, stated)
    heading = _heading(arranged, document, file, wishes, journal)
    writer = Writer(heading.lang, journal)
    body = Blocks(writer, journal, direction(heading.lang) == "rtl").body(arranged)
    credits = credited(arranged, document.pictures)
    head = written(heading, arranged, document, credits, writer)
    changes = ACCEPT if wishes.changes == STOP else wishes.changes
    original = {story: list(texts) for story, texts in words_of(package, changes).items()}
    for paragraph in [*every(arranged.blocks, Paragraph), *_in_notes(arranged)]:
        for inline in paragraph.inlines:
            if isinstance(inline, Formula) and not inline.latex:
                original[paragraph.place.story].append(inline.text)
    recorded = {picture.name for picture in document.pictures if picture.credit}
    article = _texts(head, body, arranged, recorded, heading.lang)
    counted, lost = prove(original, article, journal.left_out)
    if lost:
        raise _faulty(file, "; ".join(map(str, lost)))
    files = {FILE: (head + body).encode()}
    files |= {picture.name: picture.data for picture in document.pictures}
    slug = wishes.slug or _slug(heading.title) or _slug(PurePath(file).stem) or "article"
    return Taken(
        slug,
        files,
        tuple(journal.left_out),
        tuple(journal.changed),
        counted,
        _counts(arranged, document.pictures, formulas_of(body, heading.lang)),
        tuple(credits.values()),
        tuple(findings.problems),
    )


def _faulty(file: str, what: str) -> Unforeseen:
    return Unforeseen(
        Problem(
            "import-lost",
            f"words would be lost, so nothing is written: {what}",
            "Report this with the file; meanwhile, save it anew in Word and try that.",
            Where(file),
        )
    )


def _heading(
    arranged: Arranged, document: Document, file: str, wishes: Wishes, journal: Journal
) -> Heading:
    facts = document.facts
    title = words(arranged.title.inlines) if arranged.title is not None else facts.title
    if not title:
        title = re.sub(r"[-_\s]+", " ", PurePath(file).stem).strip() or "Untitled"
        journal.change("the name of the file", "the title", Place())
    lang = wishes.lang or facts.lang or wishes.house_lang
    if not lang:
        lang = "en"
        journal.change("a language that the file does not state", "English (en)", Place())
    if not facts.date:
        journal.change("a date that the file does not state", wishes.day, Place())
    return Heading(title, facts.date or wishes.day, lang)


def _texts(
    head: str, body: str, arranged: Arranged, recorded: set[str], lang: str
) -> Mapping[str, list[str]]:
    """The texts of the written article by their stories: those that came with the original."""
    found: dict[str, list[str]] = {BODY: []}
    for story, text in words_of_article(body, lang):
        found.setdefault(story, []).append(text)
    stated = _stated(head)
    titles = [("title", arranged.title), ("subtitle", arranged.subtitle)]
    found[BODY] += (str(stated[key]) for key, part in titles if part and key in stated)
    for key in arranged.stated:
        lines = stated[key] if isinstance(stated[key], list) else [stated[key]]
        found[BODY] += (text for _, text in texts_of_values(lines, lang))
    for name, image in stated.get("images", {}).items():
        credit = image.get("credit", {})
        if name not in recorded:
            found[BODY].append(str(credit.get("line", "")))
        found[BODY] += (text for _, text in texts_of_values([image.get("caption", "")], lang))
    return found


def _stated(head: str) -> dict[str, Any]:
    """The values of a front matter, read back."""
    from ruamel.yaml import YAML

    found = YAML(typ="safe", pure=True).load(head.strip().removesuffix("---"))
    return dict(found) if isinstance(found, dict) else {}


def _in_notes(arranged: Arranged) -> list[Paragraph]:
    return [p for _, blocks in arranged.notes for p in every(blocks, Paragraph)]


def _counts(arranged: Arranged, pictures: tuple[Picture, ...], formulas: int) -> dict[str, int]:
    blocks = arranged.blocks
    return {
        "headings": sum(p.role == "heading" for p in every(blocks, Paragraph)),
        "paragraphs": sum(p.role == "" for p in every(blocks, Paragraph)),
        "list items": sum(len(found.items) for found in every(blocks, List)),
        "tables": sum(1 for _ in every(blocks, Table)),
        "notes": len(arranged.notes),
        "pictures": len(pictures),
        "pictures with alternative text": sum(bool(p.alt) or p.decorative for p in pictures),
        "formulas": formulas,
    }


def _slug(text: str) -> str:
    slug = ascii_slug(text)
    return slug if len(slug) <= _LONGEST_SLUG else slug[:_LONGEST_SLUG].rsplit("-", 1)[0]
