"""Cuts whole builds short: ``make crash ARGS="--steps 100 --moments 100 --seed 1"``.

Some at a step of their work with files, in every way in turn; others are killed at a moment.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from itertools import chain
from pathlib import Path

import publish.batches.preload  # noqa: F401  (each build is a fork of this process)
from tests.crash.rounds import Rounds

_OFTEN = 20
"""Rounds between two signs of life."""


def main() -> int:
    """Print every finding, and how many rounds ended how; return 1 if there is a finding."""
    parser = argparse.ArgumentParser(prog="make crash", description=__doc__)
    parser.add_argument("--steps", type=int, default=100, help="rounds that are cut at a step")
    parser.add_argument("--moments", type=int, default=100, help="rounds killed at a moment")
    parser.add_argument("--seed", type=int, default=0, help="which steps and moments")
    asked = parser.parse_args()
    found, endings = 0, Counter[tuple[str, int]]()
    with tempfile.TemporaryDirectory(prefix="crash-") as root:
        rounds = Rounds(Path(root), asked.seed)
        print(f"a build has {rounds.steps} steps, and takes {rounds.seconds:.1f} s", flush=True)
        for done in chain(rounds.at_steps(asked.steps), rounds.at_moments(asked.moments)):
            endings[done.cut, done.code] += 1
            found += bool(done.wrong)
            for what in done.wrong:
                print(f"{done.cut}, {done.place} (exit {done.code}): {what}", flush=True)
            if not endings.total() % _OFTEN:
                print(f"{endings.total()} rounds", flush=True)
    for (cut, code), count in sorted(endings.items()):
        print(f"{count:4} × {cut}: exit {code}")
    print(f"{endings.total()} rounds, {found} with findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
