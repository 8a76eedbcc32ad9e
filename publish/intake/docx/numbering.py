"""Lists: which one a paragraph is an item of, and the number that Word shows."""

from __future__ import annotations

from dataclasses import field

from lxml import etree

from publish.intake.docx.markup import attribute, child, elements, name, number, value
from publish.intake.docx.styles import Styles
from publish.intake.model import Counting
from publish.values import dataclass

_KINDS = {
    "bullet": "",
    "none": "",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
"""Every other format counts in figures."""
_DEEPEST = 8


@dataclass(frozen=True)
class _Level:
    kind: str = ""
    start: int = 1
    indent: int = 0


@dataclass(frozen=True)
class _Definition:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    """Levels at which the list begins anew, and their first numbers."""


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted."""

    root: etree._Element | None
    styles: Styles
    _lists: dict[str, _Definition] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        abstract = {
            attribute(e, "w:abstractNumId"): e
            for e in elements(self.root)
            if name(e) == "w:abstractNum"
        }
        for num in elements(self.root):
            if name(num) == "w:num":
                self._lists[attribute(num, "w:numId")] = self._definition(num, abstract)

    def _definition(self, num: etree._Element, abstract: dict[str, etree._Element]) -> _Definition:
        key = value(num, "w:abstractNumId")
        base = abstract.get(key)
        linked = value(base, "w:numStyleLink")
        for style in self.styles.chain(linked) if linked else ():
            other = value(style, "w:pPr", "w:numPr", "w:numId")
            if other in self._lists:
                return self._lists[other]
        levels = {n: level for n, level in map(_level, elements(base)) if n >= 0}
        starts: dict[int, int] = {}
        for over in elements(num):
            if name(over) != "w:lvlOverride":
                continue
            at = number(attribute(over, "w:ilvl"))
            own = child(over, "w:lvl")
            if own is not None:
                levels[at] = _level(own)[1]
                starts[at] = levels[at].start
            if start := value(over, "w:startOverride"):
                starts[at] = number(start, 1)
        return _Definition(key or attribute(num, "w:numId"), levels, starts)

    def item(self, properties: etree._Element | None) -> Counting | None:
        """The list of the paragraph with these properties, counted on; None if it has none."""
        found = self._stated(properties)
        if found is None:
            return None
        key, at = found
        known = self._lists.get(key)
        if known is None:
            return None
        level = known.levels.get(at, _Level())
        counter = (known.abstract, at)
        if at in known.starts and (key, at) not in self._begun:
            self._counts[counter] = known.starts[at] - 1
        self._begun.add((key, at))
        count = self._counts[counter] = self._counts.get(counter, level.start - 1) + 1
        for deeper in range(at + 1, _DEEPEST + 1):
            self._counts.pop((known.abstract, deeper), None)
        own = number(attribute(child(properties, "w:ind"), "w:left"), level.indent)
        return Counting(known.abstract, at, level.kind, count, own)

    def _stated(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The number of the list and the level, from the paragraph or its styles."""
        key = value(properties, "w:numPr", "w:numId")
        level = value(properties, "w:numPr", "w:ilvl")
        style = value(properties, "w:pStyle") or self.styles.default
        for one in self.styles.chain(style):
            key = key or value(one, "w:pPr", "w:numPr", "w:numId")
            level = level or value(one, "w:pPr", "w:numPr", "w:ilvl")
        if not key or key == "0":
            return None
        return key, min(number(level), _DEEPEST)


def _level(element: etree._Element) -> tuple[int, _Level]:
    if name(element) != "w:lvl":
        return -1, _Level()
    format = value(element, "w:numFmt") or "decimal"
    indent = child(element, "w:pPr", "w:ind")
    left = attribute(indent, "w:left") or attribute(indent, "w:start")
    return number(attribute(element, "w:ilvl")), _Level(
        _KINDS.get(format, "1"), number(value(element, "w:start"), 1), number(left)
    )
