"""Fixes that an editor can apply when the proof refuses files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from publish.building.selection import options_for
from publish.errors import Problem, PublishError
from publish.model.article import Article
from publish.model.source_texts import SourceTexts
from publish.proof import Report
from publish.proof.remedies import GENERAL

_MARKS = {
    "the formula": r"\$[^$]+\$",
    "the code": r"`",
    "the note": r"\[\^|\^\[",
    "the citation": r"\[[^\]]*@|(?<!\w)@\w",
    "the link": r"\]\(|<https?:|https?://|www\.",
    "the emphasis": r"\*|(?<!\w)_|_(?!\w)",
    "the braces with what they say": r"\{[^}]*\}",
    "the raised or lowered signs": r"[\^~]\w+[\^~]",
    "the emoji": "[\u2600-\u27bf\U0001f000-\U0001faff]",
    "the invisible characters": "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f]",
    "the entity": r"&#?\w+;",
}
"""Marks that can cause a format's failure, by their look in a line of the source."""
_OF_WORDS = frozenset(
    f"proof-{aspect}"
    for aspect in (
        *("words", "heading", "alt", "caption", "credit", "link", "formula", "reference"),
        *("citation", "note", "language", "number", "table"),
    )
)
"""Rules about words; others are about pictures and metadata, which no mark changes."""
_FAULT = "The fault is in publish, not in the article: please report it."
_SHORT = 60
"""Letters of words that are quoted."""


def refused(report: Report, article: Article) -> Iterator[Problem]:
    """The Problems of a failed proof, each with a fix that works now.

    A difference is a fault of ours. But an editor has a deadline: other words, a mark less, or the
    formats that are right.
    """
    right = [name for name, made in report.checks.items() if made and all(c.ok for c in made)]
    options = [f"build the formats that are right: {options_for(right)}"] if right else []
    for problem in report.problems:
        if problem.fix == GENERAL:
            steps, first = [*_steps(problem, article.texts), *options], _FAULT
        else:
            steps, first = options, problem.fix
        now = f" To publish now, {', or '.join(steps)}." if steps else ""
        yield replace(problem, fix=f"{first}{now}")


def not_written(failed: Mapping[str, PublishError], written: Iterable[str]) -> PublishError:
    """The errors of all channels that ``failed`` as one, with those that could be ``written``."""
    options = options_for(written)
    other = f" Or make only what can be made: {options}." if options else ""
    problems = dict.fromkeys(p for error in failed.values() for p in error.problems)
    kind = type(next(iter(failed.values())))
    return kind(*(replace(p, fix=f"{p.fix}{other}".strip()) for p in problems))


def _steps(problem: Problem, texts: SourceTexts) -> Iterator[str]:
    """Changes of the line that can avoid the fault."""
    if problem.where is None or problem.rule not in _OF_WORDS:
        return
    line = texts.line(problem.where) if texts.is_body(problem.where) else ""
    marks = [name for name, pattern in _MARKS.items() if re.search(pattern, line)]
    if marks:
        *others, last = marks
        names = f"{', '.join(others)} or {last}" if others else last
        yield f"take {names} out of line {problem.where.line}"
    words = problem.about.strip(" .,;:")
    if 0 < len(words) <= _SHORT:
        yield f"write “{words}” in other words"
    elif not marks:
        yield f"write line {problem.where.line} in other words"
