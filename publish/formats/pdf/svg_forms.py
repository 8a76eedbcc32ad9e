"""Draws SVG pictures as Form XObjects, which can carry a credit.

WeasyPrint draws an SVG directly into the page, where it can have no metadata. A form
(ISO 32000-1 §8.10) has a dictionary with ``/Metadata`` (§14.3.2), like an image. The
page looks the same.
"""

from __future__ import annotations

from typing import Any

import pikepdf
import pydyf
from pikepdf import Dictionary, Stream
from weasyprint.images import SVGImage

from publish.cascade.fetching import BASE

NAME = "/PublishPicture"
"""Key with a form's picture name, until its credit is attached."""

_draw = SVGImage.draw


def _draw_as_form(self: Any, stream: Any, width: float, height: float, style: Any) -> None:
    form = stream.add_group(0, 0, width, height)
    # Without a transparency group, the form is painted like page content.
    del form.extra["Group"]
    form.extra[NAME.removeprefix("/")] = pydyf.String(self._base_url.removeprefix(BASE))
    _draw(self, form, width, height, style)
    stream.draw_x_object(form.id)


def install() -> None:
    """Make WeasyPrint draw every SVG as a form; may be called again."""
    SVGImage.draw = _draw_as_form


def fix_gradients(form: pikepdf.Object) -> None:
    """Keep an SVG's gradients from vanishing.

    WeasyPrint writes a pattern whose single tile just covers the shape; by a rounding
    error some viewers place the shape between two tiles and show nothing. Twice the
    step keeps the next tile away.
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
    return [found[key] for key in found.keys()]  # noqa: SIM118  # not a Python mapping
