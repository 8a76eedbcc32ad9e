"""Pictures with what is said about them: alternative text, caption, credits.

So far the front matter and the Markdown itself speak; where both do, the front
matter is right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from publish.article import Image
from publish.reading.figures import Figure
from publish.reading.findings import Findings
from publish.reading.images import Folder
from publish.reading.schema import StatedImage, StatedText

ReadLine = Callable[[StatedText], str]
"""From a caption's Markdown to inline XHTML."""


def describe(
    image: Image,
    stated: StatedImage | None,
    figure: Figure | None,
    read_line: ReadLine,
    findings: Findings,
) -> Image:
    """The picture with its alternative text, caption and credits; None where none is stated."""
    said = stated or StatedImage(image.name, findings.where())
    alt = said.alt or (figure.alt if figure else None)
    caption = said.caption or (figure.caption if figure else None)
    if figure and said.alt and figure.alt and said.alt != figure.alt:
        _note("alternative text", "alt", figure, findings)
    if figure and said.caption and figure.caption and said.caption.text != figure.caption.text:
        _note("caption", "caption", figure, findings)
    where = said.where if stated else findings.where(*_place(figure))
    return replace(
        image,
        alt=alt,
        caption=(read_line(caption) or None) if caption else None,
        credits=said.credits,
        keep=said.keep,
        where=where,
    )


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


def _note(what: str, key: str, figure: Figure, findings: Findings) -> None:
    findings.warn(
        f"image-{key}-twice",
        f"{figure.name}: its {what} here is not that under `images:`, which was taken",
        "Keep one of the two.",
        figure.line,
        figure.column,
    )
