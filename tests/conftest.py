"""Settings of the whole run: markers, profiles of random tests, workers, the judges' report."""

from __future__ import annotations

import gc
import os
import re
from functools import cache
from pathlib import Path

import pytest

from publish.importing.garbage import seldom_collect
from publish.keeping.store import VARIABLE
from tests import judges, profiles, shared

HERE = Path(__file__).parent

SLOW = (
    "test_cases.py", "fuzz", "property", "house/test_adding.py", "building", "channels", "proof",
    "composing", "inspecting", "formats", "formulas/test_formats.py", "themes",
    "batches", "stores", "crash", "inputs/test_reuse.py", "cli", "acquiring", "test_bench.py",
    "checks/test_cases.py", "checks/test_rules.py",
    "pictures/embedded", "pictures/test_likeness.py", "fonts/test_variable.py",
    "test_stand_in.py", "test_isolation.py", "reading/test_mends.py", "crediting",
    "explanations", "house/test_dependencies.py", "reading/test_citations.py",
    "reading/test_bibliography.py", "reading/test_credits.py", "test_bidi.py",
    "pictures/test_pixels.py", "intake", "editing/test_front_matter.py", "test_importing.py",
)  # fmt: skip
"""Folders and files that take long, the longest first."""
GROWTH = re.compile(
    r"_no_text_takes_long|linear_time|take_no_time|costs_what|_in_time|bomb|gigabyte|refused_soon|waited_for"
)
"""Names of tests that measure how the time of reading grows: in each file, these take longest."""

_ASKS_JUDGES = re.compile(r"^(from tests\.judges|from tests import .*\bjudges\b)", re.MULTILINE)

profiles.register()


@cache
def markers(path: Path) -> frozenset[str]:
    """The markers of all tests in a file, by its place and by what it imports."""
    slow = any(path.is_relative_to(HERE / place) for place in SLOW)
    judge = _ASKS_JUDGES.search(path.read_text("utf-8"))
    return frozenset(marker for marker, is_set in (("slow", slow), ("judge", judge)) if is_set)


def turn(path: Path) -> int:
    """When a file is handed to a worker: the longest first, so that none is waited for alone."""
    for n, place in enumerate(SLOW):
        if path.is_relative_to(HERE / place):
            return n
    return len(SLOW) + (not markers(path))


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that all workers share before there are any.

    Work that builds keep is there, too: all processes of a run share it, as a user's do, and no
    other run has it.
    """
    os.environ[VARIABLE] = str(shared.folder() / "kept")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even import a file whose tests ``-m "not …"`` leaves out: importing takes long."""
    left_out = set(re.findall(r"not (\w+)", config.option.markexpr))
    if not re.fullmatch(r"not \w+( and not \w+)*", config.option.markexpr):
        return None
    test_file = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    return True if test_file and markers(collection_path) & left_out else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Set the markers, and the order in which workers get the files."""
    for item in items:
        grows = {"slow"} if GROWTH.search(item.name) else set()
        for marker in markers(item.path) | grows:
            item.add_marker(marker)
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn(item.path))


def pytest_collection_finish() -> None:
    """Never search what is imported and collected for garbage: it stays to the end."""
    gc.collect()
    gc.freeze()
    seldom_collect()


def pytest_sessionfinish() -> None:
    """End the judges that wait for more; a worker's exit would not."""
    judges.dismiss()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many files each judge judged, so that nobody wonders whether one was skipped."""
    terminalreporter.section("judges")
    for line in judges.summary():
        terminalreporter.line(line)
