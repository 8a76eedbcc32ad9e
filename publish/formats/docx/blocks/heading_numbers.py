"""The numbers of headings: Word's multilevel list, linked to its Heading styles.

The texts and counters of ``h2::before`` become a level of that list (ISO 29500-1 §17.9),
and so does a number in the markup, so that Word itself numbers what a partner adds or
removes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import Generated, Part
from publish.formats.docx.blocks.list_markers import NUMBERS
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.numbering import DEEPEST, Level
from publish.formats.docx.styles.fonts import FontBook
from publish.values import dataclass

_UNNUMBERED = Level("none", "", 0, 0, "left", hung=False)

Content = tuple[Part, ...]


@dataclass(frozen=True)
class HeadingNumbers:
    """The nine levels, and what CSS generates before the headings of those that have numbers."""

    levels: tuple[Level, ...] = ()
    contents: Mapping[int, Content] = field(default_factory=dict)
    levels_in_markup: frozenset[int] = frozenset()
    """The levels whose numbers are in the markup."""

    @classmethod
    def of(cls, cascade: Cascade, book: FontBook) -> HeadingNumbers:
        """The numbers of a specimen's headings; the first heading of a level stands for all."""
        if in_markup := _levels_in_markup(cascade, book):
            levels = tuple(in_markup.get(depth, _UNNUMBERED) for depth in range(DEEPEST))
            return cls(levels, levels_in_markup=frozenset(in_markup))
        counters = _Counters(cascade, book)
        found = {depth: counters.level(depth) for depth in counters.numbered}
        known = {depth: level for depth, level in found.items() if level is not None}
        if not known:
            return cls()
        contents = {depth: counters.numbered[depth][1].content or () for depth in known}
        levels = tuple(known.get(depth, _UNNUMBERED) for depth in range(DEEPEST))
        return cls(levels, contents)

    def in_markup(self, element: Element) -> bool:
        """Does the heading begin with a number that Word counts itself?"""
        first = next(iter(element), None)
        return roles.outline(element) in self.levels_in_markup and roles.is_number(first)

    def is_numbered(self, cascade: Cascade, element: Element) -> bool:
        """Does the element have the number of its level?"""
        if self.levels_in_markup:
            return self.in_markup(element)
        depth = roles.outline(element)
        content = None if depth is None else self.contents.get(depth)
        if not content:
            return False
        before = cascade.generated(element, "before")
        return before is not None and before.content == content


def _levels_in_markup(cascade: Cascade, book: FontBook) -> dict[int, Level]:
    """The levels whose numbers are in the markup, in digits that Word counts in."""
    found: dict[int, Level] = {}
    for element in cascade.root.iter():
        depth, span = roles.outline(element), next(iter(element), None)
        if depth is None or depth in found or span is None or not roles.is_number(span):
            continue
        if not (span.text or "").isascii():
            return {}
        characters = book.changes(cascade.characters(span), cascade.characters(element))
        text = ".".join(f"%{n}" for n in range(1, depth + 2))
        # A space of Word's own: one in the text would be repeated by fields.
        found[depth] = Level("decimal", text, 0, 0, "left", characters, hung=False, follow="space")
    return found


class _Counters:
    """The headings that CSS numbers, and the counters that it uses."""

    def __init__(self, cascade: Cascade, book: FontBook) -> None:
        self.cascade = cascade
        self.book = book
        self.numbered: dict[int, tuple[Element, Generated]] = {}
        """The first numbered heading of every level, from 0, and its number."""
        self.owners: dict[str, int] = {}
        """The level whose headings increment a counter."""
        for element, depth in self._headings():
            before = cascade.generated(element, "before")
            if before is None or depth in self.numbered:
                continue
            self.numbered[depth] = (element, before)
            for name, by in cascade.counting(element).increments.items():
                if by == 1:
                    self.owners.setdefault(name, depth)

    def _headings(self) -> Iterator[tuple[Element, int]]:
        for element in self.cascade.root.iter():
            depth = roles.outline(element)
            if depth is not None:
                yield element, depth

    def level(self, depth: int) -> Level | None:
        """The level of Word's list; ``None`` if that cannot show what the stylesheet says."""
        element, before = self.numbered[depth]
        content = before.content or ()
        counters = [part for part in content if part.kind == "counter"]
        kinds = {self.owners.get(part.value, DEEPEST): NUMBERS.get(part.style) for part in counters}
        if not content or any("%" in part.value for part in content if part.kind == "text"):
            return None
        if any(owner > depth or kind is None for owner, kind in kinds.items()):
            return None
        legal = self._is_legal(kinds)
        if legal is None:
            return None
        counter = next((part.value for part in counters if self.owners[part.value] == depth), "")
        start, restart = self._start_and_restart(counter, depth)
        return Level(
            kinds.get(depth) or "none",
            "".join(self._text(part) for part in content) + self._gap(before),
            0,
            0,
            "left",
            self.book.changes(before.characters, self.cascade.characters(element)),
            hung=False,
            start=start,
            restart=restart,
            legal=legal,
        )

    def _is_legal(self, kinds: Mapping[int, str | None]) -> bool | None:
        """Must all numbers be shown in decimals? ``None`` if Word cannot show them so."""
        other = {owner: kind for owner, kind in kinds.items() if self._kind(owner) != kind}
        if not other:
            return False
        return True if set(kinds.values()) == {"decimal"} else None

    def _kind(self, depth: int) -> str | None:
        """The number format of a level's own number."""
        for part in self.numbered[depth][1].content or ():
            if part.kind == "counter" and self.owners.get(part.value) == depth:
                return NUMBERS.get(part.style)
        return None

    def _start_and_restart(self, counter: str, depth: int) -> tuple[int, int | None]:
        """The first number of a level, and the level that restarts it."""
        start, by = 1, 0
        for element in self.cascade.root.iter():
            resets = self.cascade.counting(element).resets
            if counter in resets:
                start = resets[counter] + 1
                level = roles.outline(element)
                by = max(by, level + 1 if level is not None and level < depth else 0)
        return max(0, start), None if by == depth else by

    def _text(self, part: Part) -> str:
        return part.value if part.kind == "text" else f"%{self.owners[part.value] + 1}"

    def _gap(self, before: Generated) -> str:
        """The gap between number and text as spaces: Word has no other."""
        side = "left" if before.box.rtl else "right"
        gap = boxes.length(before.box.margin[side], 0.0) + before.box.padding[side].of(0.0)
        return " " * round(gap / max(1.0, self.book.width(" ", before.characters)))
