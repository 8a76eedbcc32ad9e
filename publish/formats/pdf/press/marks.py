"""Crop marks, registration marks, color bars and the slug line, all beyond the bleed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from publish.formats.pdf.press.geometry import MILLIMETRE, Box
from publish.formats.pdf.press.lettering import Lettering
from publish.formats.pdf.press.resources import spot_key
from publish.formats.pdf.press.sheets import grown, trimmed
from publish.model.press import Ink, Press
from publish.page import Page

_PLATES = ("Cyan", "Magenta", "Yellow", "Black")
_LINE = 0.25
"""Points: the width of marks."""
_GAP, _LONG, _PATCH, _SIZE = 1.0, 6.0, 4.0, 6.0
"""Millimeters between bleed and marks, of a mark, of a patch; points of the slug line."""
_BARS = (
    *("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", ".5 0 0 0", "0 .5 0 0", "0 0 .5 0", "0 0 0 .5"),
    *("1 1 0 0", "0 1 1 0", "1 0 1 0", ".4 .3 .3 0"),
)
"""Solids, half tones, two inks on each other, and the gray of three inks."""
_ARC = 0.5523
"""The control points of a quarter of a circle."""


def draw(pdf: pikepdf.Pdf, page: Page, press: Press, spots: Sequence[Ink]) -> None:
    """Draw what is around every page. It is an artifact, and in no tag."""
    lettering = Lettering(page)
    day = page.metadata.modified.isoformat()[:10]
    total = len(pdf.pages)
    for number, sheet in enumerate(pdf.pages, 1):
        trim = trimmed(sheet)
        bleed = grown(trim, press.bleed)
        words = f"{page.slug}-{page.edition.name}.pdf   {day}   {number} / {total}"
        parts = [
            b"/Artifact BMC q",
            f"/PressAll CS 1 SCN /PressAll cs 1 scn {_LINE} w".encode(),
            *(part.encode() for part in _crops(trim, bleed)),
            *(part.encode() for part in _crosses(bleed)),
            *(part.encode() for part in _bars(bleed, spots)),
            *_slug(lettering, words, bleed, spots),
            b"Q EMC",
        ]
        _add(pdf, sheet, b"\n".join(parts), spots)


def _add(pdf: pikepdf.Pdf, sheet: pikepdf.Page, content: bytes, spots: Sequence[Ink]) -> None:
    before, after = pdf.make_stream(b"q\n"), pdf.make_stream(b"\nQ\n" + content)
    sheet.obj.Contents = Array([before, sheet.obj.Contents, after])
    own = sheet.obj.Resources
    spaces = own.get("/ColorSpace", Dictionary())
    spaces["/PressAll"] = _space("All", (1, 1, 1, 1))
    for ink in spots:
        spaces[spot_key(ink.spot)] = _space(ink.spot, tuple(part / 100 for part in ink.cmyk))
    own.ColorSpace = spaces


def _space(name: str, inks: Sequence[float]) -> Array:
    tint = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0, 0, 0, 0]), C1=Array(list(inks))
    )
    return Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, tint])


def _crops(trim: Box, bleed: Box) -> Iterator[str]:
    """Two lines at each corner of the trimmed page."""
    gap, long = _GAP * MILLIMETRE, _LONG * MILLIMETRE
    for x, from_, step in ((trim[0], bleed[0], -1), (trim[2], bleed[2], 1)):
        for y, low, way in ((trim[1], bleed[1], -1), (trim[3], bleed[3], 1)):
            yield _stroke(from_ + step * gap, y, from_ + step * (gap + long), y)
            yield _stroke(x, low + way * gap, x, low + way * (gap + long))


def _stroke(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"


def _crosses(bleed: Box) -> Iterator[str]:
    """A circle with a cross in the middle of each side."""
    away = (_GAP + _LONG / 2) * MILLIMETRE
    middle, center = (bleed[0] + bleed[2]) / 2, (bleed[1] + bleed[3]) / 2
    for x, y in (
        (middle, bleed[1] - away),
        (middle, bleed[3] + away),
        (bleed[0] - away, center),
        (bleed[2] + away, center),
    ):
        arm, r = 2.6 * MILLIMETRE, 1.5 * MILLIMETRE
        yield _stroke(x - arm, y, x + arm, y)
        yield _stroke(x, y - arm, x, y + arm)
        k = r * _ARC
        yield (
            f"{x + r:.3f} {y:.3f} m "
            f"{x + r:.3f} {y + k:.3f} {x + k:.3f} {y + r:.3f} {x:.3f} {y + r:.3f} c "
            f"{x - k:.3f} {y + r:.3f} {x - r:.3f} {y + k:.3f} {x - r:.3f} {y:.3f} c "
            f"{x - r:.3f} {y - k:.3f} {x - k:.3f} {y - r:.3f} {x:.3f} {y - r:.3f} c "
            f"{x + k:.3f} {y - r:.3f} {x + r:.3f} {y - k:.3f} {x + r:.3f} {y:.3f} c S"
        )


def _bars(bleed: Box, spots: Sequence[Ink]) -> Iterator[str]:
    """Patches of color above the page, as many as its left half holds."""
    side, y = _PATCH * MILLIMETRE, bleed[3] + 2 * _GAP * MILLIMETRE
    x, end = bleed[0] + 12 * MILLIMETRE, (bleed[0] + bleed[2]) / 2 - 5 * MILLIMETRE
    colors = [*(f"{inks} k" for inks in _BARS)]
    colors[4:4] = [f"{spot_key(ink.spot)} cs 1 scn" for ink in spots]
    for color in colors:
        if x + side > end:
            return
        yield f"{color} {x:.3f} {y:.3f} {side:.3f} {side:.3f} re f"
        x += side


def _slug(lettering: Lettering, words: str, bleed: Box, spots: Sequence[Ink]) -> Iterator[bytes]:
    """Name, day and page below the page, and each plate's name on that plate."""
    x, y = bleed[0] + 12 * MILLIMETRE, bleed[1] - (2 * _GAP + 2) * MILLIMETRE
    yield b"/PressAll cs 1 scn"
    drawn, width = lettering.line(words, x, y, _SIZE)
    yield drawn
    x = max(x + width + 14, (bleed[0] + bleed[2]) / 2 + 5 * MILLIMETRE)
    plates = [
        *(
            (name, " ".join("1" if at == n else "0" for n in range(4)) + " k")
            for at, name in enumerate(_PLATES)
        ),
        *((ink.spot, f"{spot_key(ink.spot)} cs 1 scn") for ink in spots),
    ]
    for name, color in plates:
        drawn, width = lettering.line(name, x, y, _SIZE)
        yield color.encode() + b"\n" + drawn
        x += width + 8
