"""The demands of a license on a credit: the parts that are owed, and the clause of each.

The tables are in ``licenses.toml`` and ``bases.toml``, read from the legal codes. "Where supplied"
is in nearly all of them: parts that the licensor did not supply are not owed, and an editor who
checked this states so in ``not-supplied:`` (:attr:`publish.model.credit.Credit.not_supplied`).

A copyright notice must be kept where there is one, but most works have none, and a credit without
it shows no fault: it is only owed where it is the attribution.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from publish.model.credit import Credit, License
from publish.rights import credit_lines
from publish.rights.registry import entries
from publish.values import dataclass


@dataclass(frozen=True)
class Owed:
    """One part of a credit that is owed.

    ``name`` is the part's name, also in ``not-supplied:``; any one of the fields ``paid_by``
    settles it. ``clause`` is the place of the demand.
    """

    name: str
    paid_by: tuple[str, ...]
    clause: str


@dataclass(frozen=True)
class Demand:
    """The demand of all licenses whose ids match ``ids`` in full."""

    ids: re.Pattern[str]
    owed: tuple[Owed, ...]
    notice: tuple[str, ...] = ()
    """The weights of edits (``registry.edits``) that must be indicated; empty for none."""
    notice_clause: str = ""


@cache
def _demands() -> tuple[Demand, ...]:
    return tuple(
        Demand(
            re.compile(row["licenses"]),
            _owed(row),
            tuple(row.get("notice", ())),
            row.get("notice_clause", ""),
        )
        for row in entries("licenses.toml", "demand")
    )


@cache
def _of_bases() -> Mapping[str, tuple[Owed, ...]]:
    """The owed parts where a picture is used without a license, by the basis of its use."""
    return {row["id"]: _owed(row) for row in entries("bases.toml", "basis")}


def _owed(row: Mapping[str, Any]) -> tuple[Owed, ...]:
    return tuple(
        Owed(part["name"], tuple(part.get("paid_by", (part["name"],))), part["clause"])
        for part in row.get("owed", ())
    )


def demand(license: License) -> Demand | None:
    """The first row that fits a license; None for a license without demands."""
    return next((row for row in _demands() if row.ids.fullmatch(license.id)), None)


def owed(credit: Credit) -> tuple[Owed, ...]:
    """The parts that are owed on the terms of ``credit``, stated in it or not.

    A basis beside a license is a permission of its own, but the name is still owed.
    """
    if credit.license is not None:
        row = demand(credit.license)
        return row.owed if row else ()
    return _of_bases().get(credit.basis or "", ())


def missing(credit: Credit) -> tuple[Owed, ...]:
    """The owed parts that the credit lacks and that are not marked as not supplied.

    A verbatim line counts for the parts that it probably holds
    (:mod:`publish.rights.credit_lines`).
    """
    return tuple(
        part
        for part in owed(credit)
        if part.name not in credit.not_supplied
        and not any(getattr(credit, name) for name in part.paid_by)
        and not credit_lines.holds(credit, part.name)
    )


def notice(license: License) -> tuple[tuple[str, ...], str]:
    """The weights of the edits that must be indicated, and the clause."""
    row = demand(license)
    return (row.notice, row.notice_clause) if row else ((), "")
