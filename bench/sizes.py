"""Cases of many sizes: long articles and pictures beside WeasyPrint alone, and growth by units."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.articles import write_article
from bench.contenders import contenders, prepare
from bench.measure import Contender, Sample, interleaved, run

LONG = {"text": 512, "notes": 500, "citations": 500, "rows": 1000}
"""Articles of about 145 pages (rows: 30), by what they have many of."""
PICTURES = (1, 10, 50)
GROWTH = {"text": 32, "notes": 31, "citations": 31, "rows": 63, "pictures": 3}
"""What the smallest article has of each; the others have 4 and 16 times as many."""
TIMES = (1, 4, 16)
_HOUSE = '[publication]\nid = "390facdd-d0fc-4395-8fa3-99987dd78ff3"\ntheme = "briefing"\n'
PUBLISH, ALONE = "publish", "weasyprint alone"


@dataclass(frozen=True)
class Bench:
    """Where cases are measured: a folder for articles and outputs, the root, the runs of each."""

    scratch: Path
    root: Path
    runs: int
    say: Callable[[str], None]
    counts: tuple[int, ...] = ()
    """How many articles, for cases of many; usually those of the case."""

    def article(self, kind: str, count: int) -> Path:
        """An article with ``count`` of ``kind``, written once."""
        folder = self.scratch / "sources" / f"{kind}-{count}"
        if folder.is_dir():
            return folder
        write_article(folder, kind, count)
        (folder.parent / "publish.toml").write_text(_HOUSE, "utf-8")
        return folder


def long(bench: Bench) -> None:
    """Print the long articles, each beside WeasyPrint alone."""
    for kind, count in LONG.items():
        _beside(bench, kind, count)


def pictures(bench: Bench) -> None:
    """Print articles of photographs, with the memory for each byte of them."""
    for count in PICTURES:
        _beside(bench, "pictures", count)
        folder = bench.article("pictures", count)
        size = sum(file.stat().st_size for file in folder.glob("*.jpg")) / 2**20
        bench.say(f"    its photographs are {size:.0f} MiB; the goal is {3 * size + 150:.0f} MiB")


def growth(bench: Bench) -> None:
    """Print CPU for 1, 4 and 16 times as much, and that of a unit at 16 against that at 1.

    The cost of an article with a sixteenth of the smallest is taken off: starting is no growth.
    """
    bench.say(f"{'':12}{'':>6}" + "".join(f"{f'{n} ×':>10}" for n in TIMES) + f"{'16 : 1':>10}")
    for kind, unit in GROWTH.items():
        least = max(1, unit // 16)
        base = _alone(bench, kind, least).cpu
        cost = [_alone(bench, kind, unit * times).cpu for times in TIMES]
        first, last = ((cost[n] - base) / (unit * TIMES[n] - least) for n in (0, -1))
        row = "".join(f"{seconds:>8.2f} s" for seconds in cost)
        ratio = f"{last / first:>10.2f}" if first > 0 else f"{'–':>10}"
        bench.say(f"{kind:12}{unit:>6}{row}{ratio}  (without growth: {base:.2f} s)")


CASES: dict[str, Callable[[Bench], None]] = {"long": long, "pictures": pictures, "growth": growth}


def _beside(bench: Bench, kind: str, count: int) -> None:
    """Print a row for each run of both, and their medians, with ratios paired by run."""
    article = bench.article(kind, count)
    source = bench.scratch / f"material-{article.name}"
    prepare(article, bench.root, source)
    known = {c.name: c for c in contenders(article, article.name)}
    both = [known[PUBLISH], known[ALONE]]

    def show(turn: int, name: str, sample: Sample) -> None:
        label = f"run {turn}" if turn else "warm-up"
        bench.say(f"    {label:>8} {name:18}{_figures(sample)}")

    bench.say(f"{count} {kind}")
    samples = interleaved(both, source, bench.scratch / article.name, bench.runs, show)
    pairs = list(zip(samples[PUBLISH], samples[ALONE], strict=True))
    for what in ("cpu", "wall", "memory"):
        ratios = [getattr(ours, what) / getattr(its, what) for ours, its in pairs]
        bench.say(f"    {what} / {ALONE}: {_spread(ratios)}")


def _alone(bench: Bench, kind: str, count: int) -> Sample:
    """The median run of our build alone."""
    article = bench.article(kind, count)
    ours = next(c for c in contenders(article, article.name) if c.name == PUBLISH)
    done = list(_runs(bench, ours, article))
    return sorted(done, key=lambda sample: sample.cpu)[len(done) // 2]


def _runs(bench: Bench, contender: Contender, article: Path) -> Iterator[Sample]:
    for _ in range(bench.runs):
        sample = run(contender, article.parent, bench.scratch / "out" / article.name)
        bench.say(f"    {article.name:18}{_figures(sample)}")
        yield sample


def _figures(sample: Sample) -> str:
    return f"{sample.wall:>8.2f} s wall{sample.cpu:>8.2f} s CPU{sample.memory:>7.0f} MiB"


def _spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
