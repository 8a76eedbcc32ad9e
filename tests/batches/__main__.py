"""``python -m tests.batches 200``: a batch of which one hangs, one eats memory and one crashes.

All others are variants of the seed article, in every format. It prints what the batch prints at
its end, and CPU seconds for each article; it returns 1 unless those three alone are missing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench import newsrooms
from tests.batches.newsroom import newsroom, outcomes, read
from tests.batches.test_poisoned import POISONED


def main() -> int:
    """Build, and compare the outcome of each article with what it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.batches", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=200, help="articles (default: 200)")
    parser.add_argument("--time-limit", default="60", help="seconds for one article")
    asked, more = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="poisoned-") as name:
        good = newsrooms.variants(Path(name) / "desk", asked.count - len(POISONED))
        desk = newsroom(Path(name) / "desk")
        desk.write(*POISONED)
        limits = ("--time-limit", asked.time_limit, "--memory-limit", "600")
        formats = ("--to", "pdf,epub,docx,txt", "--report", "report.json")
        done = desk.build("--all", *formats, *limits, *more)
        used = os.times()
        report = read(desk.root / "report.json")
        expected = {f.name: "published" for f in good} | dict.fromkeys(POISONED, "lost")
        print(done.stdout.splitlines()[-1])
        print("\n".join(line for line in done.stderr.splitlines() if "error[" in line))
        peaks = [(article["peak_memory"] or 0) >> 20 for article in report["articles"]]
        cpu = used.children_user + used.children_system
        print(f"{cpu / asked.count:.2f} s of CPU an article; at most {max(peaks)} MiB for one")
        left = sorted(path.name for path in desk.scratch.iterdir())
        wrong = {
            name: outcome
            for name, outcome in outcomes(report).items()
            if outcome != expected.get(name)
        }
    print(f"not as expected: {wrong}, left behind: {left}" if wrong or left else "as expected")
    return 1 if wrong or left else 0


if __name__ == "__main__":
    sys.exit(main())
