"""Fixes that an editor can apply when the proof refuses files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from publish.building.selection import options_for
from publish.errors import Problem, PublishError
from publish.model.article import Article
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


def refused(report: Report, article: Article) -> Iterator[Problem]:
    """The Problems of a failed proof, each with a fix that works now.

    A difference is a fault of ours. But an editor has a deadline: other words, a mark less, or the
    formats that are right.
    """
    right = [name for name, made in report.checks.items() if made and all(c.ok for c in made)]
    other = f" To publish now, build what is right: {options_for(right)}." if right else ""
    for problem in report.problems:
        fix = _advice(problem, article) if problem.fix == GENERAL else problem.fix
        yield replace(problem, fix=f"{fix}{other}")


def not_written(failed: Mapping[str, PublishError], written: Iterable[str]) -> PublishError:
    """The errors of all channels that ``failed`` as one, with those that could be ``written``."""
    options = options_for(written)
    other = f" Or make only what can be made: {options}." if options else ""
    problems = dict.fromkeys(p for error in failed.values() for p in error.problems)
    kind = type(next(iter(failed.values())))
    return kind(*(replace(p, fix=f"{p.fix}{other}".strip()) for p in problems))


def _advice(problem: Problem, article: Article) -> str:
    line = article.texts.line(problem.where) if problem.where else ""
    marks = [name for name, pattern in _MARKS.items() if re.search(pattern, line)]
    if not marks:
        what = "Write the words that differ in another way"
    elif len(marks) == 1:
        what = f"Take {marks[0]} out of this line, or write it in other words"
    else:
        what = f"Take {', '.join(marks[:-1])} or {marks[-1]} out of this line"
    return f"{what}: the fault is in publish, please report it."
