"""Sets an article again where a page stays nearly empty, on longer or shorter pages.

Compositors do the same by hand: every page of an article gets a line more, or one fewer. Each
trial costs a layout; there are few, and none where the page critic finds no such page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from weasyprint.formatting_structure import boxes

from publish.formats.pdf.critic.measures import Measures, PageFill
from publish.formats.pdf.critic.measuring import measure
from publish.values import dataclass

_TRIALS = 3
_PAGES = 32
"""The most layouts of a short article, and the most pages of a long one, that are made again.

A page costs about a tenth of a second.
"""
_WITHIN_REACH = 0.5
"""No line more or fewer can mend an emptier page, unless it is the last."""
_FOOT = 40.0
"""Pixels of the lower margin that stay, at least."""


@dataclass(frozen=True)
class _Fitted:
    """A layout and its measures."""

    document: Any
    measures: Measures

    def faults(self) -> tuple[PageFill, ...]:
        """The pages that stay nearly empty."""
        return (*self.measures.underfilled, *self.measures.thin)

    def cost(self) -> tuple[int, int, float]:
        """The number of such pages, of all pages, and roughly how empty the former are."""
        found = self.faults()
        emptiness = sum(1 - page.fill for page in found)
        return len(found), len(self.measures.pages), round(emptiness, 1)


def fitted(render: Callable[[str], Any]) -> tuple[Any, Measures]:
    """The best of a few layouts that ``render`` makes with more rules of CSS, and its measures.

    The first has none; it is the only one if no page stays nearly empty.
    """
    best = _laid_out(render, "")
    pages = len(best.measures.pages)
    faults = best.faults()
    if any(page.fill > _WITHIN_REACH or page.page == pages for page in faults):
        trials = _trials(best.document, thin=bool(best.measures.thin))
        for rules in islice(trials, min(_TRIALS, _PAGES // pages)):
            best = min(best, _laid_out(render, rules), key=_Fitted.cost)
            if not best.faults():
                break
    return best.document, best.measures


def _laid_out(render: Callable[[str], Any], rules: str) -> _Fitted:
    document = render(rules)
    return _Fitted(document, measure(document))


def _trials(document: Any, *, thin: bool) -> Iterator[str]:
    """The rules to try, best first: longer pages may take up a last one with a few lines."""
    sheets = [page._page_box for page in document.pages]
    line, bottom = _line(sheets), _lower_margin(sheets)
    for change in (-1, 1) if thin else (1, -1, 2):
        if bottom + change * line > _FOOT:
            yield f"@page {{ margin-bottom: {bottom + change * line:.2f}px }}"


def _lower_margin(pages: Sequence[Any]) -> float:
    """That of most pages, in pixels: a cover may have none."""
    margins = Counter(round(float(page.margin_bottom), 2) for page in pages)
    return max(margins, key=margins.__getitem__)


def _line(pages: Sequence[Any]) -> float:
    """The height of most lines, in pixels."""
    lines = (box for page in pages[:2] for box in page.descendants())
    heights = Counter(round(box.height, 2) for box in lines if isinstance(box, boxes.LineBox))
    return max(heights, key=heights.__getitem__, default=0.0)
