"""Content streams with inks in place of colors, and with overprint where it is safe.

Black type and thin black lines overprint what is beneath them, so that no white edge shows where
plates do not register (ISO 32000-1 §8.6.7, OPM 1). All else knocks out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, Stream

from publish.formats.pdf.press import opaque, resources
from publish.formats.pdf.press.colors import Colors, Device
from publish.formats.pdf.press.drawing import Found, Mark, State
from publish.formats.pdf.press.geometry import (
    IDENTITY,
    NOWHERE,
    Box,
    Matrix,
    around,
    common,
    corners,
    lengths,
    product,
    thickness,
)

HAIRLINE = 0.25
"""Points; a thinner line can vanish on a plate."""
SMALL_TYPE = 7.0
"""Points; smaller white type fills in where plates do not register."""
_THIN = 3.0
"""Points; a black area that is thinner is a rule, and overprints."""
_OVER, _OUT = "/PressOver", "/PressOut"
_FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_STROKES = frozenset({"S", "s", "B", "B*", "b", "b*"})
_PATH = frozenset(["m", "l", "c", "v", "y", "h", "re"])
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_COLORS = {"rg": 3, "RG": 3, "g": 1, "G": 1, "k": 4, "K": 4}
_UNIT = corners(0, 0, 1, 1)


class File(Protocol):
    """The file that a stream is in, as far as a stream knows it."""

    pdf: pikepdf.Pdf
    colors: Colors
    flat: bool
    found: Found
    spaces: dict[str, str]

    def form(self, form: Any, state: State, *, mask: bool = False) -> None:
        """Rewrite a form or a tile, unless it is done."""


class ContentStream:
    """A content stream, rewritten instruction by instruction."""

    def __init__(self, file: File, own: Any, page: int, state: State, mask: bool) -> None:
        self._file, self._own, self._page, self._mask = file, own, page, mask
        self._state = state
        self._stack: list[State] = []
        self._out: list[Any] = []
        self._begun: int | None = None
        self._path: Box = NOWHERE
        self._clips = False
        self._line: Matrix = IDENTITY

    def rewritten(self, source: Any, *, start: bool) -> bytes:
        """The stream's new content."""
        if start:  # a page begins with black; only in CMYK does that overprint
            self._out += [_made([0, 0, 0, 1], "k"), _made([0, 0, 0, 1], "K")]
        for instruction in pikepdf.parse_content_stream(source):
            operator = str(instruction.operator)
            handle = _HANDLERS.get(operator)
            if handle is None:
                self._out.append(instruction)
            else:
                handle(self, operator, instruction)
        resources.complete(self._file, self._own, _OVER, _OUT)
        return bytes(pikepdf.unparse_content_stream(self._out))

    def _set(self, **changes: Any) -> None:
        self._state = replace(self._state, **changes)

    def _save(self, _: str, instruction: Any) -> None:
        self._stack.append(self._state)
        self._out.append(instruction)

    def _restore(self, _: str, instruction: Any) -> None:
        self._state = self._stack.pop() if self._stack else self._state
        self._out.append(instruction)

    def _transform(self, _: str, instruction: Any) -> None:
        self._set(matrix=product(matrix_of(instruction.operands), self._state.matrix))
        self._out.append(instruction)

    def _number(self, operator: str, instruction: Any) -> None:
        values = instruction.operands
        self._set(**{"width": float(values[0])} if operator == "w" else {"size": float(values[1])})
        self._out.append(instruction)

    def _place(self, operator: str, instruction: Any) -> None:
        self._line = matrix_of(instruction.operands) if operator == "Tm" else IDENTITY
        self._out.append(instruction)

    def _color(self, operator: str, instruction: Any) -> None:
        stroke = operator.isupper()
        values = [float(part) for part in instruction.operands]
        self._use(self._device(_COLORS[operator], values), stroke=stroke)

    def _device(self, count: int, values: list[float]) -> Device:
        if count == 3:
            return self._file.colors.of(values)
        if count == 1:
            return self._file.colors.gray(values[0])
        return Device((values[0], values[1], values[2], values[3]))

    def _use(self, device: Device, *, stroke: bool) -> None:
        self._set(**{"stroke" if stroke else "fill": device})
        self._out += self._inked(device, stroke=stroke)

    def _inked(self, device: Device, *, stroke: bool, tint: float = 1) -> list[Any]:
        if self._mask:
            return [_made([round(opaque.light(device), 4)], "G" if stroke else "g")]
        if device.spot:
            name = Name(resources.spot_key(device.spot))
            value = round(tint, 4)
            return [
                _made([name], "CS" if stroke else "cs"),
                _made([value], "SCN" if stroke else "scn"),
            ]
        return [_made(list(device.inks), "K" if stroke else "k")]

    def _space(self, operator: str, instruction: Any) -> None:
        stroke = operator == "CS"
        name = instruction.operands[0]
        kind = self._file.spaces.get(str(name)) or resources.kind_of(name, self._own)
        self._set(**{"stroke_space" if stroke else "space": kind})
        if kind in ("Pattern", "as it is"):
            self._set(**{"stroke" if stroke else "fill": None})
            self._out.append(instruction)

    def _value(self, operator: str, instruction: Any) -> None:
        stroke = operator.isupper()
        kind = self._state.stroke_space if stroke else self._state.space
        operands = instruction.operands
        if kind == "Pattern":
            pattern = resources.named(self._own, "/Pattern", operands[-1])
            self._pattern(pattern)
        if kind in ("Pattern", "as it is"):
            self._out.append(instruction)
            return
        device = resources.device_of(kind, [float(part) for part in operands], self._file.colors)
        self._use(device, stroke=stroke)

    def _pattern(self, pattern: Any) -> None:
        if isinstance(pattern, Stream):
            base = self._stack[0].matrix if self._stack else self._state.matrix
            self._file.form(pattern, State(matrix=base), mask=self._mask)
        elif isinstance(pattern, Dictionary):
            resources.set_shading(pattern.get("/Shading"), self._file, mask=self._mask)

    def _external(self, _: str, instruction: Any) -> None:
        state = resources.named(self._own, "/ExtGState", instruction.operands[0])
        if isinstance(state, Dictionary):
            for key, name in (("/ca", "alpha"), ("/CA", "stroke_alpha")):
                if key in state:
                    self._set(**{name: float(state[key])})
                    self._clear(float(state[key]) < 1)
            if str(state.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
                self._stuck("a blend mode")
            mask = state.get("/SMask")
            if isinstance(mask, Dictionary):
                self._stuck("a soft mask")
                group = mask.get("/G")
                if isinstance(group, Stream):
                    self._file.form(group, self._state, mask=True)
            if self._file.flat and resources.is_opacity(state):
                return  # the colors that follow are mixed
        self._out.append(instruction)

    def _stuck(self, what: str) -> None:
        self._clear(True)
        if self._file.flat and self._page:
            self._file.found.stuck.setdefault(what, self._page)

    def _clear(self, clear: bool) -> None:
        if clear and self._page:
            self._file.found.clear.add(self._page)

    def _outline(self, operator: str, instruction: Any) -> None:
        values = [float(part) for part in instruction.operands]
        if operator == "re":
            values = list(corners(*values))
        self._begun = len(self._out) if self._begun is None else self._begun
        self._path = around(self._path, values, self._state.matrix)
        self._out.append(instruction)

    def _clipping(self, _: str, instruction: Any) -> None:
        self._clips = True
        self._out.append(instruction)

    def _paint(self, operator: str, instruction: Any) -> None:
        state, at = self._state, self._begun if self._begun is not None else len(self._out)
        fills, strokes = operator in _FILLS, operator in _STROKES
        box = common(self._path, state.clip)
        if fills or strokes:
            pen = state.width * min(lengths(state.matrix))
            thick = thickness(box)
            thin = (not fills or thick <= _THIN) and (not strokes or pen <= _THIN)
            used = [state.fill] * fills + [state.stroke] * strokes
            if not self._mask:
                black = all(device is not None and device.is_black for device in used)
                self._overprint(thin and black, at)
                self._hairline(pen if strokes else thick, strokes=strokes, box=box)
            after = self._flattened(box, at, fills=fills, strokes=strokes)
            self._out += [instruction, *after]
            whole = fills and operator in ("f", "F", "f*") and state.alpha == 1
            if not self._mask:
                self._file.found.painted.append((box, state.fill if whole else None))
        else:
            self._out.append(instruction)
        if self._clips:
            self._set(clip=box)
        self._begun, self._path, self._clips = None, NOWHERE, False

    def _flattened(self, box: Box, at: int, *, fills: bool, strokes: bool) -> list[Any]:
        """Set opaque colors for what follows, and return the instructions that set them back."""
        after: list[Any] = []
        if not self._file.flat:
            return after
        state = self._state
        for used, device, alpha, stroke in (
            (fills, state.fill, state.alpha, False),
            (strokes, state.stroke, state.stroke_alpha, True),
        ):
            if not used or alpha >= 1:
                continue
            beneath = opaque.beneath(self._file.found.painted, box)
            if device is None or beneath is None or (device.spot and not beneath.is_paper):
                self._stuck("opacity")
                continue
            mixed = opaque.mixed(device, beneath, alpha)
            self._out[at:at] = self._inked(mixed, stroke=stroke, tint=alpha)
            after += self._inked(device, stroke=stroke)
        return after

    def _show(self, operator: str, instruction: Any) -> None:
        state = self._state
        size = lengths(product(self._line, state.matrix))[1] * abs(state.size)
        after: list[Any] = []
        if not self._mask:
            self._overprint(state.fill is not None and state.fill.is_black, len(self._out))
            paper = state.fill is not None and state.fill.is_paper
            if paper and 0 < size < SMALL_TYPE - 0.01 and self._page:
                self._file.found.reversed.append(Mark(self._page, round(size, 1)))
            box = around(NOWHERE, (0, 0, size, size), product(self._line, state.matrix))
            after = self._flattened(box, len(self._out), fills=True, strokes=False)
        self._out += [instruction, *after]

    def _hairline(self, size: float, *, strokes: bool, box: Box) -> None:
        long = strokes or max(box[2] - box[0], box[3] - box[1]) > 1
        if long and 0 < size < HAIRLINE - 0.005 and self._page:
            self._file.found.hairlines.append(Mark(self._page, round(size, 2)))

    def _overprint(self, over: bool, at: int) -> None:
        if over != self._state.overprints:
            self._out.insert(at, _made([Name(_OVER if over else _OUT)], "gs"))
            self._set(overprints=over)

    def _draw(self, _: str, instruction: Any) -> None:
        target = resources.named(self._own, "/XObject", instruction.operands[0])
        if isinstance(target, Stream) and target.get("/Subtype") == Name.Image:
            self._picture(target)
        elif isinstance(target, Stream):
            self._file.form(target, self._state, mask=self._mask)
        self._overprint(False, len(self._out))
        self._out.append(instruction)

    def _picture(self, picture: Any) -> None:
        state, found = self._state, self._file.found
        box = common(around(NOWHERE, _UNIT, state.matrix), state.clip)
        if self._page:
            page, *known = found.sizes.get(picture.objgen, (self._page, 0.0, 0.0))
            across, down = lengths(state.matrix)
            found.sizes[picture.objgen] = (page, max(across, known[0]), max(down, known[1]))
            found.opaque.setdefault(picture.objgen, opaque.beneath(found.painted, box))
        self._clear("/SMask" in picture)
        found.painted.append((box, None))

    def _inline(self, _: str, instruction: Any) -> None:
        image = instruction.iimage
        if resources.is_colored(image):
            name = resources.add_picture(self._file.pdf, self._own, image)
            self._out.append(_made([Name(name)], "Do"))
        else:
            self._out.append(instruction)

    def _shade(self, _: str, instruction: Any) -> None:
        shading = resources.named(self._own, "/Shading", instruction.operands[0])
        resources.set_shading(shading, self._file, mask=self._mask)
        self._file.found.painted.append((self._state.clip, None))
        self._overprint(False, len(self._out))
        self._out.append(instruction)


def _made(operands: list[Any], operator: str) -> Any:
    return ContentStreamInstruction(operands, Operator(operator))


def matrix_of(values: Any) -> Matrix:
    """The matrix of six numbers; of anything else, the one that changes nothing."""
    if values is None or len(values) != 6:
        return IDENTITY
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


_Handler = Callable[[ContentStream, str, Any], None]

_HANDLERS: dict[str, _Handler] = {
    "q": ContentStream._save,
    "Q": ContentStream._restore,
    "cm": ContentStream._transform,
    "w": ContentStream._number,
    "Tf": ContentStream._number,
    "Tm": ContentStream._place,
    "BT": ContentStream._place,
    "cs": ContentStream._space,
    "CS": ContentStream._space,
    "gs": ContentStream._external,
    "W": ContentStream._clipping,
    "W*": ContentStream._clipping,
    "Do": ContentStream._draw,
    "sh": ContentStream._shade,
    "INLINE IMAGE": ContentStream._inline,
    **dict.fromkeys(_COLORS, ContentStream._color),
    **dict.fromkeys(("sc", "scn", "SC", "SCN"), ContentStream._value),
    **dict.fromkeys(_PATH, ContentStream._outline),
    **dict.fromkeys(_FILLS | _STROKES | {"n"}, ContentStream._paint),
    **dict.fromkeys(_SHOWS, ContentStream._show),
}
"""The handler of each operator; others stay as they are."""
