"""What a license demands of a credit, as a table: which parts are owed, and where that stands.

Read from the legal codes. "Where supplied" is in nearly all of them: what the
licensor did not supply is not owed, and an editor who looked says so in
``not-supplied:`` (:attr:`publish.model.article.Credit.not_supplied`).

A copyright notice must be kept where there is one, but most works have none, and
a credit without it shows no fault: it is only owed where it is the attribution.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from publish.model.credit import Credit, License
from publish.rights import lines


@dataclass(frozen=True)
class Owed:
    """One part of a credit that is owed.

    ``name`` is the part's, and what ``not-supplied:`` calls it; any one of the
    fields ``paid_by`` settles it. ``clause`` is where the demand stands.
    """

    name: str
    paid_by: tuple[str, ...]
    clause: str


@dataclass(frozen=True)
class Demand:
    """What the licenses demand whose ids match ``ids`` in full."""

    ids: str
    owed: tuple[Owed, ...]
    notice: tuple[str, ...] = ()
    """The weights of edits (``registry.edits``) that must be told; empty for none."""
    notice_clause: str = ""


_ANYBODY = ("creator", "provider", "copyright")
_CHANGED, _ADAPTED = ("crop", "adaptation"), ("adaptation",)


def _cc(clause: str, *names: str) -> tuple[Owed, ...]:
    return tuple(Owed(name, (name,), clause) for name in names)


_CC_OLD = r"CC-BY(?:-NC)?(?:-SA)?"
"""Without ND: those license no adaptation, so there is none to be told."""

DEMANDS: tuple[Demand, ...] = (
    Demand(
        r"CC-BY(?:-\w\w)*-4\.0",
        _cc("CC 4.0 §3(a)(1)(A)", "creator", "source"),
        _CHANGED,
        "CC 4.0 §3(a)(1)(B)",
    ),
    Demand(
        rf"{_CC_OLD}-3\.0(?:-\w+)?",
        _cc("CC 3.0 §4(b) or (c)", "creator", "title", "source"),
        _ADAPTED,
        "CC 3.0 §3(b)",
    ),
    Demand(r"CC-BY.*-3\.0(?:-\w+)?", _cc("CC 3.0 §4(b)", "creator", "title", "source")),
    Demand(
        rf"{_CC_OLD}-2\.\d(?:-\w+)?",
        _cc("CC 2.0 and 2.5 §4(b) or (c)", "creator", "title", "source"),
        _ADAPTED,
        "CC 2.0 and 2.5 §4(b) or (c)",
    ),
    Demand(r"CC-BY.*-2\.\d(?:-\w+)?", _cc("CC 2.0 and 2.5 §4(b)", "creator", "title", "source")),
    # Version 1.0 does not speak of an address.
    Demand(
        rf"{_CC_OLD}-1\.0(?:-\w+)?",
        _cc("CC 1.0 §4(b) or (c)", "creator", "title"),
        _ADAPTED,
        "CC 1.0 §4(b) or (c)",
    ),
    Demand(r"CC-BY.*-1\.0(?:-\w+)?", _cc("CC 1.0 §4(b)", "creator", "title")),
    Demand(
        r"GFDL-.*",
        (Owed("creator", ("creator", "copyright"), "GFDL §2 and §4(B), (D)"),),
        _CHANGED,
        "GFDL §4(B), (I)",
    ),
    Demand(
        r"LAL-.*",
        (
            Owed("creator", ("creator",), "Licence Art Libre §2.2"),
            Owed("source", ("source", "acquire"), "Licence Art Libre §2.2"),
        ),
        _CHANGED,
        "Licence Art Libre §2.3",
    ),
    Demand(
        r"OGL-.*",
        (
            Owed(
                "creator", _ANYBODY, "Open Government Licence, “You must … acknowledge the source”"
            ),
        ),
    ),
    Demand(
        r"DL-DE-BY-2\.0",
        (
            Owed("creator", _ANYBODY, "Datenlizenz Deutschland 2.0 (2) no. 1"),
            Owed("source", ("source",), "Datenlizenz Deutschland 2.0 (2) no. 3"),
        ),
        _CHANGED,
        "Datenlizenz Deutschland 2.0 (3)",
    ),
    Demand(r"etalab-2\.0", (Owed("creator", _ANYBODY, "Licence Ouverte 2.0, “paternité”"),)),
    Demand(r"MIT", (Owed("creator", ("copyright", "creator"), "MIT License, second paragraph"),)),
    Demand(
        r"BSD-[23]-Clause",
        (Owed("creator", ("copyright", "creator"), "BSD Licenses, first and second condition"),),
    ),
    Demand(
        r"Apache-2\.0",
        (Owed("creator", ("copyright", "creator"), "Apache License 2.0 §4(c)"),),
        _CHANGED,
        "Apache License 2.0 §4(b)",
    ),
    Demand(
        r"attribution-only",
        (Owed("creator", _ANYBODY, "Commons, Template:Attribution"),),
    ),
    Demand(
        r"all-rights-reserved|editorial-use-only",
        (Owed("creator", _ANYBODY, "Berne Convention, article 6bis"),),
    ),
)
"""The first row that fits a license is its own."""

BASES: Mapping[str, tuple[Owed, ...]] = {
    "quotation": (Owed("creator", (*_ANYBODY, "source"), "Berne Convention, article 10(3)"),),
    "fair-dealing": (
        Owed(
            "creator", (*_ANYBODY, "source"), "CDPA 1988, section 30, “sufficient acknowledgement”"
        ),
    ),
}
"""What is owed where a picture is used without a license, by the ground for its use."""


def demand(license: License) -> Demand | None:
    """The row of the table for a license; None for one that demands no credit."""
    return next((row for row in DEMANDS if re.fullmatch(row.ids, license.id)), None)


def owed(credit: Credit) -> tuple[Owed, ...]:
    """The parts that are owed on the terms of ``credit``, be they stated in it or not.

    A basis that stands beside a license is a permission of its own, but does not
    take the name from the credit.
    """
    if credit.license is not None:
        row = demand(credit.license)
        return row.owed if row else ()
    return BASES.get(credit.basis or "", ())


def missing(credit: Credit) -> tuple[Owed, ...]:
    """The owed parts that the credit lacks, and of which nobody said that they were not supplied.

    A line that the source gave to be shown to the letter counts for the parts
    that it plausibly holds (:mod:`publish.rights.lines`).
    """
    return tuple(
        part
        for part in owed(credit)
        if part.name not in credit.not_supplied
        and not any(getattr(credit, name) for name in part.paid_by)
        and not lines.holds(credit, part.name)
    )


def told(license: License) -> tuple[tuple[str, ...], str]:
    """The weights of the edits that the license wants to be told, and where that stands."""
    row = demand(license)
    return (row.notice, row.notice_clause) if row else ((), "")
