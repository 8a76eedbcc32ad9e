"""Pictures with their alternative text, caption and credits.

Text and caption come from the front matter or the Markdown, credits from the front matter; then
both come from a sidecar beside the picture, and credits from an XMP sidecar and from the picture
itself. A caption never comes from these two: their description is an agency's or a camera's text,
with date line and credit, not the article's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace

from publish.errors import Severity, Where
from publish.model.article import Image
from publish.model.credit import Credit
from publish.pictures.metadata_reading import Embedded
from publish.reading.figures.blocks import Figure
from publish.reading.figures.folder_pictures import Folder
from publish.reading.figures.from_embedded import source_of_picture
from publish.reading.figures.merging import join
from publish.reading.figures.sidecars import SOURCE, Sidecar
from publish.reading.figures.sources import source_of_file
from publish.reading.figures.xmp_sidecars import XmpSidecar
from publish.reading.findings import Findings
from publish.reading.front_matter.image import StatedImage
from publish.reading.front_matter.texts import StatedText
from publish.values import dataclass

ReadLine = Callable[[StatedText, Findings], str]
"""From a caption's Markdown to inline XHTML; its faults go to the Findings."""


@dataclass(frozen=True)
class Sources:
    """All sources of statements about one picture."""

    stated: StatedImage | None = None
    figure: Figure | None = None
    sidecar: Sidecar | None = None
    xmp: XmpSidecar = field(default_factory=XmpSidecar)
    embedded: Embedded = field(default_factory=Embedded)


def describe(image: Image, sources: Sources, read_line: ReadLine, findings: Findings) -> Image:
    """The picture with its alternative text, caption and credits; None where none is stated."""
    stated, figure = sources.stated, sources.figure
    where = stated.where if stated else findings.where(*_place(figure))
    _note_twice(stated, figure, findings)
    beside = sources.sidecar.stated if sources.sidecar else None
    alts = (holder.alt for holder in (stated, figure, beside) if holder)
    alt = next(filter(None, alts), None)
    keep = (*(stated.keep if stated else ()), *(beside.keep if beside else ()))
    image = replace(image, keep=tuple(dict.fromkeys(keep)), where=where)
    image = with_placement(image, stated, figure, beside, findings)
    if image.decorative:
        image = replace(image, alt=None)
        _refuse_alt(image, alt, findings)
    else:
        packets = (sources.xmp.embedded, sources.embedded)
        inside = next(filter(None, (packet.fields().get("alt") for packet in packets)), None)
        image = replace(image, alt=alt or inside or image.alt)
    credits = _credits(image, sources, where, findings)
    image = replace(image, credits=credits, caption=_caption(sources, read_line, findings))
    if sources.sidecar:
        findings.problems += sources.sidecar.findings.problems
    if sources.xmp.findings:
        findings.problems += sources.xmp.findings.problems
    return image


def with_placement(
    image: Image,
    stated: StatedImage | None,
    figure: Figure | None,
    beside: StatedImage | None,
    findings: Findings,
) -> Image:
    """The picture with its width, side and link, each from the first source that states it."""
    placements = [holder.placed for holder in (stated, figure, beside) if holder]
    share, place, id, decorative = (
        next((v for placement in placements if (v := getattr(placement, key)) is not None), None)
        for key in ("width", "place", "id", "decorative")
    )
    if stated and figure:
        _note_placed_twice(stated, figure, findings)
    if figure and figure.grouped and (share or place):
        findings.error(
            "figures-width",
            f"{image.name} is in a group, whose columns set its width and place",
            "Remove its width and place; the group can have a width.",
            figure.line,
            figure.column,
        )
    link = figure.link if figure else None
    decorates = bool(decorative)
    return replace(image, share=share, place=place, id=id, decorative=decorates, link=link)


def _note_placed_twice(stated: StatedImage, figure: Figure, findings: Findings) -> None:
    for key in ("width", "place", "id"):
        one, other = getattr(stated.placed, key), getattr(figure.placed, key)
        if one and other and one != other:
            _note(key, key, figure, findings)


def _refuse_alt(image: Image, alt: str | None, findings: Findings) -> None:
    """Refuse a text for a decorative picture: screen readers skip decorations."""
    what = (
        "has an alternative text" if alt else "is a link, which needs a text" if image.link else ""
    )
    if not what or image.where is None:
        return
    findings.error(
        "image-decorative",
        f"{image.name} is marked as decorative, but {what}",
        "Delete `decorative:` if it tells the reader anything, and write `alt:`; otherwise delete "
        f"the {'text' if alt else 'link'}.",
        image.where.line,
        image.where.column,
    )


def _caption(sources: Sources, read_line: ReadLine, findings: Findings) -> str | None:
    sidecar = sources.sidecar
    for holder in (sources.stated, sources.figure):
        if holder and holder.caption:
            return read_line(holder.caption, findings) or None
    if sidecar and sidecar.stated.caption:
        return read_line(sidecar.stated.caption, sidecar.findings) or None
    return None


def _credits(
    image: Image, sources: Sources, where: Where, findings: Findings
) -> tuple[Credit, ...]:
    beside = sources.sidecar.stated.credits if sources.sidecar else ()
    packet, unsure = sources.xmp.source(image.name)
    pictured, doubts = source_of_picture(sources.embedded, image.name)
    doubts = (*unsure, *doubts)
    front = sources.stated.credits if sources.stated else ()
    own = (source_of_file("front matter", front), source_of_file(SOURCE, beside))
    ordered = (*own, packet, pictured)
    credits, conflicts = join(image.name, ordered)
    if front or beside:  # Otherwise a page of unknown content is no reason to doubt.
        doubts = tuple(doubt for doubt in doubts if doubt.severity is not Severity.HINT)
    broken = (
        replace(p, message=f"{image.name}: {p.message}", fix=p.fix.replace("FILE", image.name))
        for p in (*sources.xmp.embedded.problems, *sources.embedded.problems)
    )
    for problem in (*doubts, *conflicts, *broken):
        findings.note(replace(problem, where=problem.where or where))
    said = (
        packet.leading().get("instructions") for packet in (sources.xmp.embedded, sources.embedded)
    )
    if instructions := next(filter(None, said), None):
        findings.hint(
            "image-instructions",
            f"{image.name} came with instructions: “{instructions.value}” ({instructions.place})",
            "Check that you follow them.",
            where.line,
            where.column,
        )
    return credits


def note_unused(stated: Mapping[str, StatedImage], shelf: Folder, findings: Findings) -> None:
    """Note described pictures that the article does not show, or that do not exist."""
    for name, image in stated.items():
        line, column = image.where.line, image.where.column
        if name not in shelf.used and shelf.find(name, line, column) is not None:
            findings.warn(
                "image-unused",
                f"{name} is described, but is not used in the article",
                f"Write ![]({name}) where it belongs, or `hero: {name}`, or delete the entry.",
                line,
                column,
            )


def _place(figure: Figure | None) -> tuple[int, int]:
    return (figure.line, figure.column) if figure else (0, 0)


def _note_twice(stated: StatedImage | None, figure: Figure | None, findings: Findings) -> None:
    if stated is None or figure is None:
        return
    if stated.alt and figure.alt and stated.alt != figure.alt:
        _note("alternative text", "alt", figure, findings)
    if stated.caption and figure.caption and stated.caption.text != figure.caption.text:
        _note("caption", "caption", figure, findings)


def _note(what: str, key: str, figure: Figure, findings: Findings) -> None:
    findings.warn(
        f"image-{key}-twice",
        f"{figure.name}: its {what} here differs from the one under `images:`, which is used",
        "Keep one of the two.",
        figure.line,
        figure.column,
    )
