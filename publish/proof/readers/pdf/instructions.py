"""The instructions of a content stream: its operators, and their operands as pdfminer has them.

Most streams are plain: numbers, simple names and strings, flat arrays and dictionaries. One
regular expression divides such a stream many times faster than qpdf makes objects of it. A stream
with anything else in it (escapes, comments, inline images) is divided by qpdf, through pikepdf.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pikepdf
from pdfminer.psparser import LIT

_END = rb"(?=[ \t\r\n\f\0/\[\]<>()]|\Z)"
"""The end of a number, a name or an operator (ISO 32000-1 §7.2.2)."""
_BLANKS = rb"[ \t\r\n\f\0]*+"
_NUMBER = rb"[-+]?+(?:[0-9]{1,15}+(?:\.[0-9]{0,15}+)?+|\.[0-9]{1,15}+)" + _END
_STRING = rb"(?:<[0-9A-Fa-f]*+>|\([^()\\\r]*+\))"
"""A string without escapes (§7.3.4)."""
_NAME = rb"/[A-Za-z0-9_.+-]++" + _END
_ATOM = rb"(?:" + rb"|".join((_STRING, _NUMBER, _NAME)) + rb")"
_FLAT = (
    rb"\[" + _BLANKS + rb"(?:" + _ATOM + _BLANKS + rb")*+\]",
    rb"<<" + _BLANKS + rb"(?:" + _NAME + _BLANKS + _ATOM + _BLANKS + rb")*+>>",
)
"""An array and a dictionary that hold no others."""
_OPERANDS = rb"(?:(?:" + rb"|".join((_ATOM, *_FLAT)) + rb")" + _BLANKS + rb")*+"
_INSTRUCTION = re.compile(
    _BLANKS + rb"(" + _OPERANDS + rb")([A-Za-z]++[01]?+\*?+|['\"])" + _END + _BLANKS
)
_TOKEN = re.compile(rb"<<|>>|[\[\]]|" + _ATOM)
_NO_OPERATORS = frozenset({b"BI", b"ID", b"EI", b"true", b"false", b"null", b"R"})
"""Words that are operands (§7.3), or that bytes of any kind follow (§8.9.7)."""
_PIECE = re.compile(_STRING + rb"(?:[-+.0-9]*+)|[-+.0-9]++")
"""A string with the move directly after it, or a move alone."""


class Strings(bytes):
    """An array of strings and moves for an operator that shows text, as it is written."""

    def pieces(self) -> list[bytes]:
        """Its strings, each with the move directly after it; ``values_of`` has their values."""
        return _PIECE.findall(self)


class Instruction(NamedTuple):
    """An operator, and its operands as they are written, or as qpdf has them."""

    operator: str
    written: bytes | Sequence[Any]

    def operands(self) -> list[Any]:
        """The operands in pdfminer's form, but the array of a ``TJ`` as ``Strings``."""
        written = self.written
        if not isinstance(written, bytes):
            return [_plain(operand) for operand in written]
        if self.operator == "TJ" and _is_text(written):
            return [Strings(written)]
        return _values(_TOKEN.findall(written))


def instructions(data: bytes) -> Iterator[Instruction]:
    """The instructions of a stream (ISO 32000-1 §7.8.2).

    Raises ``pikepdf.PdfError`` where it cannot be read.
    """
    found = []
    end = 0
    for match in _INSTRUCTION.finditer(data):
        operands, operator = match.groups()
        if match.start() != end or operator in _NO_OPERATORS:
            break
        end = match.end()
        found.append(Instruction(operator.decode(), operands))
    return iter(found) if end == len(data) else _by_qpdf(data)


def values_of(piece: bytes) -> list[Any]:
    """The string and the move in a piece of ``Strings``."""
    return _values(_TOKEN.findall(piece))


def _is_text(written: bytes) -> bool:
    """Whether operands are one array of nothing but strings and numbers."""
    alone = written.startswith(b"[") and written.count(b"[") == 1
    whole = written.rstrip(b" \t\r\n\f\0").endswith(b"]")
    return alone and whole and b"/" not in written and b"<<" not in written


def _by_qpdf(data: bytes) -> Iterator[Instruction]:
    with pikepdf.new() as scratch:
        for step in pikepdf.parse_content_stream(pikepdf.Stream(scratch, data)):
            yield Instruction(str(step.operator), list(step.operands))


def _values(tokens: Iterable[bytes]) -> list[Any]:
    """The values of plain operands."""
    values: list[Any] = []
    outer: list[Any] = []
    for token in tokens:
        if token in (b"[", b"<<"):
            outer, values = values, []
        elif token == b"]":
            outer.append(values)
            values = outer
        elif token == b">>":
            names = (name.name for name in values[::2])
            outer.append(dict(zip(names, values[1::2], strict=True)))
            values = outer
        else:
            values.append(_value(token))
    return values


def _value(token: bytes) -> Any:
    first = token[:1]
    if first == b"/":
        return LIT(token[1:].decode())
    if first == b"(":
        return token[1:-1]
    if first == b"<":
        digits = token[1:-1].decode()
        # A last digit that is missing is 0 (§7.3.4.3).
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    return float(token) if b"." in token else int(token)


def _plain(operand: Any) -> Any:
    """An operand of qpdf's in pdfminer's form."""
    kind = type(operand)
    if kind is Decimal:  # Nearly all are numbers, which a match would test last.
        return float(operand)
    if kind is int:
        return operand
    match operand:
        case pikepdf.String():
            return bytes(operand)
        case pikepdf.Name():
            return LIT(str(operand)[1:])
        case pikepdf.Array():
            return [_plain(item) for item in operand]
        case pikepdf.Dictionary():
            return {str(key)[1:]: _plain(value) for key, value in operand.items()}
        case _:
            return operand
