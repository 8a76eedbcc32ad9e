"""``rehearse``: the verdict of a build, without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from pathlib import Path

from publish.building.making.make import Made, composed, make
from publish.building.pages import planned_pages
from publish.building.plan import proposed
from publish.errors import Problem, ProofError, Severity, SourceError, ThemeError
from publish.format import Notes
from publish.inputs.wishes import Wishes
from publish.model.article import Article
from publish.reading import read
from publish.values import dataclass


@dataclass(frozen=True)
class Rehearsed:
    """An article, if it can be read, and all Problems that a build would report."""

    article: Article | None
    problems: tuple[Problem, ...]
    measures: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """The measures of the pages that were laid out, by the names of their files."""

    @property
    def ok(self) -> bool:
        """Whether a build would succeed, as far as it was rehearsed."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


def rehearse(
    source: Path,
    *,
    theme: str | None = None,
    out: Path | None = None,
    as_of: date | datetime | None = None,
    draft: bool = False,
    layout: bool = False,
    editions: tuple[str, ...] | None = None,
) -> Rehearsed:
    """The verdict of ``build`` with these options, for every format; nothing is written.

    Where ``editions`` are named, it is the verdict for them alone.

    The article is read, judged and composed; with ``layout``, its files are made and proved,
    too. Raises ``UsageError`` and ``EnvironmentFault`` as ``build`` does.
    """
    try:
        wishes = Wishes(theme=theme, out=out, as_of=as_of, draft=draft, editions=editions)
        plan = proposed(source, wishes)
    except SourceError as error:
        return Rehearsed(None, (*error.problems, *error.beside))
    except ThemeError as error:
        return Rehearsed(read(source), error.problems)
    problems = plan.problems
    try:
        pages = planned_pages(plan)
        problems = (*problems, *composed(plan, pages))
        done = Rehearsed(plan.article, problems)
        if not (layout and done.ok):
            return done
        return _laid_out(plan.article, make(replace(plan, anew=True), pages=pages))
    except (SourceError, ThemeError, ProofError) as error:
        return Rehearsed(plan.article, tuple(dict.fromkeys((*problems, *error.problems))))


def _laid_out(article: Article, made: Made) -> Rehearsed:
    """The verdict with all that is said of the files, details too."""
    notes = {name: note for name, note in made.notes.items() if note != Notes()}
    details = dict.fromkeys(one for note in notes.values() for one in note.details)
    measures = {name: note.measures for name, note in notes.items()}
    return Rehearsed(article, (*made.problems, *details), measures)
