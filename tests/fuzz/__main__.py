"""Searches long: ``make fuzz ARGS="--seed 3 --number 500"``.

The same seed gives the same samples, and each finding says how to have it again.
"""

from __future__ import annotations

import argparse
import sys

from tests.fuzz.matrix import samples
from tests.fuzz.search import THEMES, search

AT_ONCE = 150


def main() -> int:
    """Print every finding; return 1 if there is one."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="which order of the matrix")
    parser.add_argument("--number", type=int, default=1500, help="how many samples of it")
    parser.add_argument("--skip", type=int, default=0, help="how many samples to pass over first")
    parser.add_argument("--theme", choices=THEMES, action="append", help="all, if not given")
    asked = parser.parse_args()
    chosen = list(samples(asked.seed))[asked.skip : asked.skip + asked.number]
    found = 0
    for theme in asked.theme or THEMES:
        for finding in search(chosen, theme, at_once=AT_ONCE):
            found += 1
            numbers = ", ".join(str(sample.number) for sample in finding.blocks)
            print(f"{finding}\nIt is sample {numbers} of seed {asked.seed}. To have it again:")
            skip = finding.blocks[0].number - 1
            count = finding.blocks[-1].number - skip
            args = f"--seed {asked.seed} --skip {skip} --number {count} --theme {theme}"
            print(f'  make fuzz ARGS="{args}"\n', flush=True)
    print(f"{len(chosen)} samples in {len(asked.theme or THEMES)} themes: {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
