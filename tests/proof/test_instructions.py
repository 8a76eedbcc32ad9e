"""Content streams are divided as qpdf divides them, whatever is in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.proof.readers.pdf.instructions import Strings, instructions, values_of

_PARTS = (
    *("1", "-.5", "0.25", "+7", "12.", "1-2", "/F1", "/A#20B", "/", "<0041>", "<00 4>", "(a)"),
    *(r"(\(a\101)", "(a(b))", "[<0041>0<0042>-10.5(x)]", "[1 [2] 3]", "[/A]", "[]"),
    *("<</MCID 3>>", "<</A<</B 1>>>>", "<</A/B/C(d)>>", "true", "null", "% TJ\n"),
    *("TJ", "Tj", "'", '"', "T*", "BDC", "EMC", "q", "re", "W*", "d0", "Tj2"),
)
"""Operands and operators, plain ones and others."""
_SEPARATORS = st.sampled_from((" ", "\n", "\r\n", "\t ", "\0", ""))


@given(st.lists(st.tuples(st.sampled_from(_PARTS), _SEPARATORS), max_size=12))
def test_any_stream_is_divided_as_qpdf_divides_it(parts: list[tuple[str, str]]) -> None:
    data = "".join(part + separator for part, separator in parts).encode("latin-1")
    assert _ours(data) == _of_qpdf(data)


@pytest.mark.parametrize(
    "stream",
    [
        b"/Span <</MCID 1>> BDC BT 1 0 0 -1 9.5 8 Tm /F 14 Tf [<0028>0<002a>-19<002e>] TJ ET EMC",
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI q BT (a) Tj ET Q",
        b"[] 1 2 TJ [(a)] [(b)] TJ",
        b"q BT (unfinished",
        b"[1 2 TJ",
        b"1 2 3",
        b"",
    ],
)
def test_streams_of_every_kind(stream: bytes) -> None:
    assert _ours(stream) == _of_qpdf(stream)


def _ours(data: bytes) -> object:
    try:
        return [(step.operator, [_value(one) for one in step.operands()])
                for step in instructions(data)]  # fmt: skip
    except pikepdf.PdfError:
        return "broken"


def _of_qpdf(data: bytes) -> object:
    try:
        with pikepdf.new() as scratch:
            steps = pikepdf.parse_content_stream(pikepdf.Stream(scratch, data))
            return [(str(step.operator), [_value(one) for one in step.operands]) for step in steps]
    except pikepdf.PdfError:
        return "broken"


def _value(operand: Any) -> object:
    """An operand of either as a plain value."""
    if isinstance(operand, Strings):
        return [value for piece in operand.pieces() for value in values_of(piece)]
    match operand:
        case Decimal():
            return float(operand)
        case pikepdf.String():
            return bytes(operand)
        case pikepdf.Name():
            return str(operand)[1:]
        case pikepdf.Array() | list():
            return [_value(one) for one in operand]
        case pikepdf.Dictionary() | dict():
            return {str(key).lstrip("/"): _value(value) for key, value in operand.items()}
        case _:
            return getattr(operand, "name", operand)
