"""Every inline may be anywhere: our own proof refuses none of it, in no theme.

A part of the matrix; ``make fuzz`` searches the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import pytest

from tests.fuzz.matrix import BLOCKS, INLINES, Sample, samples
from tests.fuzz.search import THEMES, search, shrink

SEED = 0
FEW = 40
"""Samples for each theme: no theme has those of another."""


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_right_is_refused(theme: str) -> None:
    start = THEMES.index(theme) * FEW
    chosen = list(samples(SEED))[start : start + FEW]
    findings = list(search(chosen, theme, at_once=FEW))
    assert not findings, "\n".join(map(str, findings))


def test_the_matrix_is_whole() -> None:
    """Every inline is in every block that may have it, in every place and beside every other."""
    drawn = list(samples(SEED))
    places: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for sample in drawn:
        places.setdefault((sample.block, sample.inlines), set()).add(sample.place)
    for name, block in BLOCKS.items():
        for inline in INLINES.keys() - block.without:
            assert places[name, (inline,)] == {"alone", "first", "last", "within"}
            assert all(
                (name, (inline, other)) in places for other in INLINES.keys() - block.without
            )
    assert len({sample.shift for sample in drawn}) == 61
    assert drawn[:99] == list(islice(samples(SEED), 99)) != list(islice(samples(SEED + 1), 99))


def test_what_is_not_needed_is_left_out() -> None:
    many = list(samples(SEED))[:40]

    def both(some: Sequence[Sample]) -> str:
        return "bad" if {many[3], many[30]} <= set(some) else ""

    assert shrink(many, both) == [many[3], many[30]]
    assert shrink(many, lambda some: "bad" if many[7] in some else "") == [many[7]]
