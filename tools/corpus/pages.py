"""``python -m tools.corpus.pages``: how full pages are, over many articles, in every theme.

Articles are laid out on A4 and on Letter, and nothing is written; those of one page do not count.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

from publish import PublishError, compose, load_theme, read
from publish.composing.theme.finding import known
from publish.formats.pdf.critic.display import words
from publish.formats.pdf.critic.measures import LastLine, Measures
from publish.formats.pdf.layout.engine import measured
from tools.corpus.importing import imported

ROOT = Path(__file__).parents[2]
SHELF = ROOT.parent / "shared/corpus/articles"
PAPERS = ("A4", "Letter")
PUBLICATION = """\
[publication]
id = "0f5d3c5e-8d55-4c55-9d0c-6a2f4f7b1b0e"
name = "Corpus"
publisher = "Corpus"
commercial = false
"""


@dataclass(frozen=True)
class Job:
    """An article in a theme, on a paper."""

    folder: Path
    theme: str
    paper: str


@dataclass(frozen=True)
class Tally:
    """The faults of some layouts, counted."""

    pages: int = 0
    inner: int = 0
    """Pages that are not the last, and where the source asks for no break."""
    underfilled: int = 0
    """Inner pages that are not full."""
    unexplained: int = 0
    """Those of them without a reason that the critic has checked."""
    last: int = 0
    """Last pages, one for each article."""
    thin: int = 0
    """Last pages with a few lines only."""
    words: int = 0
    """Last lines of display type with one word only."""
    outside: int = 0
    """Texts and pictures that run into the margins."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self.row(), other.row(), strict=True)))

    def row(self) -> tuple[int, ...]:
        """The counts, in the order of the table's columns."""
        return (
            self.pages,
            self.inner,
            self.underfilled,
            self.unexplained,
            self.last,
            self.thin,
            self.words,
            self.outside,
        )


MOST_UNEXPLAINED, MOST_THIN = 0.04, 0.04
"""The bar: shares of inner pages that are not full for no reason that the critic has checked, and
of last pages with a few lines only."""
HEAD = ("pages", "inner", "< 85 %", "unknown", "last", "< 20 %", "1 word", "outside")
Outcome = tuple[Job, Measures | str]


def measure_all(jobs: Sequence[Job], processes: int) -> Iterator[Outcome]:
    """The measures of every job, or the words of its error, in order."""
    if processes == 1:
        yield from map(measure_one, jobs)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("forkserver")) as pool:
        yield from pool.map(measure_one, jobs)


def measure_one(job: Job) -> Outcome:
    """Lay one out; nothing is kept of it but its measures."""
    try:
        article = read(job.folder)
        theme = load_theme(job.theme, lang=article.metadata.lang)
        theme = replace(theme, tokens={**theme.tokens, "page-size": job.paper})
        return job, measured(compose(article, theme))
    except PublishError as error:
        return job, str(error.problems[0]).splitlines()[0]


def tally(measures: Measures) -> Tally:
    """The faults of one layout; nothing if it is one page."""
    if len(measures.pages) < 2:
        return Tally()
    return Tally(
        len(measures.pages),
        len(measures.inner),
        len(measures.underfilled),
        len(measures.unexplained),
        1,
        len(measures.thin),
        len(single_words(measures)),
        len(measures.outside),
    )


def single_words(measures: Measures) -> tuple[LastLine, ...]:
    """The last lines of display type that hold one word, where another had room."""
    return tuple(
        line for line in measures.last_lines if words(line.text) == 1 and not line.unavoidable
    )


def faults(measures: Measures) -> Iterator[str]:
    """What is wrong with one layout, in a word and with its place."""
    for page in measures.underfilled:
        yield f"p. {page.page} {page.fill:.0%} before {page.before}" + (
            f" ({page.because})" if page.because else " (unknown)"
        )
    for page in measures.thin:
        yield f"p. {page.page} {page.fill:.0%}, the last"
    yield from (f"p. {one.page} outside: {one.text[:40]}" for one in measures.outside)
    yield from (f"p. {one.page} {one.kind}: “{one.text}” alone" for one in single_words(measures))


def folders(shelf: Path, scratch: Path) -> Iterator[Path]:
    """The articles of this repository and, where there is one, of the corpus and its cases."""
    yield from sorted(path.parent for path in ROOT.glob("sources/*/article.md"))
    yield from sorted(path.parent for path in ROOT.glob("tests/cases/*/article.md"))
    yield from sorted(path.parent for path in shelf.parents[1].glob("cases/*/article.md"))
    (scratch / "publish.toml").write_text(PUBLICATION, "utf-8")
    (scratch / "sources").mkdir()
    yield from (article.folder for article in imported(shelf, scratch / "sources", ""))


def report(outcomes: Iterable[Outcome]) -> dict[tuple[str, str], Tally]:
    """Print the faults of every layout, then a table; return its rows by theme and paper."""
    rows: dict[tuple[str, str], Tally] = {}
    for folder, group in groupby(outcomes, lambda outcome: outcome[0].folder):
        for job, found in group:
            name = f"{folder.name} {job.theme} {job.paper}"
            if isinstance(found, str):
                print(f"{name}: {found}", file=sys.stderr)
                continue
            key = (job.theme, job.paper)
            rows[key] = rows.get(key, Tally()) + tally(found)
            for fault in faults(found):
                print(f"{name}: {fault}")
    print(f"\n{'':<18}" + "".join(f"{name:>9}" for name in HEAD))
    for (theme, paper), row in sorted({**rows, ("all", ""): sum(rows.values(), Tally())}.items()):
        print(f"{theme + ' ' + paper:<18}" + "".join(f"{count:9}" for count in row.row()))
    return rows


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 if the bar holds."""
    parser = argparse.ArgumentParser(prog="tools.corpus.pages", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="articles (default: all)")
    parser.add_argument("--shelf", type=Path, default=SHELF, help="where the collections are")
    parser.add_argument("--only", default="", help="articles whose folder's name holds this")
    parser.add_argument("--theme", action="append", help="may be given twice (default: all)")
    parser.add_argument("--paper", action="append", choices=PAPERS, help="(default: both)")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        found = given.folders or list(folders(given.shelf, Path(scratch)))
        jobs = [
            Job(folder, theme, paper)
            for folder in found
            if given.only in folder.name
            for theme in given.theme or known(None)
            for paper in given.paper or PAPERS
        ]
        rows = report(measure_all(jobs, given.processes))
    return int(not holds(sum(rows.values(), Tally())))


def holds(all_of: Tally) -> bool:
    """Whether the faults of many layouts are below the bar."""
    return (
        all_of.unexplained <= MOST_UNEXPLAINED * all_of.inner
        and all_of.thin <= MOST_THIN * all_of.last
        and all_of.outside == 0
    )


if __name__ == "__main__":
    sys.exit(main())
