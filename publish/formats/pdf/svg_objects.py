"""Drawings become objects of their own, on which their credit can hang.

WeasyPrint draws an SVG right into the page, where nothing could say whose it is.
Drawn into a form (ISO 32000-1 §8.10), it has a dictionary, and that a ``/Metadata``
(§14.3.2), as a picture made of pixels has. What is to be seen stays the same.
"""

from __future__ import annotations

from typing import Any

import pikepdf
import pydyf
from pikepdf import Dictionary, Stream
from weasyprint.images import SVGImage

from publish.cascade.fetching import BASE

NAME = "/PublishPicture"
"""The key by which a form says which picture it shows, until its credit is on it."""

_draw = SVGImage.draw


def _drawn_apart(self: Any, stream: Any, width: float, height: float, style: Any) -> None:
    form = stream.add_group(0, 0, width, height)
    # A form without a group of its own is composed as if it stood in the page.
    del form.extra["Group"]
    form.extra[NAME.removeprefix("/")] = pydyf.String(self._base_url.removeprefix(BASE))
    _draw(self, form, width, height, style)
    stream.draw_x_object(form.id)


def install() -> None:
    """Let WeasyPrint draw every SVG into a form; harmless when done twice."""
    SVGImage.draw = _drawn_apart


def steady(form: pikepdf.Object) -> None:
    """Keep the gradients of a drawing from vanishing.

    WeasyPrint makes each a pattern whose one tile just covers the shape; by a rounding
    error some viewers see the shape between two tiles, and show nothing. With twice
    the step there is no other tile near.
    """
    for pattern in _values(form.get("/Resources", Dictionary()), "/Pattern"):
        if isinstance(pattern, Stream) and _is_gradient(pattern):
            box = [float(number) for number in pattern.BBox]
            pattern.XStep, pattern.YStep = 2 * (box[2] - box[0]), 2 * (box[3] - box[1])


def _is_gradient(pattern: pikepdf.Object) -> bool:
    inside = list(_values(pattern.get("/Resources", Dictionary()), "/XObject"))
    return bool(inside) and all(x.read_bytes().endswith(b" sh") for x in inside)


def _values(resources: Any, kind: str) -> list[Any]:
    found = resources.get(kind, Dictionary())
    return [found[key] for key in found.keys()]  # noqa: SIM118  # no mapping of Python's
