"""Days on which a verdict can change: those that an article and its publication name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache


def named(value: object) -> Iterator[date]:
    """Every day and moment in a value made of dataclasses, tuples and mappings."""
    if isinstance(value, date):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from named(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from named(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from named(inner)


@cache
def passed(days: tuple[str, ...], then: str, now: date) -> tuple[date, ...]:
    """The same for days as texts; the articles of a batch often name the same."""
    return tuple(between(map(read, days), read(then), now))


def between(days: Iterable[date], then: date, now: date) -> list[date]:
    """Those of ``days`` to which ``now`` is in another relation than ``then``.

    A day is before, the same or after; a moment is before or not.
    """
    days = tuple(days)
    if _day(then) == _day(now) and not any(isinstance(day, datetime) for day in days):
        return []
    return sorted({day for day in days if _side(day, then) != _side(day, now)}, key=str)


def _side(day: date, when: date) -> tuple[int, bool]:
    here, there = _day(when), _day(day)
    order = (here > there) - (here < there)
    if not isinstance(day, datetime):
        return order, False
    if not isinstance(when, datetime):
        when = datetime.combine(when, datetime.min.time(), day.tzinfo)
    return order, (when < day if _has_zone(when) == _has_zone(day) else False)


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _has_zone(when: datetime) -> bool:
    return when.tzinfo is not None


def read(text: str) -> date:
    """The day or moment of a text in ISO 8601; raises ``ValueError``."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
