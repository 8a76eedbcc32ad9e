"""The proof of a whole set of outputs, as a value to print."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from publish.content import Content
from publish.errors import Problem, ProofError, UsageError, Where
from publish.page import Page
from publish.promise import ASPECTS
from publish.proof.comparison import checks, problem
from publish.proof.finding import Check, Finding
from publish.proof.readers.page import read_page
from publish.proof.word_diff import rough, shown
from publish.values import dataclass


@dataclass(frozen=True)
class Report:
    """The comparison by channel, and all differences.

    A file that cannot be read has no checks, only its Problem.
    """

    checks: Mapping[str, tuple[Check, ...]]
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every output equals the article."""
        return not self.problems


def verify(
    outputs: Mapping[str, bytes],
    page_of: Page | Callable[[str], Page],
    reader_of: Callable[[str], Callable[[bytes], Content]],
) -> Report:
    """Read every output back, by the name of its channel, and compare it with its Page.

    ``page_of`` gives the Page of a channel (they can differ in their pictures), or is the one Page
    of all; ``reader_of`` gives the reader of its format. A difference that several outputs share is
    reported once. Raises ``UsageError`` without outputs: there is nothing to prove.
    """
    if not outputs:
        fix = "Build the article, and prove its files."
        raise UsageError(Problem("proof-nothing", "there is no file to prove", fix))
    pages = {name: page_of if isinstance(page_of, Page) else page_of(name) for name in outputs}
    compared = Comparison()
    done = {name: compared.of(pages[name], data, reader_of(name)) for name, data in outputs.items()}
    return together(done, pages)


@dataclass(frozen=True)
class Compared:
    """One output, compared with its Page."""

    checks: tuple[Check, ...]
    """Empty for a file that cannot be read."""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be read."""


class Comparison:
    """Compares outputs one after the other; each Page is read once."""

    def __init__(self) -> None:
        # The Page itself is kept as well, so that its id stays unique.
        self._expected: dict[int, tuple[Page, Content]] = {}

    def of(self, page: Page, data: bytes, reader: Callable[[bytes], Content]) -> Compared:
        """Read an output back, and compare it with its Page."""
        if id(page) not in self._expected:
            self._expected[id(page)] = page, read_page(page)
        try:
            return Compared(checks(self._expected[id(page)][1], reader(data)))
        except ProofError as error:
            return Compared((), tuple(map(page.located, error.problems)))


def together(compared: Mapping[str, Compared], pages: Mapping[str, Page]) -> Report:
    """The report of outputs, by the names of their channels, with the Page of each."""
    done = {name: one.checks for name, one in compared.items()}
    broken = (problem for one in compared.values() for problem in one.problems)
    return Report(done, (*broken, *_once(done, pages)))


def _once(done: Mapping[str, tuple[Check, ...]], pages: Mapping[str, Page]) -> tuple[Problem, ...]:
    """Every finding, with all its formats, and its place in the source."""
    where: dict[tuple[str, ...], tuple[Finding, list[str]]] = {}
    for name, made in done.items():
        for check in made:
            for finding in check.findings:
                where.setdefault(_sort(finding), (finding, []))[1].append(name)
    return tuple(
        replace(
            problem(finding, *dict.fromkeys(names)),
            where=_place(finding, pages[names[0]]),
            about=shown(finding.lost),
        )
        for finding, names in where.values()
    )


_QUOTED = re.compile("“([^”]*)”")


def _place(finding: Finding, page: Page) -> Where | None:
    """The line of the source for a finding: by its words, or by those that it quotes."""
    quoted = _QUOTED.findall(finding.message)
    for words in (finding.lost, finding.about, finding.place, *quoted, finding.gained):
        if words.strip() and (found := page.place(words, finding.place)):
            return found
    return page.texts.start


def _sort(finding: Finding) -> tuple[str, ...]:
    """A key that is equal for findings about the same difference."""
    if finding.place:
        return finding.rule, finding.place, rough(finding.gained)
    return finding.rule, finding.message


def table(report: Report) -> tuple[tuple[str, ...], ...]:
    """Rows for a terminal: a header, then one row per aspect.

    The article's column has the number of items; a channel's, the number of right ones, and whether
    it has nothing else.
    """
    header = ("", "article", *report.checks)
    rows = (_row(aspect, report) for aspect in ASPECTS)
    return (header, *filter(None, rows))


def _row(aspect: str, report: Report) -> tuple[str, ...]:
    """The row of an aspect; nothing if no channel has it."""
    row = [next((c for c in made if c.aspect == aspect), None) for made in report.checks.values()]
    known = next(filter(None, row), None)
    if known is None:
        return ()
    cells = map(_cell, row, report.checks.values())
    return (aspect, str(known.expected), *cells)


def _cell(check: Check | None, made: tuple[Check, ...]) -> str:
    if not made:
        return "unreadable"
    if check is None:
        return "–"
    return f"{check.found} {'✓' if check.ok else '✗'}"
