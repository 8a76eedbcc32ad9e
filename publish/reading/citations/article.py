"""The citations of an article: its records and style, found first and applied at the end."""

from __future__ import annotations

from pathlib import Path

from publish.model.article import Image, SourceFile
from publish.model.publication import Publication
from publish.reading.citations.library import EVERYTHING, Library, hashed, read_library
from publish.reading.citations.styles import Style, find_style
from publish.reading.citations.syntax import Citing
from publish.reading.findings import Findings
from publish.reading.front_matter.article import FrontMatter
from publish.reading.front_matter.texts import StatedText
from publish.reading.piece import Body
from publish.reading.publication.settings import FILE
from publish.suggest import question
from publish.values import dataclass


@dataclass(frozen=True)
class Settled:
    """The body and the pictures with their citations, and the inputs of these."""

    html: str
    images: tuple[Image, ...]
    sources: tuple[SourceFile, ...] = ()


def find_records(
    stated: FrontMatter, folder: Path, house: Publication, findings: Findings
) -> Citing:
    """The records that the article can cite: its own, then the publication's."""
    root = Path(house.root)
    own = read_library(stated.bibliography, folder, root, findings)
    if not house.bibliography:
        return Citing(own)
    noted = Findings(str(root / FILE))
    names = [StatedText(name, 0, 0) for name in house.bibliography]
    shared = read_library(names, root, root, noted)
    for problem in noted.problems:
        findings.note(problem)
    records = {**shared.records, **own.records}
    return Citing(Library(records, {**shared.digests, **own.digests}, True))


def settle_citations(
    body: Body,
    images: tuple[Image, ...],
    hero: str | None,
    stated: FrontMatter,
    folder: Path,
    house: Publication,
    lang: str,
    findings: Findings,
) -> Settled:
    """The article with its citations in its style; unchanged if it has none.

    Errors are noted; the input has none. Raises the same as
    :func:`publish.reading.citations.placement.cite`.
    """
    library, root = body.citing.library, Path(house.root).resolve()
    unknown = [k for k in stated.nocite if k.lstrip("@") not in (*library.records, EVERYTHING)]
    for key in unknown:
        guess = library.nearest(key.lstrip("@"))
        fix = question(guess) if guess else "Add it to the bibliography."
        findings.error("citation-unknown", f"`nocite`: no record has the key {key!r}", fix)
    if unknown or not (body.citing.clusters.found or stated.nocite):
        return Settled(body.html, images)
    style = _style(stated, folder, house, findings)
    if style is None:
        return Settled(body.html, images)
    nocite = [key.lstrip("@") for key in stated.nocite]
    from publish.reading.citations.placement import cite  # late: few articles cite

    found = cite(
        body.html, images, hero, body.citing.clusters, nocite, library, style, lang, body.ids,
        findings,
    )  # fmt: skip
    files = [SourceFile(name, digest) for name, digest in hashed(library, root)]
    if style.own is not None:
        files.append(SourceFile(style.own.relative_to(root).as_posix(), style.digest))
    return Settled(found.body, found.images, tuple(files))


def _style(
    stated: FrontMatter, folder: Path, house: Publication, findings: Findings
) -> Style | None:
    root = Path(house.root)
    if stated.citation_style is None and house.citation_style:
        return find_style(StatedText(house.citation_style, 0, 0), root, root, findings)
    return find_style(stated.citation_style, folder, root, findings)
