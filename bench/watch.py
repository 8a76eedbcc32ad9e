"""``publish watch``: from saving a word to each proved file, in one process that goes on."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measure import Failed
from bench.sizes import Bench

ARTICLE = "sources/end-of-an-era"
FORMATS = ("pdf", "epub", "docx")
_WORDS = ("old", "new", "odd", "one", "two")
"""What the changed word is in turn."""
_TICK = os.sysconf("SC_CLK_TCK")


def watch(bench: Bench) -> None:
    """Print wall and CPU seconds until each file is in its place, for every save; then medians."""
    article = _desk(bench)
    rows: list[tuple[float, ...]] = []
    bench.say(f"{'':>8}" + "".join(f"{f'{name}, wall':>12}{'CPU':>8}" for name in FORMATS))
    with _watching(article) as process:
        _times(process)
        text = article.read_text("utf-8")
        for turn in range(bench.runs + 1):
            _save(article, text, _WORDS[turn % len(_WORDS)])
            row = tuple(_times(process))
            bench.say(_row(f"save {turn}" if turn else "warm-up", row))
            if turn:
                rows.append(row)
    bench.say(_row("median", tuple(map(statistics.median, zip(*rows, strict=True)))))
    bench.say(
        f"load {os.getloadavg()[0]:.1f}; the set is proved when the last one is. The goals of a "
        "quiet machine: PDF 0.35 s, all 0.60 s of CPU on the way."
    )


def _desk(bench: Bench) -> Path:
    """A copy of the publication; the article's file."""
    for name in ("publish.toml", ARTICLE, "themes"):
        there, to = bench.root / name, bench.scratch / "desk" / name
        to.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if there.is_dir() else shutil.copyfile)(there, to)
    return bench.scratch / "desk" / ARTICLE / "article.md"


def _save(article: Path, text: str, word: str) -> None:
    """Save as editors do: a new file takes the place of the old one."""
    before, the, after = text.rpartition(" the ")
    new = article.with_name(".article.md.new")
    new.write_text(f"{before} {word}{the}{after}", "utf-8")
    new.replace(article)


@contextmanager
def _watching(article: Path) -> Iterator[subprocess.Popen[str]]:
    """The program under way, ended at the end."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "publish", "watch", ARTICLE, "--to", ",".join(FORMATS)],
        cwd=article.parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()  # a job in the background has INT ignored
        process.communicate()


def _times(process: subprocess.Popen[str]) -> Iterator[float]:
    """Wall and CPU seconds from now until each of the files is there."""
    assert process.stdout
    start, before = time.perf_counter(), _cpu(process.pid)
    for name in FORMATS:
        while f".{name}  " not in (line := process.stdout.readline()):
            if not line:
                raise Failed("publish watch has ended")
        yield time.perf_counter() - start
        yield _cpu(process.pid) - before


def _cpu(process: int) -> float:
    """CPU seconds of a process so far, and of its children that have ended."""
    numbers = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(map(int, numbers[11:15]))
    return ticks / _TICK


def _row(label: str, times: tuple[float, ...]) -> str:
    pairs = zip(times[::2], times[1::2], strict=True)
    return f"{label:>8}" + "".join(f"{wall:>10.2f} s{cpu:>6.2f} s" for wall, cpu in pairs)
