"""Pictures: their size, on a line of their own or in a line of text."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.formula_text import shown_text
from publish.cascade.looks import BoxLook, PageLook
from publish.cascade.values import PIXEL
from publish.errors import Problem, SourceError
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.inlines.addresses import address
from publish.formats.docx.model.inlines import Picture
from publish.formats.docx.styles.fonts import FontBook


class Pictures:
    """Works out the size of pictures."""

    def __init__(self, cascade: Cascade, book: FontBook, page: PageLook) -> None:
        self.cascade = cascade
        self.book = book
        self._depth = page.depth
        self._figures = {c: f for f in cascade.root.iter("figure") for c in f.iter("img")}
        self._links = {
            img: address(a.get("href", ""))
            for a in cascade.root.iter("a")
            for img in a.findall("img")
        }

    def on_own_line(self, element: Element, context: Context) -> tuple[Picture, Context]:
        """A picture on a line of its own, and the context that indents it there."""
        box = self.cascade.box(element)
        caption = self.caption_height(element, context.measure)
        picture = self._sized(element, context.measure, self._depth - caption)
        slack = context.measure - picture.width
        left, right = box.margin.left, box.margin.right
        offset = slack / (2 if right is None else 1) if left is None else left.of(context.measure)
        indented = replace(context, left=context.left + offset, measure=context.measure - offset)
        return picture, indented

    def inline(self, element: Element, measure: float) -> Picture:
        """A picture in a line of text."""
        return self._sized(element, measure, self._depth)

    def _sized(self, element: Element, measure: float, depth: float) -> Picture:
        picture = sized(element, self.cascade.box(element), measure, depth)
        return replace(picture, link=self._links.get(element, ""))

    def caption_height(self, picture: Element, measure: float) -> float:
        """About how high a picture's caption is, which must be on the same page."""
        figure = self._figures.get(picture)
        caption = None if figure is None else figure.find("figcaption")
        if caption is None:
            return 0.0
        box, look = self.cascade.box(caption), self.cascade.characters(caption)
        parts = list(caption) or [caption]
        widths = (self.book.width(shown_text(part), look) for part in parts)
        lines = sum(ceil(width / measure) for width in widths) + 1
        return lines * (box.line_height or look.size * 1.4) + box.padding.top.of(measure)


def sized(element: Element, box: BoxLook, measure: float, depth: float) -> Picture:
    """An ``img`` at the size that CSS gives it, at most ``measure`` by ``depth`` points.

    A picture keeps its proportions. Raises ``SourceError`` if the markup does
    not state its size.
    """
    try:
        natural = [float(element.get(side, "")) * PIXEL for side in ("width", "height")]
    except ValueError:
        natural = [0.0, 0.0]
    if min(natural) <= 0:
        name = element.get("src", "")
        fix = "Pictures need width and height in the markup, in pixels."
        raise SourceError(Problem("docx-picture-size", f"{name}: no size", fix, about=name))
    width, height = _requested(box, natural[0], natural[1], measure)
    limits = [measure / width, depth / height]
    if box.max_width:
        limits.append(box.max_width.of(measure) / width)
    if box.max_height:
        limits.append(box.max_height.of(depth) / height)
    scale = min(1.0, *(limit for limit in limits if limit > 0))
    return Picture(
        element.get("src", ""),
        width * scale,
        height * scale,
        element.get("alt", ""),
        element.get("title", ""),
    )


def _requested(box: BoxLook, width: float, height: float, measure: float) -> tuple[float, float]:
    """The size that CSS asks for; one side follows from the other."""
    ratio = height / width
    if box.width:
        given = max(1.0, box.width.of(measure))
        return given, given * ratio
    if box.height and not box.height.share:
        given = max(1.0, box.height.points)
        return given / ratio, given
    return width, height
