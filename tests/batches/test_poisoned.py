"""An article that hangs, eats memory or crashes its process costs a batch that one article."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.batches.newsroom import newsroom, outcomes, read, rules, running, session

POISONED = {"hangs": "batch-time", "eats": "batch-memory", "crashes": "batch-crash"}
LIMITS = ("--to", "txt", "--jobs", "2", "--memory-limit", "400")


def test_the_others_are_published_and_each_is_named(tmp_path: Path) -> None:
    desk = newsroom(tmp_path / "desk")
    good = [f"good-{n}" for n in range(5)]
    desk.write(*POISONED, *good)
    done = desk.build("--all", *LIMITS, "--time-limit", "8", "--report", "report.json")
    assert done.returncode == 3, done.stderr
    report = read(desk.root / "report.json")
    assert outcomes(report) == dict.fromkeys(good, "published") | dict.fromkeys(POISONED, "lost")
    for name, rule in POISONED.items():
        assert rules(report, name) == [rule]
        assert f"sources/{name}: error[{rule}]: " in done.stderr
    assert set(desk.built) == set(good)
    assert list(desk.scratch.iterdir()) == []
    assert report["counts"] == {"lost": 3, "published": 5}
    table = [line for line in done.stdout.splitlines() if not line.startswith("[")]
    assert [line.split()[0] for line in table[1:9]] == [
        f"sources/{name}" for name in sorted([*POISONED, *good])
    ]
    assert table[9].startswith("3 lost, 5 published, in ") or "5 published" in table[9]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_batch_that_is_ended_takes_its_processes_along(tmp_path: Path, number: int) -> None:
    """Whatever was in place stays, and nobody goes on working."""
    desk = newsroom(tmp_path / "desk")
    desk.write("a-good", "hangs", "z-good")
    started = desk.start("--all", *LIMITS)
    assert started.stdout
    for line in started.stdout:
        if "z-good: published" in line:
            break
    before = session(started.pid)
    assert len(before) > 2
    os.kill(started.pid, number)
    _, errors = started.communicate()
    if number == signal.SIGTERM:
        assert started.returncode == 143
        assert "interrupted; 2 of 3 articles are in place, the others as they were" in errors
        assert list(desk.scratch.iterdir()) == []
    for _ in range(200):
        if not running(before):
            break
        time.sleep(0.05)
    assert running(before) == set()
    assert set(desk.built) == {"a-good", "z-good"}
