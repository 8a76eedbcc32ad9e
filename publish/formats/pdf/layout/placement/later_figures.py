"""Lets the text go on where a figure does not fit, which then starts the next page or column.

WeasyPrint 70 has no page floats (CSS Page Floats 3): what does not fit leaves its room empty.
Here such a page is laid out again, with the figure after the text of its section, or with a
smaller picture, whatever fills the page. If the page ends before the figure, the next one begins
with it, and the broken paragraph goes on below it. The position where a page goes on holds the
figures that come first there, so a page can be laid out any number of times. Pages where
nothing moves are laid out by WeasyPrint alone. This wraps a private function;
``tests/formats/pdf`` fails if an upgrade moves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from publish.formats.pdf.layout.columns import spanning
from publish.formats.pdf.layout.placement import (
    end_matter,
    indents,
    order,
    parts,
    positions,
    sizes,
)
from publish.formats.pdf.layout.placement.order import Piece
from publish.formats.pdf.layout.placement.trials import remembered
from publish.values import dataclass

_weasyprint_container = block.block_container_layout
_MOST_CHANGES = 4
_WHOLE = 1.0
"""Pixels that a column which is not made shorter leaves free at its foot, at most."""
_POSITION, _NEXT_PAGE = 1, 2
"""The places in WeasyPrint's results of where to go on, and on which kind of page."""
_COLUMN_END = "_publish_column_end"
"""Where the last column ended: the next one of the page begins with the same value."""


@dataclass(frozen=True, eq=False)
class _Plan:
    """The pieces in the order in which they are tried, some of them with smaller pictures."""

    pieces: tuple[Piece, ...]
    shares: tuple[tuple[Any, float], ...] = ()
    """Figures and the shares of their pictures' widths."""
    parted: tuple[Any, ...] = ()
    """Tables and boxes that may go on over the page."""
    end: Callable[[Any], Any] | None = None
    """How the end matter is changed; None if it is not."""


def install() -> None:
    """Wrap WeasyPrint's function; may be called again."""
    block.block_container_layout = _lay_out


def _lay_out(context: Any, box: Any, *others: Any, **named: Any) -> Any:
    """Lay out a page or a column of an article as above; anything else as WeasyPrint does."""
    if box.element_tag != "article" or named or not _holds_blocks(box):
        return _weasyprint_container(context, box, *others, **named)
    return _Page(context, box, *others).laid_out()


def _holds_blocks(box: Any) -> bool:
    return bool(box.children) and not isinstance(box.children[0], boxes.LineBox)


class _Page:
    """The layout of an article on one page, or in one column; ``others`` are WeasyPrint's."""

    def __init__(self, context: Any, box: Any, space: float, position: Any, *others: Any) -> None:
        self.context, self.box, self.space, self.position = context, box, space, position
        self.empty, self.absolute, self.fixed, self.margins, *self.others = others
        self.top = box.position_y
        ((start, inside),) = position.items() if position else ((0, None),)
        self.start: int = start
        self.is_later = position is not None and position is vars(context).get(_COLUMN_END)
        """Is it a column after another one of the same page?"""
        self.is_carried = isinstance(inside, positions.Position)
        self.natural = _Plan(positions.pieces_from(box.children, start, inside))
        self.bring_back = remembered(context, self.absolute, self.fixed)

    def laid_out(self) -> tuple[Any, ...]:
        """The result that WeasyPrint expects."""
        plan, result = self.natural, self._tried(self.natural)
        for _ in range(0 if abs(self.space) == inf else _MOST_CHANGES):
            better = self._better(plan, result)
            if better is None:
                break
            plan, result = better
        plan, result = self._ended(plan, result)
        if result[0] is None and self.is_later:
            return self._empty()
        if result[0] is not None and result[_POSITION]:
            count = len(self.box.children)
            if _goes_on(plan.pieces, result[_POSITION]):
                # WeasyPrint looks for the first block of a new kind of page, and here is none.
                result[_NEXT_PAGE] = {**result[_NEXT_PAGE], "break": "any"}
            position = positions.following(plan.pieces, result[_POSITION], count)
            first = next(
                (one for value in position.values() for one in positions.first(value)), None
            )
            if first is not None and first.page != result[_NEXT_PAGE]["page"]:
                result[_NEXT_PAGE] = {"break": "any", "page": first.page}
            result[_POSITION] = position
        if self.box.is_column:
            setattr(self.context, _COLUMN_END, result[_POSITION])
        return tuple(result)

    def _empty(self) -> tuple[Any, ...]:
        """A column without anything: what comes next has more room on the next page.

        WeasyPrint 70 would take all columns of a page away where one of them has no room.
        """
        self.bring_back()
        self.box.position_y = self.top
        given = self.empty, self.absolute, self.fixed, list(self.margins or ())
        box = self.box.copy_with_children([])
        result = list(
            _weasyprint_container(self.context, box, self.space, None, *given, *self.others)
        )
        result[_POSITION] = self.position
        return tuple(result)

    def _better(self, plan: _Plan, result: list[Any]) -> tuple[_Plan, list[Any]] | None:
        """The first change of ``plan`` that makes the page longer, and its result.

        Without one, ``result`` and the context are again those of ``plan``.
        """
        # In a column that is only tried, to find the least height of all, nothing moves away.
        nothing = result[0] is None and (self.is_later or self.space <= _WHOLE)
        at = order.culprit(plan.pieces, 0) if nothing else _ended_by(plan, result)
        if at is None:
            return None
        reached = self.top if nothing else sizes.reach(result[0])
        room = self.context.page_bottom - self.space - reached
        tried = False
        for change in self._changes(plan, at, room):
            tried = True
            again = self._tried(change)
            if again[0] is not None and sizes.reach(again[0]) > reached + sizes.LEAST_GAIN:
                return change, again
        if tried:
            result[:] = self._tried(plan)
        return None

    def _changes(self, plan: _Plan, at: int, room: float) -> Iterator[_Plan]:
        """Ways to fill ``room``, best first."""
        figure = plan.pieces[at].box
        found = None
        is_new = all(figure is not one for one, _ in plan.shares)
        if is_new and not order.is_turned(plan.pieces, at):
            behind = plan.pieces[at + 1 : at + order.size(plan.pieces, at)]
            others = sum(map(self._height, (*_headings_above(plan.pieces, at), *behind)))
            found = sizes.fitting_share(self.context, self.box, figure, room - others)
        share, is_wide = found or (0.0, True)
        shrunk = replace(plan, shares=(*plan.shares, (figure, share)))
        if share >= sizes.SLIGHTLY and not is_wide:
            yield shrunk
        later = order.put_off(self.box.element, plan.pieces, at, self._needed_beside)
        if later:
            yield replace(plan, pieces=later)
        if share >= sizes.SLIGHTLY and is_wide:
            yield shrunk
        foot = self.context.page_bottom - self.space
        if sizes.MUCH <= share < sizes.SLIGHTLY and room > sizes.HOLE * (foot - self.top):
            yield shrunk
        is_whole = all(figure is not one for one in plan.parted)
        if is_whole and room > parts.LEAST_HOLE * (foot - self.top) and parts.parted(figure):
            yield replace(plan, parted=(*plan.parted, figure))

    def _ended(self, plan: _Plan, result: list[Any]) -> tuple[_Plan, list[Any]]:
        """The plan and its result again, or better ones if the article's last page comes next."""
        if abs(self.space) == inf or self.box.is_column:
            return plan, result
        if _is_before_end(plan, result):
            for tight in self._tighter(plan):
                again = self._tried(tight)
                if again[0] is not None and not again[_POSITION]:
                    return tight, again
            loose = replace(plan, end=end_matter.loose)
            is_full = self._is_full(result)
            if (
                not is_full
                and self._is_full(again := self._tried(loose))
                and _leaves_more(loose, again)
            ):
                plan, result = loose, again
            else:
                result = self._tried(plan)
        return plan, self._with_fuller_last(plan, result)

    def _tighter(self, plan: _Plan) -> Iterator[_Plan]:
        """The plan with tight end matter, then with a smaller last picture, too."""
        tight = replace(plan, end=end_matter.tight)
        yield tight
        changed = [figure for figure, _ in plan.shares]
        pictures = (
            p.box for p in reversed(plan.pieces) if p.inside is None and sizes.can_give_way(p.box)
        )
        last = next(pictures, None)
        if last is not None and all(last is not one for one in changed):
            yield replace(tight, shares=(*plan.shares, (last, sizes.SLIGHTLY)))

    def _with_fuller_last(self, plan: _Plan, result: list[Any]) -> list[Any]:
        """The result of ``plan`` with more left for the last page, if that is a few lines now."""
        if result[0] is None or not result[_POSITION]:
            return result
        ((at, inside),) = result[_POSITION].items()
        left = [piece.box for piece in plan.pieces[at:]]
        if not end_matter.is_short(left):
            return result
        if inside is not None:
            left[0] = spanning.resuming(left[0], inside)
        page = self.context.page_bottom - self.space - self.top
        need = end_matter.lacking(left, self._box_height, page)
        if need and self._is_full(again := self._tried(plan, need)):
            return again
        return self._tried(plan) if need else result

    def _is_full(self, result: list[Any]) -> bool:
        foot = self.context.page_bottom - self.space
        reached = 0.0 if result[0] is None else sizes.reach(result[0])
        return end_matter.is_full(reached, self.top, foot)

    def _tried(self, plan: _Plan, left: float = 0.0) -> list[Any]:
        """WeasyPrint's result for ``plan``, with nothing left of what was tried before.

        The page ends earlier by the pixels ``left``. The position is that among the pieces.
        """
        self.bring_back()
        self.box.position_y = self.top
        box, position, skipped = self.box, self.position, self.start
        if plan is not self.natural or self.is_carried:
            box = box.copy_with_children(self._shown(plan))
            position, skipped = None if position is None else {0: None}, 0
        given = self.empty, self.absolute, self.fixed, list(self.margins or ())
        result = list(
            _weasyprint_container(
                self.context, box, self.space + left, position, *given, *self.others
            )
        )
        self.box.position_y = box.position_y
        if result[_POSITION]:
            ((place, inside),) = result[_POSITION].items()
            result[_POSITION] = {place - skipped: inside}
        return result

    def _shown(self, plan: _Plan) -> list[Any]:
        """The boxes of ``plan``, as WeasyPrint lays them out."""
        shares = {id(figure): share for figure, share in plan.shares}
        shown: list[Any] = []
        before: Piece | None = None
        for piece in plan.pieces:
            child = piece.box
            if id(child) in shares:
                child = sizes.smaller(self.context, self.box, child, shares[id(child)])
            if any(child is one for one in plan.parted):
                child = parts.parted(child) or child
            if plan.end is not None and piece.inside is None and end_matter.is_end(child):
                child = plan.end(child)
            if piece.inside is not None:
                child = spanning.resuming(child, piece.inside)
            elif before is not None and before.number != piece.number - 1:
                child = indents.indented(child, before.box, self.box.children)
            shown.append(child)
            before = piece
        return shown

    def _height(self, piece: Piece) -> float:
        return self._box_height(piece.box)

    def _box_height(self, box: Any) -> float:
        return float(sizes.laid_out(self.context, self.box, box).margin_height())

    def _needed_beside(self, figure: Any, paragraphs: list[Any]) -> int:
        return sizes.needed_beside(self.context, self.box, figure, paragraphs)


def _ended_by(plan: _Plan, result: list[Any]) -> int | None:
    """The place of the figure that ended the page in ``plan``; None if none did."""
    if result[0] is None or not result[_POSITION]:
        return None
    ((at, inside),) = result[_POSITION].items()
    return order.culprit(plan.pieces, at) if at and inside is None else None


def _is_before_end(plan: _Plan, result: list[Any]) -> bool:
    """Whether nothing but end matter is left for the next page, of which none is begun before."""
    if result[0] is None or not result[_POSITION]:
        return False
    ((at, _),) = result[_POSITION].items()
    return all(end_matter.is_end(p.box) and p.inside is None for p in plan.pieces[at:])


def _leaves_more(plan: _Plan, result: list[Any]) -> bool:
    """Whether more is left for the last page than the last piece alone, or nothing at all."""
    if not result[_POSITION]:
        return True
    ((at, inside),) = result[_POSITION].items()
    return inside is not None or at < len(plan.pieces) - 1


def _goes_on(pieces: Sequence[Piece], position: dict[int, Any]) -> bool:
    """Whether a page ended before the rest of a piece that an earlier page had begun."""
    ((at, inside),) = position.items()
    return inside is None and at < len(pieces) and pieces[at].inside is not None


def _headings_above(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """The headings that stay together with the figure at ``at``."""
    above = takewhile(lambda piece: piece.tag in order.HEADINGS, reversed(pieces[:at]))
    return list(above)
