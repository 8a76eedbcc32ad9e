"""Common forms of dates, for a suggestion in ISO's form."""

from __future__ import annotations

import re
from datetime import date

_NAMES = """
january february march april may june july august september october november december
"""
MONTHS = tuple(_NAMES.split())

_NAMED = (
    re.compile(
        r"(?:\w+,? )?(?P<d>\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?(?P<m>[a-z]+)\.?,? (?P<y>\d{4})"
    ),
    re.compile(r"(?:\w+,? )?(?P<m>[a-z]+)\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})"),
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]?\s*(\d{1,2})\s*[-/.]?\s*(\d{1,2})(?:[t ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*[-/.]\s*(\d{4})")


def iso_forms(written: str) -> list[str]:
    """The ISO dates that a date in another form can mean; several where it is ambiguous.

    >>> iso_forms("March 1, 2026"), iso_forms("03/04/2026")
    (['2026-03-01'], ['2026-04-03', '2026-03-04'])
    """
    lowered = " ".join(written.casefold().split())
    for pattern in _NAMED:
        match = pattern.fullmatch(lowered)
        if match:
            months = [i for i, m in enumerate(MONTHS, 1) if m.startswith(match["m"][:3])]
            if len(match["m"]) >= 3 and months:
                return _valid((match["y"], str(months[0]), match["d"]))
    match = _YEAR_FIRST.fullmatch(lowered)
    if match:
        return _valid((match[1], match[2], match[3]))
    match = _YEAR_LAST.fullmatch(lowered)
    if match:
        first, mark, second, year = match.groups()
        day_first, month_first = (year, second, first), (year, first, second)
        # With dots, the day comes first in every country that uses them.
        return _valid(day_first) if mark == "." else _valid(day_first, month_first)
    return []


def _valid(*triples: tuple[str, str, str]) -> list[str]:
    found: list[str] = []
    for year, month, day in triples:
        try:
            found.append(date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return [form for form in dict.fromkeys(found) if not form.startswith("0")]
