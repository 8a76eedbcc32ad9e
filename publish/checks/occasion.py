"""The occasion of a check: the day, and the publication's own statements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from publish.values import dataclass


@dataclass(frozen=True)
class Occasion:
    """The day that counts as today, and the purpose of the check.

    ``first`` says whether this is the first publication, or a rebuild of a published article.
    ``commercial`` is the publication's own statement; None if it makes none.
    """

    as_of: date
    first: bool = True
    commercial: bool | None = None
    printed: Mapping[str, float] | None = None
    """The printed width of each picture in millimetres, by its name in the source; None before the
    article is composed."""
    moment: datetime | None = None
    """The same as ``as_of``, but to the minute, where it is known."""
