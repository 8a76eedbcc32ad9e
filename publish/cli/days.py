"""``--as-of``: the one place where the clock is read."""

from __future__ import annotations

import argparse
from datetime import date


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """The day that counts as today; without it, today by the machine's clock."""
    parser.add_argument(
        "--as-of",
        metavar="YYYY-MM-DD",
        type=_day,
        help="judge rights as of this day (default: today)",
    )


def as_of(arguments: argparse.Namespace) -> date:
    """The day that was given, else today."""
    day: date = arguments.as_of or date.today()
    return day


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2026-03-01") from None
