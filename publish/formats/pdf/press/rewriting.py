"""A file whose colors become inks: every page, and all that they draw, each once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from publish.formats.pdf.press import resources
from publish.formats.pdf.press.colors import Colors
from publish.formats.pdf.press.contents import ContentStream, matrix_of
from publish.formats.pdf.press.drawing import Found, State
from publish.formats.pdf.press.geometry import product


class Rewriting:
    """The rewriting of a file: its content streams, each once, and all that they use."""

    def __init__(self, pdf: pikepdf.Pdf, colors: Colors, *, flat: bool) -> None:
        self.pdf, self.colors, self.flat = pdf, colors, flat
        self.found = Found()
        self.spaces: dict[str, str] = {}
        """Kinds of the color spaces that are removed, by name."""
        self._done: set[tuple[int, int]] = set()
        self._page = 0

    def all(self) -> Found:
        """Rewrite every page, and whatever no page draws."""
        for number, page in enumerate(self.pdf.pages, 1):
            self._page, self.found.painted = number, []
            own = page.obj.get("/Resources", Dictionary())
            page.obj.Resources = own
            written = self._stream(page, own, State(), start=True)
            page.obj.Contents = self.pdf.make_stream(written)
        self._page = 0
        for item in list(self.pdf.objects):
            if isinstance(item, Stream):
                if item.get("/Subtype") == Name.Form or item.get("/PatternType") == 1:
                    self.form(item, State())
            elif isinstance(item, Dictionary) and item.get("/Subtype") == Name.Type3:
                for glyph in _values(item.get("/CharProcs")):
                    self._glyph(glyph, item)
        return self.found

    def form(self, form: Any, state: State, *, mask: bool = False) -> None:
        """Rewrite a form or a tile, unless it is done."""
        if form.objgen in self._done:
            return
        self._done.add(form.objgen)
        own = form.get("/Resources", Dictionary())
        form.Resources = own
        resources.set_group(form, flat=self.flat, mask=mask)
        matrix = matrix_of(form.get("/Matrix"))
        inner = State(matrix=product(matrix, state.matrix), clip=state.clip)
        form.write(self._stream(form, own, inner, mask=mask))

    def _glyph(self, glyph: Any, font: Any) -> None:
        if glyph.objgen not in self._done:
            self._done.add(glyph.objgen)
            own = font.get("/Resources", Dictionary())
            font.Resources = own
            glyph.write(self._stream(glyph, own, State()))

    def _stream(
        self, source: Any, own: Any, state: State, *, start: bool = False, mask: bool = False
    ) -> bytes:
        return ContentStream(self, own, self._page, state, mask).rewritten(source, start=start)


def _values(thing: Any) -> Iterator[Any]:
    for key in thing.keys() if isinstance(thing, Dictionary) else ():
        yield thing[key]
