"""``--as-of``: the only code that reads the clock."""

from __future__ import annotations

import argparse
from datetime import date, datetime


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Add ``--as-of``: the day or moment that counts as now."""
    parser.add_argument(
        "--as-of",
        metavar="YYYY-MM-DD",
        type=_day,
        help="check rights and embargoes for this day or moment (2026-12-01T06:00+01:00; "
        "default: now)",
    )


def as_of(arguments: argparse.Namespace) -> date:
    """The day of ``--as-of``; by default, today."""
    given = moment_of(arguments)
    return given.date() if isinstance(given, datetime) else given


def moment_of(arguments: argparse.Namespace) -> date | datetime:
    """The day or moment of ``--as-of``; by default, now in the local time zone."""
    given: date | datetime | None = arguments.as_of
    return given or datetime.now().astimezone()


def _day(text: str) -> date | datetime:
    try:
        if len(text) == len("2026-03-01"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        fix = "write 2026-03-01, or 2026-03-01T06:00+01:00"
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; {fix}") from None
    if moment.tzinfo is None:
        fix = f"write {text}Z for UTC, or add an offset such as +01:00"
        raise argparse.ArgumentTypeError(f"{text!r} has no time zone; {fix}")
    return moment
