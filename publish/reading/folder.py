"""A folder with ``article.md`` becomes an :class:`publish.model.article.Article`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from publish import files
from publish.errors import Problem, SourceError, Where
from publish.files import read_anywhere
from publish.model.article import Article, Guide, Image, Metadata, SourceFile
from publish.model.history import Prose
from publish.model.publication import Publication
from publish.model.source_texts import SourceTexts
from publish.reading import slugs
from publish.reading.body import gather, read_body, read_line
from publish.reading.citations.article import find_records, settle_citations
from publish.reading.figures.blocks import Figure
from publish.reading.figures.credits import Sources, describe, note_unused
from publish.reading.figures.folder_pictures import SIDECAR, Folder
from publish.reading.figures.portraits import Portrait, beside_text, find_portraits, portrayed
from publish.reading.figures.sidecars import note_orphans, read_sidecar
from publish.reading.figures.xmp_sidecars import names_beside, read_xmp_sidecar
from publish.reading.findings import Findings, in_order
from publish.reading.front_matter import tree as front_matter
from publish.reading.front_matter.article import FrontMatter, read_front_matter
from publish.reading.front_matter.markdown import note_dates, read_fields
from publish.reading.front_matter.navigation import guide
from publish.reading.front_matter.texts import StatedText
from publish.reading.front_matter.unfinished import note_all_unfinished
from publish.reading.front_matter.values import is_empty
from publish.reading.inclusion import Whole, beside
from publish.reading.piece import Body, Piece
from publish.reading.publication import settings as house_file
from publish.reading.publication.withdrawn import judged
from publish.reading.syntax.footnotes import refuse_uncalled
from publish.reading.text import MOST_BYTES, decode, read_text
from publish.rights import registry

FILE = "article.md"


def read(folder: Path, publication: Publication | None = None) -> Article:
    """The article in ``folder``, with its pictures and the doubts about it.

    ``folder`` holds ``article.md`` and its pictures; the folder's name is the article's slug.
    Without ``publication``, it is found upward from the folder. Doubts are in
    :attr:`Article.problems`, in the order of the text.

    Raises :class:`publish.errors.UsageError` if there is no such folder, or no publication around
    it, and :class:`publish.errors.SourceError`, with all errors at once, if its content cannot be
    used.
    """
    folder = Path(folder)
    file = _article_file(folder)
    house = publication or house_file.publication_of(folder)
    findings = Findings(file.as_posix())
    slug = _slug(folder, findings)
    data = read_text(_root(folder, house), file, findings)
    head, source = front_matter.split(decode(data, findings), findings)
    tree = front_matter.parse(head, findings)
    stated = read_front_matter(tree, findings) if tree is not None else FrontMatter()
    lang = stated.lang or house.lang or _no_language(tree, findings)

    shelf = Folder(folder, findings)
    whole = gather(source, file, _shelves(folder, house), lang, findings)
    findings.origins = whole.origins
    body = _body(whole.source, stated, shelf, folder, house, lang, findings)
    hero = _hero(stated.hero, body.figures, shelf)
    portraits = find_portraits(stated, hero, (f.name for f in body.figures), shelf)
    captions: list[Piece] = []
    images = tuple(
        judged(image, shelf.digests[image.name], house.withdrawn)
        for image in _images(stated, hero, body, portraits, captions, shelf, lang, findings)
    )
    fields, called = read_fields(stated, lang, body, findings)
    called = called.union(body.called, *(caption.called for caption in captions))
    refuse_uncalled(body.notes, called, findings)
    note_unused(stated.images, shelf, findings)
    note_orphans(shelf)
    note_all_unfinished(tree, images, house, house_file.FILE, findings)
    findings.stop_on_errors()
    settled = settle_citations(body, images, hero, stated, folder, house, lang, findings)
    findings.stop_on_errors()
    metadata = portrayed(_metadata(fields, lang, slug, house), portraits)
    note_dates(stated, metadata.modified, findings)
    _note_idle_policy(tree, metadata, findings)
    return Article(
        slug=slug,
        metadata=metadata,
        body=settled.html.strip(),
        images=settled.images,
        abstract=_abstract(fields).markup or None,
        hero=hero,
        guide=_guide(stated, house),
        qr_code=house.qr_code if stated.qr_code is None else stated.qr_code,
        publication=house,
        sources=(*_sources(folder, house, data, whole, images, shelf), *settled.sources),
        problems=in_order(findings.problems),
        where=findings.where(),
        texts=SourceTexts(tuple(findings.texts.items())),
    )


def _guide(stated: FrontMatter, house: Publication) -> Guide:
    asked = (stated.number_sections, stated.contents, stated.lists)
    return guide(*asked, house.numbered, stated.numbered_paragraphs)


def _body(
    source: str,
    stated: FrontMatter,
    shelf: Folder,
    folder: Path,
    house: Publication,
    lang: str,
    findings: Findings,
) -> Body:
    """The body, with the pictures, tables and records that it finds in the folder."""
    find = beside(shelf.find, folder, findings)
    citing = find_records(stated, folder, house, findings)
    named = {name: id for name, image in stated.images.items() if (id := image.placed.id)}
    hero_id = frozenset([slugs.picture_id(stated.hero.text)] if stated.hero else [])
    body = read_body(source, lang, find, findings, shelf.table, citing, named, hero_id)
    if not body.html.strip():
        findings.warn("body-empty", "the article has no text", "Write it below the second ---.")
    return body


def _shelves(folder: Path, house: Publication) -> Path:
    """The folder of all sources, from which an article can include texts: ``sources``, if the
    article is in it, otherwise the publication's root.
    """
    sources = Path(house.root) / "sources"
    return sources if folder.resolve().is_relative_to(sources.resolve()) else Path(house.root)


def _article_file(folder: Path) -> Path:
    house_file.require_folder(folder)
    if not files.is_file(folder / FILE):
        texts = sorted(p.name for p in folder.iterdir() if p.suffix.lower() in (".md", ".markdown"))
        fix = f"Rename {texts[0]} to {FILE}." if texts else f"Save the text there as {FILE}."
        below = sorted(p.parent.as_posix() for p in folder.glob(f"*/{FILE}"))
        if below and not texts:
            fix = f"Name the article's own folder, such as {' or '.join(below[:3])}."
        where = Where(folder.as_posix())
        raise SourceError(Problem("no-article", f"this folder has no {FILE}", fix, where))
    return folder / FILE


def _root(folder: Path, house: Publication) -> Path:
    """The folder that must contain all files of the article."""
    root = Path(house.root).resolve()
    return root if folder.resolve().is_relative_to(root) else folder


def _slug(folder: Path, findings: Findings) -> str:
    name = folder.resolve().name
    if slugs.SLUG.fullmatch(name) and len(name) <= slugs.LONGEST_SLUG:
        return name
    better = slugs.ascii_slug(name) or "an-article"
    findings.error(
        "slug",
        f"the folder's name {name!r} becomes part of addresses and file names; it "
        f"can hold only a-z, 0-9 and single hyphens, at most {slugs.LONGEST_SLUG}",
        f"Rename the folder to {better}.",
    )
    return better


def _no_language(tree: front_matter.Mapping | None, findings: Findings) -> str:
    """A fallback language; an error is noted, unless the language's own error is."""
    entries = tree.entries if tree is not None else ()
    stated = {key.text.casefold() for key, value in entries if not is_empty(value)}
    if tree is not None and not stated & {"lang", "language"}:
        findings.error(
            "lang",
            "neither the article nor publish.toml states its language",
            "Write `lang: en` (or de, fr, ar …) here or in publish.toml.",
            2,
        )
    return "en"


def _hero(stated: StatedText | None, figures: tuple[Figure, ...], shelf: Folder) -> str | None:
    if stated is None:
        return None
    name = shelf.find(stated.text, stated.line, stated.column)
    for figure in figures:
        if figure.name == name:
            shelf.findings.error(
                "image-repeated",
                f"{name} is the hero, and is also in the text",
                "Remove it from the text, or delete `hero:`.",
                figure.line,
                figure.column,
            )
            return None
    return name


def _images(
    stated: FrontMatter,
    hero: str | None,
    body: Body,
    portraits: tuple[Portrait, ...],
    captions: list[Piece],
    shelf: Folder,
    lang: str,
    findings: Findings,
) -> Iterator[Image]:
    """The hero, the pictures of the text in its order, portraits; their ``captions`` are added."""

    def caption(written: StatedText, findings: Findings) -> str:
        captions.append(read_line(written, lang, body, findings))
        return captions[-1].html

    def described(image: Image, figure: Figure | None) -> Image:
        name = image.name
        sidecar = read_sidecar(name, shelf)
        packet = read_xmp_sidecar(name, shelf)
        stated_by = Sources(stated.images.get(name), figure, sidecar, packet, shelf.embedded[name])
        return describe(image, stated_by, caption, findings)

    seen: dict[str, Figure] = {}
    if hero and stated.hero:
        image = shelf.read(hero, stated.hero.line, stated.hero.column)
        if image:
            yield described(image, None)
    for figure in body.figures:
        if figure.name in seen:
            findings.error(
                "image-repeated",
                f"{figure.name} is in the text twice; the first "
                f"time in {findings.in_words(seen[figure.name].line)}",
                "Remove one, or make a copy under another name, with a credit of its own.",
                figure.line,
                figure.column,
            )
            continue
        seen[figure.name] = figure
        if figure.chart:
            yield described(shelf.chart(figure.name, figure.chart), figure)
            continue
        image = shelf.read(figure.name, figure.line, figure.column)
        if image:
            yield described(image, figure)
    for portrait in portraits:
        image = shelf.read(portrait.name, portrait.stated.line, portrait.stated.column)
        if image:
            yield beside_text(described(image, None))


def _metadata(fields: dict[str, Any], lang: str, slug: str, house: Publication) -> Metadata:
    """The metadata of an article with the stated ``fields``, and its publication's.

    The front matter's record requires title and date.
    """
    added = {
        "lang": lang,
        "modified": datetime.combine(fields["date"], datetime.min.time(), UTC),
        "identifier": f"urn:uuid:{uuid5(UUID(house.id), slug)}",
        "publisher": house.publisher,
        "contact": house.contact,
        "publisher_address": house.address,
        "data_mining": house.data_mining,
        "data_mining_policy": house.data_mining_policy,
    }
    return Metadata(**{**added, **fields, "abstract": _abstract(fields).words or None})


def _abstract(fields: dict[str, Any]) -> Prose:
    return fields.get("abstract") or Prose("", "")


def _note_idle_policy(
    tree: front_matter.Mapping | None, data: Metadata, findings: Findings
) -> None:
    """Warn of mining terms without a reservation: TDMRep has none then (§ TDM Policy)."""
    reserved = registry.reservations().get(data.data_mining or "", False)
    for key, _ in tree.entries if tree is not None else ():
        if key.text == "data-mining-policy" and not reserved:
            findings.warn(
                "data-mining-policy-idle",
                "data mining has terms, but is not reserved: the terms are left out",
                "Write `data-mining: reserved`, or delete `data-mining-policy:`.",
                key.line,
                key.column,
            )


def _sources(
    folder: Path,
    house: Publication,
    article: bytes,
    whole: Whole,
    images: tuple[Image, ...],
    shelf: Folder,
) -> Iterator[SourceFile]:
    """``article.md``, its included texts, pictures with sidecars, tables, ``publish.toml``."""
    root, here = Path(house.root).resolve(), folder.resolve()
    base = here.relative_to(root) if here.is_relative_to(root) else Path(here.name)
    yield SourceFile((base / FILE).as_posix(), hashlib.sha256(article).hexdigest())
    for file, digest in whole.files:
        path = file.relative_to(root) if file.is_relative_to(root) else Path(file.name)
        yield SourceFile(path.as_posix(), digest)
    for image in images:
        for name in (image.name, image.name + SIDECAR, *names_beside(image.name)):
            if name in shelf.digests:
                yield SourceFile((base / name).as_posix(), shelf.digests[name])
    shown = {image.name for image in images}
    for name in (table for table in shelf.tables if table not in shown):
        yield SourceFile((base / name).as_posix(), shelf.digests[name])
    settings = root / house_file.FILE
    if files.is_file(settings):
        yield SourceFile(
            house_file.FILE, hashlib.sha256(read_anywhere(settings, MOST_BYTES)).hexdigest()
        )
