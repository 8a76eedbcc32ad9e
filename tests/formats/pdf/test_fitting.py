"""An article is set again only where a page stays nearly empty, and a few times at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from publish.formats.pdf.critic.measures import Measures, PageFill
from publish.formats.pdf.layout import fitting


@dataclass
class Sheet:
    """A page as far as fitting looks at it."""

    margin_bottom: float = 100.0

    @property
    def _page_box(self) -> Sheet:
        return self

    def descendants(self) -> list[Any]:
        return []


@dataclass
class Document:
    fills: tuple[float, ...]

    @property
    def pages(self) -> list[Sheet]:
        return [Sheet() for _ in self.fills]


def fitted(monkeypatch: pytest.MonkeyPatch, *layouts: tuple[float, ...]) -> tuple[Any, int]:
    """The fills of the chosen one of these ``layouts``, and how many were made."""

    def measure(document: Document) -> Measures:
        return Measures(tuple(PageFill(n, fill) for n, fill in enumerate(document.fills, 1)))

    monkeypatch.setattr(fitting, "measure", measure)
    left = [*layouts, *([layouts[-1]] * 20)]
    document, measures = fitting.fitted(lambda rules: Document(left.pop(0)))
    assert [page.fill for page in measures.pages] == list(document.fills)
    return document.fills, len(layouts) + 20 - len(left)


def test_full_pages_are_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fitted(monkeypatch, (0.9, 0.95, 0.3)) == ((0.9, 0.95, 0.3), 1)


def test_the_first_layout_that_mends_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    layouts = ((0.95, 0.1), (0.9, 0.1), (0.97,), (0.99, 0.5))
    assert fitted(monkeypatch, *layouts) == ((0.97,), 3)


def test_the_first_stays_where_none_is_better(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fitted(monkeypatch, (0.7, 0.9, 0.5), (0.6, 0.7, 0.5)) == ((0.7, 0.9, 0.5), 4)


def test_a_hole_out_of_reach_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fitted(monkeypatch, (0.3, 0.9, 0.9, 0.5))[1] == 1


def test_long_articles_are_set_again_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    long = (*[0.95] * 29, 0.1)
    assert fitted(monkeypatch, long)[1] == 2
    assert fitted(monkeypatch, (*[0.95] * 70, 0.1))[1] == 1
