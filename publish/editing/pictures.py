"""Converts statements about a picture to changes of the front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from publish.editing.front_matter import Change, Path
from publish.editing.scalars import Value
from publish.reading.findings import Findings
from publish.reading.front_matter.credit import CREDIT
from publish.reading.front_matter.image import IMAGE
from publish.reading.front_matter.records import Record
from publish.reading.front_matter.tree import Node, Scalar, Sequence
from publish.reading.front_matter.values import Unfit
from publish.values import dataclass

LISTS = ("edits", "not-supplied", "channels", "keep")
"""Keys whose value is a list of words."""


@dataclass(frozen=True)
class Statement:
    """Values by the keys of the front matter; None removes a key.

    ``credit`` has the values of the credit with index ``part``.
    """

    picture: Mapping[str, Value | None] = field(default_factory=dict)
    credit: Mapping[str, Value | None] = field(default_factory=dict)
    part: int = 0


def changes(name: str, statement: Statement) -> Iterator[Change]:
    """Yield the changes that write ``statement`` about the picture ``name``."""
    entry: Path = ("images", name)
    order = tuple(IMAGE.keys)
    for key, value in _in_order(statement.picture, order):
        yield Change((*entry, key), value, order)
    order = tuple(CREDIT.keys)
    for key, value in _in_order(statement.credit, order):
        yield Change((*entry, "credit", statement.part, key), value, order)


def read_value(key: str, text: str) -> Value:
    """Convert typed text for a key of a picture or its credit to the value to write.

    Raises :class:`publish.reading.front_matter.values.Unfit` if reading would refuse it.
    """
    record = CREDIT if key in CREDIT.keys else IMAGE
    if not text.strip(" \t\n,"):
        raise Unfit("value-empty", "the value is empty", "Give it a value, or leave it out.")
    if key not in LISTS:
        check(record, key, text)
        return text.strip()
    words = tuple(word for part in text.split(",") if (word := part.strip()))
    check(record, key, words)
    return words


def typed(key: str, value: Value) -> Any:
    """Return what reading makes of a value from :func:`read_value`."""
    record = CREDIT if key in CREDIT.keys else IMAGE
    if isinstance(value, str | tuple):
        return record.keys[key].convert(_node(value), Findings(""))
    raise TypeError(key)


def check(record: Record, key: str, value: str | tuple[str, ...]) -> None:
    """Raise ``publish.reading.front_matter.values.Unfit`` if the value is invalid for ``key``."""
    record.keys[key].convert(_node(value), Findings(""))


def _node(value: str | tuple[str, ...]) -> Node:
    if isinstance(value, tuple):
        return Sequence(0, 0, tuple(_node(item) for item in value))
    return Scalar(0, 0, value, plain=False)


def _in_order(
    values: Mapping[str, Value | None], order: tuple[str, ...]
) -> list[tuple[str, Value | None]]:
    return sorted(values.items(), key=lambda item: order.index(item[0]))
