"""Pictures with what is said about them: alternative text, caption, credits.

It is looked for in the front matter (and, for text and caption, in the Markdown),
then in a sidecar beside the picture, then in the picture itself. A caption is
never taken from the picture: what is in its description is an agency's text or
a camera's, with date line and credit, and not what the article wants to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from publish.errors import Severity, Where
from publish.model.article import Image
from publish.model.credit import Credit
from publish.pictures.metadata_reading import Embedded
from publish.reading.figures.blocks import Figure
from publish.reading.figures.folder_pictures import Folder
from publish.reading.figures.from_embedded import voice_of_picture
from publish.reading.figures.merging import join
from publish.reading.figures.sidecars import SOURCE, Sidecar
from publish.reading.figures.sources import voice_of_file
from publish.reading.findings import Findings
from publish.reading.front_matter.image import StatedImage
from publish.reading.front_matter.texts import StatedText

ReadLine = Callable[[StatedText, Findings], str]
"""From a caption's Markdown to inline XHTML; what is wrong with it goes to the Findings."""


@dataclass(frozen=True)
class Sources:
    """All places where something is said about one picture."""

    stated: StatedImage | None = None
    figure: Figure | None = None
    sidecar: Sidecar | None = None
    embedded: Embedded = field(default_factory=Embedded)


def describe(image: Image, sources: Sources, read_line: ReadLine, findings: Findings) -> Image:
    """The picture with its alternative text, caption and credits; None where none is stated."""
    said, figure = sources.stated, sources.figure
    where = said.where if said else findings.where(*_place(figure))
    _note_twice(said, figure, findings)
    beside = sources.sidecar.stated if sources.sidecar else None
    alts = (holder.alt for holder in (said, figure, beside) if holder)
    alt = next(filter(None, alts), None)
    keep = (*(said.keep if said else ()), *(beside.keep if beside else ()))
    image = replace(image, keep=tuple(dict.fromkeys(keep)), where=where)
    image = set_where_said(image, said, figure, beside, findings)
    if image.decorative:
        _refuse_alt(image, alt, findings)
    else:
        image = replace(image, alt=alt or sources.embedded.fields().get("alt"))
    credits = _credits(image, sources, where, findings)
    image = replace(image, credits=credits, caption=_caption(sources, read_line, findings))
    if sources.sidecar:
        findings.problems += sources.sidecar.findings.problems
    return image


def set_where_said(
    image: Image,
    said: StatedImage | None,
    figure: Figure | None,
    beside: StatedImage | None,
    findings: Findings,
) -> Image:
    """The picture with its width, side and link, as the first that speaks of each has it."""
    voices = [voice.placed for voice in (said, figure, beside) if voice]
    share, place, id, decorative = (
        next((v for voice in voices if (v := getattr(voice, key)) is not None), None)
        for key in ("width", "place", "id", "decorative")
    )
    if said and figure:
        _note_placed_twice(said, figure, findings)
    if figure and figure.grouped and (share or place):
        findings.error(
            "figures-width",
            f"{image.name} stands in a group, whose columns say how wide it is and where",
            "Take its width and its place away; the group may have a width.",
            figure.line,
            figure.column,
        )
    link = figure.link if figure else None
    decorates = bool(decorative)
    return replace(image, share=share, place=place, id=id, decorative=decorates, link=link)


def _note_placed_twice(said: StatedImage, figure: Figure, findings: Findings) -> None:
    for key in ("width", "place", "id"):
        one, other = getattr(said.placed, key), getattr(figure.placed, key)
        if one and other and one != other:
            _note(key, key, figure, findings)


def _refuse_alt(image: Image, alt: str | None, findings: Findings) -> None:
    """Whoever hears of a decoration does not know what to think of it."""
    what = (
        "has an alternative text" if alt else "is a link, which needs a text" if image.link else ""
    )
    if not what or image.where is None:
        return
    findings.error(
        "image-decorative",
        f"{image.name} is said to be decorative, and {what}",
        "Delete `decorative:` if it tells the reader anything, and write `alt:`; else delete "
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
    pictured, doubts = voice_of_picture(sources.embedded, image.name)
    front = sources.stated.credits if sources.stated else ()
    voices = (voice_of_file("front matter", front), voice_of_file(SOURCE, beside), pictured)
    credits, conflicts = join(image.name, voices)
    if front or beside:  # then a page that may be about anything is no doubt
        doubts = tuple(doubt for doubt in doubts if doubt.severity is not Severity.HINT)
    broken = (
        replace(p, message=f"{image.name}: {p.message}", fix=p.fix.replace("FILE", image.name))
        for p in sources.embedded.problems
    )
    for problem in (*doubts, *conflicts, *broken):
        findings.note(replace(problem, where=problem.where or where))
    if instructions := sources.embedded.leading().get("instructions"):
        findings.hint(
            "image-instructions",
            f"{image.name} came with instructions: “{instructions.value}” ({instructions.place})",
            "See that they are kept.",
            where.line,
            where.column,
        )
    return credits


def note_unused(stated: Mapping[str, StatedImage], shelf: Folder, findings: Findings) -> None:
    """Note pictures that are described, but stand nowhere, or are not there at all."""
    for name, image in stated.items():
        line, column = image.where.line, image.where.column
        if name not in shelf.used and shelf.find(name, line, column) is not None:
            findings.warn(
                "image-unused",
                f"{name} is described, but stands nowhere in the article",
                f"Write ![]({name}) where it belongs, or `hero: {name}`, or delete the entry.",
                line,
                column,
            )


def _place(figure: Figure | None) -> tuple[int, int]:
    return (figure.line, figure.column) if figure else (0, 0)


def _note_twice(said: StatedImage | None, figure: Figure | None, findings: Findings) -> None:
    if said is None or figure is None:
        return
    if said.alt and figure.alt and said.alt != figure.alt:
        _note("alternative text", "alt", figure, findings)
    if said.caption and figure.caption and said.caption.text != figure.caption.text:
        _note("caption", "caption", figure, findings)


def _note(what: str, key: str, figure: Figure, findings: Findings) -> None:
    findings.warn(
        f"image-{key}-twice",
        f"{figure.name}: its {what} here is not that under `images:`, which was taken",
        "Keep one of the two.",
        figure.line,
        figure.column,
    )
