"""Pictures: how large they are set, and how they stand in a line of Word's."""

from __future__ import annotations

from xml.etree.ElementTree import Element as Node

from publish.cascade.looks import BoxLook
from publish.cascade.values import PIXEL
from publish.errors import Problem, SourceError
from publish.formats.docx.model.blocks import Picture


def sized(element: Node, box: BoxLook, measure: float, depth: float) -> Picture:
    """An ``img`` at the size that CSS gives it, never larger than ``measure`` by ``depth``.

    A picture keeps its proportions. Raises ``SourceError`` if the markup does
    not say how large it is.
    """
    try:
        natural = [float(element.get(side, "")) * PIXEL for side in ("width", "height")]
    except ValueError:
        natural = [0.0, 0.0]
    if min(natural) <= 0:
        name = element.get("src", "")
        fix = "Pictures need width and height in the markup, in pixels."
        raise SourceError(Problem("docx-picture-size", f"{name}: no size", fix))
    width, height = _wanted(box, natural[0], natural[1], measure)
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


def _wanted(box: BoxLook, width: float, height: float, measure: float) -> tuple[float, float]:
    ratio = height / width
    if box.width:
        given = max(1.0, box.width.of(measure))
        return given, given * ratio
    if box.height and not box.height.share:
        given = max(1.0, box.height.points)
        return given / ratio, given
    return width, height
