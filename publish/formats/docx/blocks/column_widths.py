"""The widths of a table's columns: the automatic layout of CSS, from the widths of the text.

Word and LibreOffice would each do it in their own way. So the widths are computed here,
by the algorithm that WeasyPrint uses for the PDF (CSS Tables 3 §3.9.3 and 4.3), and the
table's layout is fixed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import CharacterLook
from publish.cascade.values import PIXEL
from publish.formats.docx.inlines.content import child_nodes
from publish.formats.docx.model import boxes
from publish.formats.docx.styles.fonts import FontBook

_BREAKS = re.compile(r"[ \t\n\r\f\u200b]+|(?<=[-‐–—/])(?=\w)")
_SLACK = 0.5
"""Points added to every width for kerning and rounding."""


@dataclass(frozen=True)
class Span:
    """A cell in the grid: its first column, its number of columns, its widths in points."""

    column: int
    count: int
    least: float
    most: float
    share: float = 0.0
    fixed: float | None = None


def widths(spans: Sequence[Span], count: int, available: float, full: bool) -> list[float]:
    """The width of each of ``count`` columns; ``full``: the table takes all the width."""
    least, most = [0.0] * count, [0.0] * count
    shares: list[float] = [0.0] * count
    fixed = [False] * count
    for span in sorted(spans, key=lambda s: s.count):
        columns = range(span.column, min(count, span.column + span.count))
        if span.count == 1:
            least[span.column] = max(least[span.column], span.least)
            preferred = span.most if span.fixed is None else max(span.fixed, span.least)
            most[span.column] = max(most[span.column], preferred)
            shares[span.column] = max(shares[span.column], span.share)
            fixed[span.column] |= span.fixed is not None
            continue
        for target, width in ((least, span.least), (most, span.most)):
            _grow(target, columns, width - sum(target[c] for c in columns), most)
    most = [max(pair) for pair in zip(least, most, strict=True)]
    table = available if full else min(available, max(sum(most), sum(least)))
    table = max(table, min(sum(least), available))
    return _distributed(least, most, shares, fixed, table)


def _grow(target: list[float], columns: range, by: float, most: list[float]) -> None:
    if by <= 0 or not columns:
        return
    whole = sum(most[c] for c in columns)
    for c in columns:
        target[c] += by * (most[c] / whole if whole else 1 / len(columns))


def _distributed(
    least: list[float], most: list[float], shares: list[float], fixed: list[bool], table: float
) -> list[float]:
    """``table`` points, distributed between the columns (CSS Tables 3 §4.3)."""
    count = len(least)
    floor = [max(s * table, low) if s else low for s, low in zip(shares, least, strict=True)]
    upper = [floor[c] if shares[c] else most[c] for c in range(count)]
    constrained = [most[c] if fixed[c] and not shares[c] else floor[c] for c in range(count)]
    guesses = [least, floor, constrained, upper]
    if table <= sum(least):
        # Too narrow for its longest words: all are reduced alike, since Word lets nothing overflow.
        return [low * table / sum(least) for low in least] if sum(least) else least
    if table < sum(upper):
        low = max((g for g in guesses if sum(g) <= table), key=sum)
        high = min((g for g in guesses if sum(g) >= table), key=sum)
        room = sum(high) - sum(low)
        part = (table - sum(low)) / room if room else 0.0
        return [a + (b - a) * part for a, b in zip(low, high, strict=True)]
    excess = table - sum(upper)
    free = [c for c in range(count) if not fixed[c] and not shares[c]] or list(range(count))
    whole = sum(most[c] for c in free)
    for c in free:
        upper[c] += excess * (most[c] / whole if whole else 1 / len(free))
    return upper


def content_widths(cascade: Cascade, book: FontBook, cell: Element) -> tuple[float, float]:
    """The least and the most width of a cell's content, without the cell's padding."""
    return _Measurer(cascade, book).block(cell)


@dataclass
class _Measurer:
    cascade: Cascade
    book: FontBook

    def block(self, element: Element) -> tuple[float, float]:
        """The widths of a block's content: its widest word and its longest line."""
        least = most = line = 0.0
        preserve = self.cascade.box(element).preserve
        whole = "numeric" in element.get("class", "").split()
        for node in self._nodes(element, self.cascade.characters(element)):
            if isinstance(node, Element):
                if node.tag == "br":
                    line = 0.0
                    continue
                inner, outer = self._child(node)
                most, least = max(most, line, outer), max(least, inner)
                line = 0.0
                continue
            text, look = node
            for n, part in enumerate(text.split("\n") if preserve else [text]):
                line = 0.0 if n else line
                shown = part if preserve else " ".join(part.split()) or (" " if part else "")
                line += self.book.width(shown, look)
                words = [part] if preserve or whole else _BREAKS.split(part)
                least = max(least, *(self.book.width(word, look) for word in words), 0.0)
                most = max(most, line)
        return least + _SLACK, most + _SLACK

    def _nodes(
        self, element: Element, look: CharacterLook
    ) -> list[tuple[str, CharacterLook] | Element]:
        found: list[tuple[str, CharacterLook] | Element] = []
        for node in child_nodes(element):
            if isinstance(node, str):
                found.append((node, look))
            elif self.cascade.box(node).display == "inline" and node.tag not in ("br", "img"):
                found.extend(self._nodes(node, self.cascade.characters(node)))
            else:
                found.append(node)
        return found

    def _child(self, element: Element) -> tuple[float, float]:
        box = self.cascade.box(element)
        if element.tag == "img":
            if box.width and not box.width.share:
                width = box.width.points
            else:
                width = float(element.get("width") or 0) * PIXEL
            return min(width, 36.0), width
        around = sum(
            boxes.length(box.margin[side], 0.0)
            + box.padding[side].of(0.0)
            + boxes.thickness(box.border[side])
            for side in ("left", "right")
        )
        if element.tag == "tr":
            cells = [self.block(cell) for cell in element]
            return sum(c[0] for c in cells) + around, sum(c[1] for c in cells) + around
        least, most = self.block(element)
        return least + around, most + around
