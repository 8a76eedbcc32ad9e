"""``--as-of``: the one place where the clock is read."""

from __future__ import annotations

import argparse
from datetime import date, datetime


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """The day or the moment that counts as now; without it, now by the machine's clock."""
    parser.add_argument(
        "--as-of",
        metavar="YYYY-MM-DD",
        type=_day,
        help="judge rights and embargoes as of this day, or moment (2026-12-01T06:00+01:00); "
        "default: now",
    )


def as_of(arguments: argparse.Namespace) -> date:
    """The day that was given, else today."""
    given = moment_of(arguments)
    return given.date() if isinstance(given, datetime) else given


def moment_of(arguments: argparse.Namespace) -> date | datetime:
    """The day or the moment that was given, else now, in the machine's time zone."""
    given: date | datetime | None = arguments.as_of
    return given or datetime.now().astimezone()


def _day(text: str) -> date | datetime:
    try:
        if len(text) == len("2026-03-01"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        fix = "write 2026-03-01, or 2026-03-01T06:00+01:00"
        raise argparse.ArgumentTypeError(f"{text!r} is no day; {fix}") from None
    if moment.tzinfo is None:
        fix = f"write {text}Z for UTC, or end it with the difference to UTC, such as +01:00"
        raise argparse.ArgumentTypeError(f"{text!r} has no time zone; {fix}")
    return moment
