"""What concerns the whole run: the judges' closing report."""

from __future__ import annotations

import pytest

from tests import judges


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many files each judge judged, so that nobody wonders whether one was skipped."""
    terminalreporter.section("judges")
    for line in judges.summary():
        terminalreporter.line(line)
