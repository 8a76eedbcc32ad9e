"""Interprets content streams: pdfminer keeps the state and the fonts.

pdfminer's own parser takes five times as long for a page as everything else together;
:mod:`publish.proof.readers.pdf.instructions` does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import LIT

from publish.proof.readers.pdf.instructions import Instruction, instructions
from publish.proof.readers.pdf.paper import Paper

_OPERATORS: Mapping[str, str] = {
    name: f"do_{method}"
    for name, method in {
        **{name: name for name in ("cm", "BT", "ET", "Do", "BMC", "BDC", "EMC")},
        **{name: name for name in ("Tc", "Tw", "Tz", "TL", "Tf", "Ts", "Td", "TD", "Tm")},
        "q": "save",
        "Q": "restore",
        "T*": "T_a",
        "Tj": "Tj",
        "TJ": "TJ",
        "'": "_q",
        '"': "_w",
    }.items()
}
"""The operators that text and its marks depend on (ISO 32000-1 annex A), with their methods."""
_PATH = frozenset({"m", "l", "c", "v", "y", "h", "re"})
"""The operators that make a path (§8.5.2); one that clips follows them directly (§8.5.4)."""
_CLIP = frozenset({"W", "W*"})


class Canvas(PDFDevice):
    """A device that knows the page it paints on."""

    paper: Paper

    def begin_text(self) -> None:
        """A text object begins."""

    def render_drawing(self, form: Any) -> None:
        """Paint a form with metadata of its own: a drawing."""


class Interpreter(PDFPageInterpreter):
    """Interprets a page's text, marks and clips, and ignores all other paths and colors."""

    device: Canvas

    def do_BT(self) -> None:  # noqa: N802
        """Begin a text object."""
        super().do_BT()
        self.device.begin_text()

    def do_save(self) -> None:
        """Save the state, and the clip with it."""
        self.do_q()
        self.device.paper.save()

    def do_restore(self) -> None:
        """Go back to the last saved state."""
        self.do_Q()
        self.device.paper.restore()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802  # pdfminer's name
        """Paint an image or a form; a form with a credit counts as a picture."""
        form = stream_value(self.xobjmap.get(getattr(xobjid_arg, "name", "")))
        if form.get("Subtype") is LIT("Form") and "Metadata" in form:
            self.device.render_drawing(form)
        super().do_Do(xobjid_arg)

    def do_TJ(self, seq: Any) -> None:  # noqa: N802
        """Show text; its color does not matter here."""
        if self.textstate.font is not None:
            state = self.graphicstate
            self.device.render_string(self.textstate, seq, state.ncs, state)

    def execute(self, streams: Sequence[object]) -> None:
        """Interpret the streams as one (ISO 32000-1 §7.8.2).

        Raises ``pikepdf.PdfError`` where they cannot be read.
        """
        known = [s for s in map(stream_value, streams) if s.objid not in self.parent_stream_ids]
        self.stream_ids = {
            s.objid for s in known if s.objid is not None
        }  # Forms must not refer to each other in a circle.
        data = b"\n".join(stream.get_data() for stream in known)
        path: list[Instruction] = []
        for step in instructions(data):
            if method := _OPERATORS.get(step.operator):
                do: Callable[..., None] = getattr(self, method)
                do(*step.operands())
            elif step.operator in _PATH:
                path.append(step)
                continue
            elif step.operator in _CLIP and (points := [p for made in path for p in _points(made)]):
                self.device.paper.clip(self.ctm, points)
            path = []


def _points(step: Instruction) -> list[tuple[float, float]]:
    """The end points or control points of a step in a path."""
    numbers = [float(operand) for operand in step.operands()]
    if step.operator == "re":
        x, y, width, height = numbers
        return [(x, y), (x + width, y + height)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))
