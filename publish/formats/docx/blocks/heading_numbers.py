"""The numbers of headings: as Word's multilevel list, linked to its Heading styles.

What ``h2::before`` says in texts and counters becomes a level of that list
(ISO 29500-1 §17.9), and so does a number that stands in the markup, so that Word
itself numbers what a partner adds or takes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import Generated, Part
from publish.formats.docx.blocks.lists import NUMBERS
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Level
from publish.formats.docx.model.formatting import difference
from publish.formats.docx.styles.fonts import FontBook
from publish.formats.docx.styles.list_styles import DEEPEST

_BARE = Level("none", "", 0, 0, "left", hung=False)

Content = tuple[Part, ...]


@dataclass(frozen=True)
class Outline:
    """The nine levels, and what CSS puts before the headings of those that are numbered."""

    levels: tuple[Level, ...] = ()
    contents: Mapping[int, Content] = field(default_factory=dict)
    stated: frozenset[int] = frozenset()
    """The levels whose numbers stand in the markup."""

    @classmethod
    def of(cls, cascade: Cascade, book: FontBook) -> Outline:
        """The numbers that a specimen's headings have; the first of a level stands for all."""
        if stated := _stated(cascade, book):
            whole = tuple(stated.get(depth, _BARE) for depth in range(DEEPEST))
            return cls(whole, stated=frozenset(stated))
        found = _Found(cascade, book)
        levels = {depth: found.level(depth) for depth in found.numbered}
        known = {depth: level for depth, level in levels.items() if level is not None}
        if not known:
            return cls()
        contents = {depth: found.numbered[depth][1].content or () for depth in known}
        return cls(tuple(known.get(depth, _BARE) for depth in range(DEEPEST)), contents)

    def states(self, element: Element) -> bool:
        """Does a number stand in this heading that Word counts itself?"""
        return roles.outline(element) in self.stated and roles.is_number(next(iter(element), None))

    def numbers(self, cascade: Cascade, element: Element) -> bool:
        """Has this element the number of its level?"""
        if self.stated:
            return self.states(element)
        depth = roles.outline(element)
        content = None if depth is None else self.contents.get(depth)
        if not content:
            return False
        before = cascade.generated(element, "before")
        return before is not None and before.content == content


def _stated(cascade: Cascade, book: FontBook) -> dict[int, Level]:
    """The levels whose numbers stand in the markup, in digits that Word counts in."""
    found: dict[int, Level] = {}
    for element in cascade.root.iter():
        depth, span = roles.outline(element), next(iter(element), None)
        if depth is None or depth in found or span is None or not roles.is_number(span):
            continue
        if not (span.text or "").isascii():
            return {}
        own = book.format(cascade.characters(element))
        said = difference(book.format(cascade.characters(span)), own)
        text = ".".join(f"%{n}" for n in range(1, depth + 2))
        looks = tuple(sorted(said.items()))
        # A space of Word's own: one in the text would be repeated by what refers to it.
        found[depth] = Level("decimal", text, 0, 0, "left", looks, hung=False, follow="space")
    return found


class _Found:
    """What a document has of numbered headings."""

    def __init__(self, cascade: Cascade, book: FontBook) -> None:
        self.cascade = cascade
        self.book = book
        self.numbered: dict[int, tuple[Element, Generated]] = {}
        """The first numbered heading of every level, from 0, and its number."""
        self.owners: dict[str, int] = {}
        """The level whose headings move a counter on."""
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
        """The level of Word's list; ``None`` if that cannot show what the style sheet says."""
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
        own = self.book.format(self.cascade.characters(element))
        said = difference(self.book.format(before.characters), own)
        counter = next((part.value for part in counters if self.owners[part.value] == depth), "")
        start, restart = self._counting(counter, depth)
        return Level(
            kinds.get(depth) or "none",
            "".join(self._text(part) for part in content) + self._gap(before),
            0,
            0,
            "left",
            tuple(sorted(said.items())),
            hung=False,
            start=start,
            restart=restart,
            legal=legal,
        )

    def _is_legal(self, kinds: Mapping[int, str | None]) -> bool | None:
        """Do all numbers have to be shown in decimals? ``None`` if Word cannot show them so."""
        other = {owner: kind for owner, kind in kinds.items() if self._kind(owner) != kind}
        if not other:
            return False
        return True if set(kinds.values()) == {"decimal"} else None

    def _kind(self, depth: int) -> str | None:
        """How a level shows its own number."""
        for part in self.numbered[depth][1].content or ():
            if part.kind == "counter" and self.owners.get(part.value) == depth:
                return NUMBERS.get(part.style)
        return None

    def _counting(self, counter: str, depth: int) -> tuple[int, int | None]:
        """Where the numbers of a level start, and what sets them back."""
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
        """The room between number and text, as so many spaces: Word knows no other."""
        side = "left" if before.box.rtl else "right"
        gap = boxes.length(before.box.margin[side], 0.0) + before.box.padding[side].of(0.0)
        return " " * round(gap / max(1.0, self.book.width(" ", before.characters)))
