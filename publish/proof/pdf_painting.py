"""Content streams, carried out: pdfminer keeps the state and the fonts, qpdf reads the operators.

pdfminer's own parser takes five times as long for a page as everything else
together; qpdf's, by way of pikepdf, does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pikepdf
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import LIT

_OPERATORS: Mapping[str, str] = {
    name: f"do_{method}"
    for name, method in {
        **{name: name for name in ("q", "Q", "cm", "BT", "ET", "Do", "BMC", "BDC", "EMC")},
        **{name: name for name in ("Tc", "Tw", "Tz", "TL", "Tf", "Ts", "Td", "TD", "Tm")},
        "T*": "T_a",
        "Tj": "Tj",
        "TJ": "TJ",
        "'": "_q",
        '"': "_w",
    }.items()
}
"""The operators that text and its marks depend on (ISO 32000-1 annex A), and who does them."""


class Interpreter(PDFPageInterpreter):
    """Carries out a page's text and marks, and leaves paths, colors and clipping alone."""

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out the streams as one, as ISO 32000-1 §7.8.2 says.

        Raises ``pikepdf.PdfError`` where they cannot be read.
        """
        known = [s for s in map(stream_value, streams) if s.objid not in self.parent_stream_ids]
        self.stream_ids = {
            s.objid for s in known if s.objid is not None
        }  # forms must not bite tails
        data = b"\n".join(stream.get_data() for stream in known)
        with pikepdf.new() as scratch:
            for step in pikepdf.parse_content_stream(pikepdf.Stream(scratch, data)):
                if method := _OPERATORS.get(str(step.operator)):
                    do: Callable[..., None] = getattr(self, method)
                    do(*(_plain(operand) for operand in step.operands))


def _plain(operand: Any) -> Any:
    """An operand as pdfminer has it."""
    match operand:
        case pikepdf.String():
            return bytes(operand)
        case pikepdf.Name():
            return LIT(str(operand)[1:])
        case pikepdf.Array():
            return [_plain(item) for item in operand]
        case pikepdf.Dictionary():
            return {str(key)[1:]: _plain(value) for key, value in operand.items()}
        case bool() | None:
            return operand
        case _:
            return float(operand) if not isinstance(operand, int) else operand
