"""The walk over all that a PDF paints, page by page, with the state in which it is painted.

A form is read again where its size or the color that it inherits is another; a budget of operators
ends what would take for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

import pikepdf
from pikepdf import Dictionary, Stream

from publish.inspecting.findings import Findings
from publish.inspecting.pdf.limits import Allowance
from publish.inspecting.pdf.press.matrices import IDENTITY, lengths, matrix_of, numbers, product
from publish.inspecting.pdf.press.state import State, with_color, with_external
from publish.values import dataclass

MOST_OPERATORS = 1_000_000
MOST_CONTENT = 64 << 20
MOST_PAGES = 20_000
_DEEPEST = 20
_OPERATORS = (
    "q Q cm w gs g G rg RG k K cs CS sc SC scn SCN Tf Tm TD Td Tr BT Tj TJ ' \" "
    "m l c v y h re S s f F f* B B* b b* n sh Do PS BI ID EI"
)
_FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_STROKES = frozenset({"S", "s", "B", "B*", "b", "b*"})
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})


class Painted(Protocol):
    """A receiver of all that is painted."""

    def filled(self, page: int, state: State, size: tuple[float, float]) -> None:
        """An area, with its width and height in points."""

    def stroked(self, page: int, state: State) -> None:
        """A line."""

    def written(self, page: int, state: State, size: float) -> None:
        """Text, with its size in points."""

    def placed(
        self, page: int, state: State, picture: Any, resources: Any, *, inline: bool
    ) -> None:
        """A picture in the unit square of the state's matrix."""

    def shaded(self, page: int, shading: Any, resources: Any) -> None:
        """A shading, by itself or as a pattern."""

    def grouped(self, page: int, form: Any, resources: Any) -> None:
        """A form that is drawn; the page itself is one, too."""

    def switched(self, page: int, external: Any) -> None:
        """A dictionary of the graphics state that is used."""

    def broken(self, page: int, what: str) -> None:
        """A construct that no PDF/X allows."""


@dataclass
class _Path:
    """The extent of the path that is being made."""

    points: list[tuple[float, float]]

    def size(self) -> tuple[float, float]:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return (max(xs) - min(xs), max(ys) - min(ys)) if xs else (0.0, 0.0)


class Walk:
    """The pages of ``pdf``, told to ``painted``."""

    def __init__(self, pdf: pikepdf.Pdf, painted: Painted, findings: Findings) -> None:
        self._pdf, self._painted, self._findings = pdf, painted, findings
        self._allowance = Allowance(4 * MOST_CONTENT, MOST_CONTENT)
        self._left = MOST_OPERATORS
        self._page = 0
        self._forms: set[tuple[tuple[int, int], State]] = set()
        self._parsed: dict[tuple[int, int], list[Any]] = {}

    def go(self) -> None:
        """Walk over all pages, as far as the budget reaches."""
        for number, page in enumerate(self._pdf.pages, 1):
            if number > MOST_PAGES or self._left <= 0:
                message = f"what pages from page {number} on paint was not looked at"
                self._findings.warn("inspect-too-large", message)
                return
            self._page = number
            resources = page.obj.get("/Resources")
            self._painted.grouped(number, page.obj, resources)
            self._content(page.obj, page, resources, State(), 0)
            for note in _items(page.obj.get("/Annots")):
                for stream in _appearances(note):
                    self._form(stream, State(), resources, 1)

    def _content(self, key: Any, source: Any, resources: Any, state: State, depth: int) -> None:
        stack: list[State] = []
        path = _Path([])
        line = IDENTITY
        for instruction in self._instructions(key, source):
            self._left -= 1
            if self._left <= 0:
                return
            operator, operands = str(instruction.operator), instruction.operands
            if operator == "q":
                stack.append(state)
            elif operator == "Q":
                state = stack.pop() if stack else state
            elif operator in _PATH:
                path.points += _points(operator, operands, state)
            elif operator in ("BT", "Tm", "TD", "Td"):
                line = matrix_of(list(operands)) if operator == "Tm" else line
                line = IDENTITY if operator == "BT" else line
            elif operator in _ENDS:
                self._paint(operator, state, path)
                path = _Path([])
            elif operator in _SHOWS:
                height = lengths(product(line, state.matrix))[1] * abs(state.size)
                self._painted.written(self._page, state, height)
            elif operator in ("Do", "INLINE IMAGE", "sh", "PS"):
                self._place(operator, instruction, state, resources, depth)
            else:
                state = self._changed(state, operator, operands, resources, depth)

    def _changed(
        self, state: State, operator: str, operands: Any, resources: Any, depth: int
    ) -> State:
        if operator == "cm":
            return replace(state, matrix=product(matrix_of(list(operands)), state.matrix))
        if operator == "w" and operands:
            return replace(state, width=numbers(operands)[0])
        if operator == "Tf" and len(operands) == 2:
            return replace(state, font=str(operands[0]), size=numbers(operands[1:])[0])
        if operator == "Tr" and operands:
            return replace(state, mode=int(numbers(operands)[0]))
        if operator == "gs" and operands:
            external = _named(resources, "/ExtGState", operands[0])
            if isinstance(external, Dictionary):
                self._painted.switched(self._page, external)
                self._mask(external, state, resources, depth)
            return with_external(state, external)
        colored = with_color(state, operator, operands, resources)
        if colored is not None and colored.pattern:
            self._pattern(_named(resources, "/Pattern", colored.pattern), state, resources, depth)
        return colored or state

    def _mask(self, external: Any, state: State, resources: Any, depth: int) -> None:
        mask = external.get("/SMask")
        group = mask.get("/G") if isinstance(mask, Dictionary) else None
        if isinstance(group, Stream) and depth < _DEEPEST:
            # The mask's own colors are not printed; pictures in it are not looked at either.
            self._painted.grouped(self._page, Dictionary(), resources)

    def _pattern(self, pattern: Any, state: State, resources: Any, depth: int) -> None:
        if isinstance(pattern, Stream):
            self._form(pattern, replace(state, matrix=IDENTITY), resources, depth + 1)
        elif isinstance(pattern, Dictionary) and "/Shading" in pattern:
            self._painted.shaded(self._page, pattern.Shading, resources)

    def _place(
        self, operator: str, instruction: Any, state: State, resources: Any, depth: int
    ) -> None:
        if operator == "PS":
            self._painted.broken(self._page, "PostScript")
        elif operator == "INLINE IMAGE":
            image = instruction.iimage
            self._painted.placed(self._page, state, image, resources, inline=True)
        elif operator == "sh" and instruction.operands:
            shading = _named(resources, "/Shading", instruction.operands[0])
            self._painted.shaded(self._page, shading, resources)
        elif instruction.operands:
            target = _named(resources, "/XObject", instruction.operands[0])
            kind = str(target.get("/Subtype")) if isinstance(target, Stream) else ""
            if kind == "/Image":
                self._painted.placed(self._page, state, target, resources, inline=False)
            elif kind == "/Form":
                self._form(target, state, resources, depth + 1)
            elif kind:
                self._painted.broken(self._page, f"an XObject of type {kind[1:]}")

    def _form(self, form: Any, state: State, outer: Any, depth: int) -> None:
        if depth > _DEEPEST:
            return
        resources = form.get("/Resources", outer)
        self._painted.grouped(self._page, form, resources)
        inner = replace(state, matrix=product(matrix_of(form.get("/Matrix")), state.matrix))
        known = (form.objgen, replace(inner, matrix=(*inner.matrix[:4], 0, 0)))
        if form.objgen != (0, 0) and known in self._forms:
            return
        self._forms.add(known)
        self._content(form, form, resources, inner, depth)

    def _paint(self, operator: str, state: State, path: _Path) -> None:
        if operator in _FILLS:
            self._painted.filled(self._page, state, path.size())
        if operator in _STROKES:
            self._painted.stroked(self._page, state)

    def _instructions(self, key: Any, source: Any) -> list[Any]:
        number = key.objgen
        if number not in self._parsed or number == (0, 0):
            self._parsed[number] = self._parse(key, source)
        return self._parsed[number]

    def _parse(self, key: Any, source: Any) -> list[Any]:
        page = isinstance(source, pikepdf.Page)
        for stream in _items(key.get("/Contents")) if page else [key]:
            if isinstance(stream, Stream) and not self._allowance.allows(stream):
                message = f"the content of page {self._page} is too large"
                self._findings.warn("inspect-too-large", message)
                return []
        try:
            return list(pikepdf.parse_content_stream(source, _OPERATORS))
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
            message = f"the content of page {self._page} cannot be read: {error}"
            self._findings.warn("inspect-part-broken", message)
            return []


_PATH = frozenset(["m", "l", "c", "v", "y", "h", "re"])
_ENDS = _FILLS | _STROKES | {"n"}


def _points(operator: str, operands: Any, state: State) -> Iterator[tuple[float, float]]:
    """The points of a path's piece, on the page."""
    values = numbers(operands)
    if operator == "re" and len(values) == 4:
        x, y, wide, high = values
        values = [x, y, x + wide, y, x, y + high, x + wide, y + high]
    a, b, c, d, e, f = state.matrix
    for x, y in zip(values[::2], values[1::2], strict=False):
        yield a * x + c * y + e, b * x + d * y + f


def _named(resources: Any, kind: str, name: Any) -> Any:
    listed = resources.get(kind) if isinstance(resources, Dictionary) else None
    return listed.get(str(name)) if isinstance(listed, Dictionary) else None


def _items(value: Any) -> list[Any]:
    if isinstance(value, pikepdf.Array):
        return list(value)
    return [] if value is None else [value]


def _appearances(note: Any) -> Iterator[Any]:
    appearance = note.get("/AP") if isinstance(note, Dictionary) else None
    for state in _values(appearance):
        if isinstance(state, Stream):
            yield state
        else:
            yield from (each for each in _values(state) if isinstance(each, Stream))


def _values(thing: Any) -> list[Any]:
    return [thing[key] for key in thing.keys()] if isinstance(thing, Dictionary) else []  # noqa: SIM118
