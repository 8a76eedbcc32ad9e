"""Fixes that an editor can apply when the proof refuses files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from publish.building.selection import options_for
from publish.composing.theme.hiding import Hiding, hiding
from publish.composing.theme.loading import Theme
from publish.errors import Problem, PublishError, ThemeError
from publish.format import Format, Written
from publish.formats import FORMATS
from publish.formats.proving import verify
from publish.model.article import Article
from publish.model.source_texts import SourceTexts
from publish.page import Page
from publish.proof import Report
from publish.proof.aspects.invisible import FIX, RULE, message
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
_LOST = frozenset({"proof-credit", "proof-words"})
"""Findings of the proof about a text that a layout leaves out because a theme hides it."""


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


def file_of(page: Page, format: Format, theme: Theme) -> Written:
    """A Page as a file; if a writer refuses text that the theme hides, the error has its place."""
    try:
        return format.written(page)
    except ThemeError as error:
        if all(problem.rule != "docx-text-hidden" for problem in error.problems):
            raise
        found = [(format.name, one) for one in hiding(theme, page, format) if one.leaves_out]
        raise ThemeError(*problems(found), *error.problems) from error


def in_every_format(page: Page, theme: Theme) -> tuple[Problem, ...]:
    """The required texts that a theme hides on a page, in any format; nothing is written.

    A format that is made on demand is asked where the theme has a stylesheet for it.
    """
    asked = {n: f for n, f in FORMATS.items() if not f.on_demand or f.stylesheet in theme.sheets}
    try:
        files = {name: file_of(page, format, theme).data for name, format in asked.items()}
    except ThemeError as error:
        return error.problems
    found = with_places(verify(files, page), theme, lambda name: page, str)
    return tuple(problem for problem in found if problem.rule == RULE)


def with_places(
    report: Report, theme: Theme, page_of: Callable[[str], Page], format_of: Callable[[str], str]
) -> tuple[Problem, ...]:
    """The report's Problems; first those about the theme, with the places in its stylesheets."""
    found: list[tuple[str, Hiding]] = []
    for channel, checks in report.checks.items():
        findings = [finding for check in checks for finding in check.findings]
        unseen = {finding.place for finding in findings if finding.rule == RULE}
        lost = any(finding.rule in _LOST for finding in findings)
        if unseen or lost:
            known = hiding(theme, page_of(channel), FORMATS[format_of(channel)])
            wanted = (one for one in known if one.text in unseen or (lost and one.leaves_out))
            found += ((channel, one) for one in wanted)
    placed = tuple(problems(found))
    told = {one.text for _, one in found}
    all_checks = (check for checks in report.checks.values() for check in checks)
    once = {
        finding.message
        for check in all_checks
        for finding in check.findings
        if finding.rule == RULE and finding.place in told
    }
    others = (p for p in report.problems if p.message.partition(": ")[2] not in once)
    return (*placed, *others)


def problems(found: list[tuple[str, Hiding]]) -> Iterator[Problem]:
    """One Problem for each declaration that hides something, in whatever channels."""
    grouped: dict[tuple[str, str], list[tuple[str, Hiding]]] = {}
    for channel, one in found:
        grouped.setdefault((str(one.where), one.why), []).append((channel, one))
    for group in grouped.values():
        names = ", ".join(dict.fromkeys(channel.upper() for channel, _ in group))
        first = group[0][1]
        more = len({one.text for _, one in group}) - 1
        said = message(first.name, first.text, first.why, more)
        yield Problem(RULE, f"{names}: {said}", FIX, first.where)
