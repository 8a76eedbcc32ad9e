"""The results of a build, before and after it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from pathlib import Path

from publish.errors import Problem
from publish.model.article import Metadata
from publish.proof import Report
from publish.values import dataclass


@dataclass(frozen=True)
class Output:
    """One file of a build that is an edition of the article.

    ``seconds`` is the time that writing it took; 0 if it was not measured.
    """

    format: str
    path: Path
    """Its name; once it is published, its path."""
    size: int
    seconds: float
    pages: int | None = None
    """None where pages depend on the reader's screen or program."""
    channel: str = ""
    withheld: Mapping[str, str] = field(default_factory=dict)
    """The pictures that it does not contain, by the names of their files, with reasons' ids."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A set of files, and the observations while it was made."""

    slug: str
    metadata: Metadata
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    report: Report | None
    """The report of the proof; None without a proof."""
    shown: int
    """The number of pictures in the article."""
    credited: int
    """The number of pictures with a credit that states its terms."""
    draft: bool
    as_of: date
    """The day that counted as today when rights were judged."""
    embargo: datetime | None
    """The end of the embargo that the files declare; None where they declare none."""
