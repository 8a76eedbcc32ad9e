"""Content painted by a PDF's pages, sorted by the marks that tie it to the structure tree.

pdfminer interprets content streams. Marked content (ISO 32000-1 §14.6) carries an MCID that the
structure tree refers to (§14.7.4), or is an artifact (§14.8.2.2), such as headers and footers, and
not text.
"""

from __future__ import annotations

import io
from collections.abc import Container, Iterable
from dataclasses import field, replace
from functools import cached_property, partial
from itertools import groupby
from math import hypot, inf
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import MATRIX_IDENTITY, decode_text, mult_matrix

from publish.proof.readers.bidi import holds_leftward, logical, runs_left
from publish.proof.readers.pdf.fonts import Fonts
from publish.proof.readers.pdf.lines import Shown
from publish.proof.readers.pdf.objects import Objects
from publish.proof.readers.pdf.painting import Canvas, Interpreter
from publish.proof.readers.pdf.paper import Matrix, Paper
from publish.proof.readers.pdf.setting import Typeface, TypeState, measured, set_string
from publish.proof.word_diff import JOINT, SOFT_HYPHEN
from publish.values import dataclass

_HYPHENS = ("-", "\N{HYPHEN}")
_LINE = 0.8
"""The distance to another line, in sizes of the type: farther than a subscript."""
_INCH = 72
"""Points."""
_DIVIDERS = ("\n", JOINT)

Mark = tuple[int, int]
"""The number of a page's object, and an MCID on that page."""


@dataclass
class MarkedContent:
    """Painted content, by marks: glyph by glyph, with divided lines, and the image objects."""

    glyphs: dict[Mark, list[str]] = field(default_factory=dict)
    shown: dict[Mark, list[Shown]] = field(default_factory=dict)
    """Painted strings of a mark, in the order of painting."""
    places: dict[Mark, tuple[float, float]] = field(default_factory=dict)
    """The place of a mark's first glyph on its page."""
    images: dict[Mark, list[int]] = field(default_factory=dict)
    artifacts: list[int] = field(default_factory=list)
    """The image objects and drawings painted as artifacts, in the order of painting."""
    stray: list[str] = field(default_factory=list)
    """Text without a mark that is not an artifact."""
    boxes: set[str] = field(default_factory=set)
    """Characters without a glyph in any font: the reader sees boxes."""
    mute: bool = False
    """Whether there are visible glyphs without a letter."""
    sizes: dict[int, tuple[float, float]] = field(default_factory=dict)
    """The largest place where each image object is painted, in inches."""
    overruns: list[tuple[int, str]] = field(default_factory=list)
    """Text that leaves its page, by the page's number."""
    overrunning: list[tuple[int, Mark | None]] = field(default_factory=list)
    """Pictures that leave their page, by the page's number."""

    def size(self, image: int) -> tuple[float, float]:
        """The largest place where an image object is painted, in inches."""
        return self.sizes.get(image, (inf, inf))

    def leftward(self, marks: Iterable[Mark]) -> bool:
        """Whether the paragraph of these marks runs from right to left, in a text that does not."""
        return self.holds_leftward and runs_left(
            glyph for mark in marks for glyph in self.glyphs.get(mark, [])
        )

    @cached_property
    def holds_leftward(self) -> bool:
        """Whether anything at all runs from right to left."""
        return any(map(holds_leftward, self.glyphs.values()))

    def text(self, mark: Mark, *, leftward: bool = False) -> str:
        """The text of a mark in reading order, in a paragraph of the given direction.

        A hyphen at its end can belong to the layout, so it becomes a soft one.
        """
        glyphs = self.glyphs.get(mark, [])
        if not self.holds_leftward and not leftward:
            glyphs = [glyph for glyph in glyphs if glyph != JOINT]
        text = "".join(
            "".join(line if divider else logical(list(line), leftward=leftward))
            for divider, line in groupby(glyphs, _DIVIDERS.__contains__)
        )
        kept = text.rstrip()
        return kept[:-1] + SOFT_HYPHEN if kept.endswith(_HYPHENS) else text


def read_marked_content(data: bytes, only: Container[int] | None = None) -> MarkedContent:
    """Everything that the pages of a PDF paint, in the order of painting.

    ``only``: leave out all pages but those whose objects have these numbers.
    """
    manager = Fonts()
    scribe = _Scribe(manager)
    interpreter = Interpreter(manager, scribe)
    for page in PDFPage.create_pages(Objects(PDFParser(io.BytesIO(data)))):
        if only is None or page.pageid in only:
            interpreter.process_page(page)
    scribe.look_at_glyphs()
    return scribe.content


def _state_of(state: Any) -> TypeState:
    """The state of a string, of pdfminer's state."""
    scale = state.scaling * 0.01
    return TypeState(
        start=state.linematrix[0],
        size=state.fontsize * scale,
        space=state.charspace * scale,
        word_space=state.wordspace * scale,
    )


@dataclass(frozen=True)
class _Frame:
    """One marked-content sequence; inner ones inherit what they do not state."""

    mcid: int | None = None
    silent: bool = False
    """An artifact, or replaced by its ActualText."""
    artifact: bool = False
    actual: str | None = None
    """Its ActualText, until text is painted in its place."""


class _Scribe(Canvas):
    """Records text and images; measures where lines begin, and content that leaves the page."""

    def __init__(self, manager: Fonts) -> None:
        super().__init__(manager)
        self.content = MarkedContent()
        self._page: Any = 0
        self._properties: Any = {}
        self._frames: list[_Frame] = [_Frame()]
        self._faces: dict[int, Typeface] = {}
        self._at: tuple[float, float] | None = None
        self._number = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self._page = page.pageid
        self._number += 1
        self.paper = Paper(page, ctm)
        self._properties = resolve1((page.resources or {}).get("Properties")) or {}
        self._frames = [_Frame()]
        self._at = None

    def end_page(self, page: PDFPage) -> None:
        self.content.overruns += ((self._number, text) for text in self.paper.overruns)

    def begin_text(self) -> None:
        """A text object is a piece in one direction (§9.4.1)."""
        mcid = self._frames[-1].mcid
        if mcid is not None and (glyphs := self.content.glyphs.get((self._page, mcid))):
            glyphs.append(JOINT)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        outer = self._frames[-1]
        known = resolve1(self._properties.get(getattr(props, "name", None), props))
        properties = known if isinstance(known, dict) else {}
        mcid = resolve1(properties.get("MCID", outer.mcid))
        artifact = outer.artifact or tag.name == "Artifact"
        frame = _Frame(mcid, outer.silent or artifact, artifact)
        self._frames.append(frame)
        actual = resolve1(properties.get("ActualText"))
        if isinstance(actual, bytes) and not frame.silent:
            self._frames[-1] = _Frame(mcid, silent=True, actual=decode_text(actual))

    def end_tag(self) -> None:
        self._say_actual()
        if len(self._frames) > 1:
            self._frames.pop()

    def _say_actual(self) -> None:
        """Record the ActualText, with the first glyphs or without any."""
        frame = self._frames[-1]
        if frame.actual is not None:
            self._frames[-1] = replace(frame, actual=None)
            self._write([frame.actual])

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        place = mult_matrix(textstate.matrix, self.ctm or MATRIX_IDENTITY)
        face, state = self._face(textstate.font), _state_of(textstate)
        done = set_string(face, state, seq)
        textstate.linematrix = (done.end, textstate.linematrix[1])
        if done.reach is not None:
            self.paper.text(place, done.reach, textstate.fontsize, done.letters)
        frame = self._frames[-1]
        if (mcid := frame.mcid) is not None and done.letters and not frame.artifact:
            shown = self.content.shown.setdefault((self._page, mcid), [])
            again = partial(measured, face, state, seq)
            shown.append(Shown(place, textstate.fontsize, again))
        if frame.silent and frame.actual is None:
            return
        if mcid is not None:
            self.content.places.setdefault((self._page, mcid), (place[4], place[5]))
        if self._new_line(place, textstate.fontsize):
            self._write(["\n"])
        if frame.silent:
            self._say_actual()
        else:
            self._write(done.letters)

    def render_image(self, name: str, stream: Any) -> None:
        mark = self._pictured(stream)
        stream.rawdata = b""  # pdfminer keeps every object, and its pixels are not looked at here.
        a, b, c, d, *_ = self.ctm or MATRIX_IDENTITY
        across, down = self.content.sizes.get(stream.objid or 0, (0.0, 0.0))
        size = max(across, hypot(a, b) / _INCH), max(down, hypot(c, d) / _INCH)
        self.content.sizes[stream.objid or 0] = size
        if not self.paper.shows(self.ctm or MATRIX_IDENTITY):
            self.content.overrunning.append((self._number, mark))

    def render_drawing(self, form: Any) -> None:
        self._pictured(form)

    def _pictured(self, stream: Any) -> Mark | None:
        """Record a picture; return the mark under which it is painted."""
        frame = self._frames[-1]
        mark = None if frame.mcid is None else (self._page, frame.mcid)
        if mark is not None:
            self.content.images.setdefault(mark, []).append(stream.objid or 0)
        elif frame.artifact:
            self.content.artifacts.append(stream.objid or 0)
        return mark

    def _face(self, font: Any) -> Typeface:
        """The typeface of a font."""
        return self._faces.setdefault(id(font), Typeface(font))

    def look_at_glyphs(self) -> None:
        """Record glyphs without a letter, and letters without a glyph."""
        for glyph in (glyph for face in self._faces.values() for glyph in face.glyphs.values()):
            self.content.mute |= not glyph.text
            if glyph.box:
                self.content.boxes.add(glyph.text)

    def _new_line(self, place: Matrix, fontsize: float) -> bool:
        """Whether text begins another line; words further along a line do not."""
        _, b, _, d, x, y = place
        size = abs(fontsize * d) or abs(fontsize * b)
        before, self._at = self._at, (x, y)
        if before is None or before == self._at:
            return False
        return x <= before[0] or abs(y - before[1]) > _LINE * size

    def _write(self, glyphs: list[str]) -> None:
        mcid = self._frames[-1].mcid
        if mcid is not None:
            self.content.glyphs.setdefault((self._page, mcid), []).extend(glyphs)
        elif text := "".join(glyphs).strip():
            self.content.stray.append(text)
