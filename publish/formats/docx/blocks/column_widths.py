"""The widths of a table's columns: the automatic layout of CSS, from the widths of the text.

Word and LibreOffice would each do it in their own way. So the widths are computed here,
by the algorithm that WeasyPrint uses for the PDF (CSS Tables 3 §3.9.3 and 4.3), and the
table's layout is fixed.
"""

from __future__ import annotations

from collections.abc import Sequence

from publish.values import dataclass


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
