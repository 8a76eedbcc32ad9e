"""On what occasion an article is checked: what depends on the day and on the publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Occasion:
    """The day that counts as today, and what is being done on it.

    ``first`` says whether this is the first publication, or a rebuild of what is
    published already. ``commercial`` is the publication's own statement; None
    where it makes none.
    """

    as_of: date
    first: bool = True
    commercial: bool | None = None
    printed: Mapping[str, float] | None = None
    """Millimetres across which each picture is printed, by its name in the source; None
    before the article was composed."""
    moment: datetime | None = None
    """The same as ``as_of``, but to the minute, where it is known."""
