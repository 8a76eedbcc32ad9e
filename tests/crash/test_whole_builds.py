"""Whole builds are cut short at some of their steps; ``make crash`` does it long, and at random."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.crash.rounds import STEPS

ROOT = Path(__file__).parents[2]


def test_a_build_that_is_cut_short_leaves_a_whole_set_and_a_message() -> None:
    command = [sys.executable, "-m", "tests.crash", "--moments", "0"]
    done = subprocess.run(
        [*command, "--steps", str(len(STEPS))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.endswith(f"{len(STEPS)} rounds, 0 with findings\n"), done.stdout
    assert done.returncode == 0, done.stderr
