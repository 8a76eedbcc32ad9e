"""Pages of a PDF, painted by PDFium: the ink of some of their text, letter by letter.

Positions and colors in a file do not tell what is seen: transparency, soft masks, blend modes,
clips and whatever is painted later decide. So a page is painted twice, once without the text,
and each letter must make a difference, over nearly all of its outline.
"""

from __future__ import annotations

import ctypes
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import cache, partial
from math import hypot
from typing import Any

from PIL import Image, ImageChops

from publish.cascade.luminance import linear
from publish.proof.sight.judging import LEAST_CONTRAST
from publish.proof.sight.locating import Pieces
from publish.values import dataclass

_SCALE = 4.0
"""Pixels for a point: the stem of a letter of 5 points has more than one."""
_EDGE = 2.0
"""Points around the letters that are painted, too."""
_SLACK = 0.2
"""Of the contrast, for stems that are thinner than two pixels."""
_FAINT = 1.3
"""The contrast of a pixel that belongs to a letter's edge."""
_SHARE = 0.7
"""Of the height and width of a letter's outline that must be seen."""
_PIECE = 1.5
"""Ems of a line in which there must be some ink."""
_MOST_PIXELS = 40_000_000
_MOST_KEPT = 16 << 20
"""Bytes of a file that PDFium reads before it forgets them."""
_TEXT, _FORM = 1, 5
"""Kinds of page objects (``FPDF_PAGEOBJ_TEXT``, ``FPDF_PAGEOBJ_FORM``)."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left corner of the page."""


@dataclass(frozen=True)
class Letter:
    """A letter or a digit: what it says, its mark, the size of its type, its outline's box."""

    text: str
    mark: int
    size: float
    box: Box
    exact: bool = True
    """Whether the box is that of its outline, and not a part of a line."""


@dataclass(frozen=True)
class PageInk:
    """Letters of one page, and where the page shows them."""

    letters: Sequence[Letter]
    strong: Image.Image = field(repr=False)
    """White where the letters differ from the page by the required contrast."""
    weak: Image.Image = field(repr=False)
    """White where they make any difference."""
    origin: tuple[float, float] = (0.0, 0.0)

    def shows(self, letter: Letter) -> bool:
        """Whether a letter is seen, nearly whole."""
        left, top, right, bottom = letter.box
        x, y = self.origin
        # Half a pixel at each side is the rasterizer's.
        box = (
            int((left - x) * _SCALE),
            int((top - y) * _SCALE),
            int((right - x) * _SCALE) + 1,
            int((bottom - y) * _SCALE) + 1,
        )
        if self.strong.crop(box).getbbox() is None:
            return False
        seen = self.weak.crop(box).getbbox()
        if seen is None or not letter.exact:
            return seen is not None
        wide, high = box[2] - box[0], box[3] - box[1]
        return seen[2] - seen[0] >= _SHARE * wide - 2 and seen[3] - seen[1] >= _SHARE * high - 2


Character = tuple[str, int, int]
"""A letter or a digit, its number among the characters of its page, its object's address."""


@dataclass(frozen=True)
class _Sheet:
    """A page that is open."""

    number: int
    view: Any
    text: Any
    texts: Sequence[tuple[Any, int]]
    """Its text objects with their marks."""
    characters: Sequence[Character]


class Pages:
    """A PDF's pages; close it after use."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._raw: Any = pypdfium2.raw
        self._open = partial(pypdfium2.PdfDocument, data)
        self._document = self._open()
        self.count = len(self._document)
        self._sheet: _Sheet | None = None
        self._each = max(1, self.count * _MOST_KEPT // max(1, len(data)))
        self._seen = 0

    def close(self) -> None:
        """Let go of the document."""
        self._sheet = None
        self._document.close()

    def ink(self, page: int, marks: frozenset[int]) -> PageInk:
        """The ink of the text under some marks."""
        sheet = self._of(page)
        wanted = {_address(one) for one, mark in sheet.texts if mark in marks}
        return self._painted(sheet, wanted)

    def ink_of_text(self, page: int, text: str) -> PageInk | None:
        """The ink of a text anywhere on a page; None if it is not there."""
        sheet = self._of(page)
        runs: dict[int, list[str]] = {}
        for character, _, of in sheet.characters:
            runs.setdefault(of, []).append(character)
        order = list(runs)
        pieces = Pieces("".join(runs[of]) for of in order)
        letters = "".join(filter(str.isalnum, text))
        said = {order[n] for n in pieces.saying(letters, parts=False)}
        return self._painted(sheet, said) if said else None

    def _of(self, page: int) -> _Sheet:
        """A page; the last one is kept."""
        if self._sheet is None or self._sheet.number != page:
            self._forget()
            view = self._document[page]
            text = view.get_textpage()  # closed as soon as nobody holds it
            texts = list(self._texts(view))
            known = {_address(one) for one, _ in texts}
            found = [c for c in self._characters(text.raw) if c[2] in known]
            self._sheet = _Sheet(page, view, text, texts, found)
        return self._sheet

    def _forget(self) -> None:
        """Let go of what PDFium keeps of pages: all of their pictures, until the file is closed."""
        if self._seen == self._each:
            self.close()
            self._document = self._open()
            self._seen = 0
        self._seen += 1

    def _texts(self, view: Any) -> Iterator[tuple[Any, int]]:
        """The text objects of a page with their marks, those in forms too."""
        raw, waiting = self._raw, []
        page = view.raw
        waiting = [raw.FPDFPage_GetObject(page, n) for n in range(raw.FPDFPage_CountObjects(page))]
        while waiting:
            one = waiting.pop()
            kind = raw.FPDFPageObj_GetType(one)
            if kind == _TEXT:
                yield one, raw.FPDFPageObj_GetMarkedContentID(one)
            elif kind == _FORM:
                count = raw.FPDFFormObj_CountObjects(one)
                waiting += (raw.FPDFFormObj_GetObject(one, n) for n in range(count))

    def _characters(self, text: Any) -> Iterator[Character]:
        """The letters and digits of a page."""
        raw = self._raw
        for n in range(raw.FPDFText_CountChars(text)):
            character = chr(raw.FPDFText_GetUnicode(text, n))
            if character.isalnum() or character == "\0":
                one = raw.FPDFText_GetTextObject(text, n)
                if one:
                    yield character, n, _address(one)

    def _runs(self, sheet: _Sheet, objects: Container[int]) -> Iterable[list[Letter]]:
        """The letters of some text objects, by object."""
        raw, text = self._raw, sheet.text.raw
        edge, _, _, height = sheet.view.get_bbox()  # a sheet for print begins below zero
        marks = {_address(one): mark for one, mark in sheet.texts}
        sides = [ctypes.c_double() for _ in range(4)]
        places = [ctypes.byref(side) for side in sides]
        matrix = raw.FS_MATRIX()
        runs: dict[int, list[Letter]] = {}
        for character, n, of in sheet.characters:
            if of not in objects:
                continue
            raw.FPDFText_GetCharBox(text, n, *places)
            left, right, bottom, top = (side.value for side in sides)
            raw.FPDFText_GetMatrix(text, n, ctypes.byref(matrix))
            size = raw.FPDFText_GetFontSize(text, n) * hypot(matrix.c, matrix.d)
            box = (left - edge, height - top, right - edge, height - bottom)
            slanted = min(abs(matrix.a), abs(matrix.b)) > 0.01 * hypot(matrix.a, matrix.b)
            letter = Letter(character, marks[of], size, box, not slanted)
            runs.setdefault(of, []).append(letter)
        return runs.values()

    def _painted(self, sheet: _Sheet, objects: Container[int]) -> PageInk:
        """The part of a page with some text objects, painted with and without them."""
        letters = [letter for run in self._runs(sheet, objects) for letter in _measured(run)]
        if not letters:
            return PageInk((), Image.new("L", (1, 1)), Image.new("L", (1, 1)))
        view = sheet.view
        lefts, tops, rights, bottoms = zip(*(letter.box for letter in letters), strict=True)
        left, top = max(0.0, min(lefts) - _EDGE), max(0.0, min(tops) - _EDGE)
        right = min(view.get_width(), max(rights) + _EDGE)
        bottom = min(view.get_height(), max(bottoms) + _EDGE)
        origin, size = (left, top), (right - left, bottom - top)
        before = self._image(view, origin, size)
        theirs = [one for one, _ in sheet.texts if _address(one) in objects]
        for one in theirs:
            self._raw.FPDFPageObj_SetIsActive(one, False)
        after = self._image(view, origin, size)
        for one in theirs:
            self._raw.FPDFPageObj_SetIsActive(one, True)
        strong = _told(before, after, LEAST_CONTRAST - _SLACK)
        return PageInk(letters, strong, _told(before, after, _FAINT), origin)

    def _image(
        self, view: Any, origin: tuple[float, float], size: tuple[float, float]
    ) -> Image.Image:
        """A part of a page as the light that comes from it, 0 to 255."""
        width, height = (max(1, round(side * _SCALE)) for side in size)
        if width * height > _MOST_PIXELS:
            height = _MOST_PIXELS // width
        raw = self._raw
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, None, 0)
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        whole = (round(side * _SCALE) for side in view.get_size())
        x, y = (-round(corner * _SCALE) for corner in origin)
        raw.FPDF_RenderPageBitmap(bitmap, view.raw, x, y, *whole, 0, 0)
        data = ctypes.string_at(
            raw.FPDFBitmap_GetBuffer(bitmap), raw.FPDFBitmap_GetStride(bitmap) * height
        )
        raw.FPDFBitmap_Destroy(bitmap)
        stride = len(data) // height
        image = Image.frombuffer("RGB", (width, height), data, "raw", "BGRX", stride, 1)
        return image.point(_light() * 3).convert("L", (0.2126, 0.7152, 0.0722, 0))


def _measured(run: list[Letter]) -> Iterable[Letter]:
    """Letters whose boxes are those of their outlines.

    Where a text replaces what is painted (ActualText), PDFium spreads its letters evenly over the
    line, and their boxes say nothing. The line is then looked at piece by piece.
    """
    shapes = {(round(r - x, 1), round(y, 1), round(b, 1)) for x, y, r, b in (o.box for o in run)}
    if len(shapes) > 1:
        return run
    lefts, tops, rights, bottoms = zip(*(letter.box for letter in run), strict=True)
    first, start, end = run[0], min(lefts), max(rights)
    count = max(1, int((end - start) / (_PIECE * first.size or 1)))
    step = (end - start) / count
    text = "".join(letter.text for letter in run)
    return [
        replace(
            first,
            text=text if n == 0 else "",
            box=(start + n * step, min(tops), start + (n + 1) * step, max(bottoms)),
            exact=False,
        )
        for n in range(count)
    ]


def _told(one: Image.Image, other: Image.Image, contrast: float) -> Image.Image:
    """White where two pictures are so far apart (WCAG 2.2: both 0.05 lighter)."""
    base = 0.05 * 255 * (contrast - 1)
    table = [min(255, round(contrast * light + base)) for light in range(256)]
    # A light of 255 that would have to be exceeded is never told.
    darker = ImageChops.subtract(other, one.point(table))
    lighter = ImageChops.subtract(one, other.point(table))
    return ImageChops.lighter(darker, lighter).point([0] + [255] * 255)


@cache
def _light() -> list[int]:
    """The amounts of light of the 256 values of a channel."""
    return [round(255 * linear(value / 255)) for value in range(256)]


def _address(pointer: Any) -> int:
    return ctypes.addressof(pointer.contents)
