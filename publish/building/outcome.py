"""What a build tells whoever asked for it, before and after it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from publish.errors import Problem
from publish.model.article import Metadata
from publish.proof import Report


@dataclass(frozen=True)
class Output:
    """One file of a build that is an edition of the article.

    ``seconds`` is the time its format took; 0 where nobody measured it.
    """

    format: str
    path: Path
    """Its name; once it is published, where it is."""
    size: int
    seconds: float
    pages: int | None = None
    """None where pages depend on the reader's screen or program."""
    channel: str = ""
    withheld: Mapping[str, str] = field(default_factory=dict)
    """The pictures that it does not hold, by the names of their files, and the reasons' ids."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A set of files, and what was noticed while it was made."""

    slug: str
    metadata: Metadata
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    report: Report | None
    """What the proof found; None where it was not asked."""
    shown: int
    """How many pictures the article shows."""
    credited: int
    """How many of these have a credit that says its terms."""
    draft: bool
    as_of: date
    """The day that counted as today when rights were judged."""
    embargo: datetime | None
    """Until when the files say that they are under embargo; None where they do not."""
