"""Where an article goes on after a page or a column, with the figures that come first there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from publish.formats.pdf.layout.placement.order import Piece


class Position(dict[int, Any]):
    """A position inside a child of an article, and the pieces that come before that child.

    To WeasyPrint it is an ordinary position. If ``done``, nothing follows those pieces.
    """

    def __init__(self, inside: Any, first: tuple[Piece, ...], *, done: bool = False) -> None:
        super().__init__(inside or {0: None})
        self.inside, self.first, self.done = inside, first, done

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Position) and self._key() == other._key()

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    def __deepcopy__(self, memo: Any) -> Position:
        return self

    def _key(self) -> tuple[Any, ...]:
        return self.inside, [(p.box, p.inside) for p in self.first], self.done


def first(position: Any) -> tuple[Piece, ...]:
    """The pieces that a page begins with, before a position inside a child."""
    return position.first if isinstance(position, Position) else ()


def pieces_from(children: Sequence[Any], start: int, position: Any) -> tuple[Piece, ...]:
    """The pieces of an article from a position on."""
    early: tuple[Piece, ...] = ()
    if isinstance(position, Position):
        count = len(position.first)
        early = tuple(replace(p, number=n - count) for n, p in enumerate(position.first))
        if position.done:
            return early
        position = position.inside
    before = [None, *children]
    rest = (Piece(n, children[n], None, before[n]) for n in range(start + 1, len(children)))
    return (*early, Piece(start, children[start], position, before[start]), *rest)


def following(pieces: Sequence[Piece], broken: dict[int, Any], count: int) -> dict[int, Any]:
    """The position after a page that ended as ``broken``, among ``count`` children."""
    ((at, inside),) = broken.items()
    here, *others = pieces[at:]
    left = [here if inside is None else replace(here, inside=inside), *others]
    numbers = {piece.number for piece in left}
    start = count
    while start - 1 in numbers:
        start -= 1
    start = max(start, *(piece.number for piece in left if piece.inside is not None), 0)
    early = tuple(sorted((p for p in left if p.number < start), key=lambda piece: piece.number))
    if start == count:
        return {count - 1: Position(None, early, done=True)}
    inside = next(piece.inside for piece in left if piece.number == start)
    return {start: Position(inside, early) if early else inside}
