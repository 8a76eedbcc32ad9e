"""The numbering part: definitions that look like the theme's lists, and a restart per list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import field, replace

from publish.formats.docx.model.numbering import DEEPEST, Item, Level
from publish.formats.docx.parts.formatting import run_properties
from publish.formats.docx.xml.elements import Element, root, w
from publish.values import dataclass

Levels = tuple[Level, ...]


@dataclass
class _Instance:
    number: int
    depth: int
    start: int | None


@dataclass
class Numberings:
    """The definitions and instances of a document.

    All levels must be learned before the first reference is made: a list and those
    nested in it share one definition, so that Tab in Word moves an item to the next
    level's style.
    """

    headings: Levels = ()
    """The nine levels of the headings' numbers, if they have any."""
    _known: list[Levels] = field(default_factory=list)
    _definitions: dict[Levels, int] = field(default_factory=dict)
    _instances: dict[tuple[Levels, int | None], _Instance] = field(default_factory=dict)
    _styles: dict[tuple[Levels, int], str] = field(default_factory=dict)
    """The paragraph styles that levels are linked to."""

    def learn(self, levels: Levels) -> None:
        """Remember a list's levels; earlier lists decide how later ones are extended."""
        levels = levels[:DEEPEST]
        if levels not in self._known:
            self._known.append(levels)

    def style(self, levels: Levels, style: str) -> Element:
        """The ``numPr`` of a paragraph style whose own list has ``levels``."""
        depth = min(len(levels), DEEPEST) - 1
        return self._linked(self._nine(levels), depth, style)

    def heading(self, depth: int, style: str) -> Element:
        """The ``numPr`` of a style for headings that are numbered at ``depth``, from 0."""
        return self._linked(self.headings, depth, style)

    def _linked(self, levels: Levels, depth: int, style: str) -> Element:
        self._styles.setdefault((levels, depth), style)
        return _reference(self._instance(levels, None, depth, None), depth)

    def paragraph(self, item: Item, style_levels: Levels) -> Element | None:
        """The ``numPr`` of a paragraph; none where its style, with ``style_levels``, has it."""
        if item.series is None and item.levels == style_levels:
            return None
        depth = min(len(item.levels), DEEPEST) - 1
        start = None if item.series is None else item.start
        number = self._instance(self._nine(item.levels), item.series, depth, start)
        return _reference(number, depth)

    def _nine(self, levels: Levels) -> Levels:
        """All nine levels: as far as they are known, then the last of them, further in."""
        levels = levels[:DEEPEST]
        while longer := self._longer(levels):
            levels = longer
        found = list(levels)
        while len(found) < DEEPEST:
            last = found[-1]
            step = last.left - (found[-2].left if len(found) > 1 else 0)
            found.append(replace(last, left=last.left + max(step, 0)))
        return tuple(found)

    def _longer(self, levels: Levels) -> Levels | None:
        kind = levels[-1].kind
        nested = (k for k in self._known if len(k) == len(levels) + 1 and k[:-1] == levels)
        return next((known for known in nested if known[-1].kind == kind), None)

    def _instance(self, levels: Levels, series: int | None, depth: int, start: int | None) -> int:
        self._definitions.setdefault(levels, len(self._definitions))
        fresh = _Instance(len(self._instances) + 1, depth, start)
        return self._instances.setdefault((levels, series), fresh).number

    def element(self) -> Element:
        """The root of numbering.xml."""
        return root(
            "numbering",
            *(self._definition(levels, id) for levels, id in self._definitions.items()),
            *self._numbers(),
        )

    def _numbers(self) -> Iterator[Element]:
        for (levels, _), instance in self._instances.items():
            restart = w("lvlOverride", w("startOverride", val=instance.start), ilvl=instance.depth)
            yield w(
                "num",
                w("abstractNumId", val=self._definitions[levels]),
                restart if instance.start is not None else None,
                numId=instance.number,
            )

    def _definition(self, levels: Levels, id: int) -> Element:
        digest = _digest(levels)
        return w(
            "abstractNum",
            w("nsid", val=digest[:8]),
            w("multiLevelType", val="multilevel"),
            w("tmpl", val=digest[8:16]),
            *(_level(level, n, self._styles.get((levels, n))) for n, level in enumerate(levels)),
            abstractNumId=id,
        )


def _digest(levels: Levels) -> str:
    """A digest of a list's definition, from which its ids are made.

    When text is pasted, Word takes lists of one nsid for the same list. So the form that
    is digested never changes, or documents of different versions would have other ids.
    """
    forms = (
        f"Level(kind={level.kind!r}, text={level.text!r}, left={level.left!r},"
        f" hanging={level.hanging!r}, align={level.align!r}, said={level.characters!r},"
        f" hung={level.hung!r}, start={level.start!r}, restart={level.restart!r},"
        f" follow={level.follow!r}, legal={level.legal!r})"
        for level in levels
    )
    return hashlib.sha256(f"({', '.join(forms)})".encode()).hexdigest().upper()


def _level(level: Level, number: int, style: str | None) -> Element:
    characters = run_properties(dict(level.characters))
    return w(
        "lvl",
        w("start", val=level.start),
        w("numFmt", val=level.kind),
        w("lvlRestart", val=level.restart) if level.restart is not None else None,
        w("pStyle", val=style) if style else None,
        w("isLgl") if level.legal else None,
        None if level.hung else w("suff", val=level.follow),
        w("lvlText", val=level.text.replace("{}", f"%{number + 1}")),
        # The marker's right edge is at the hanging indent, as CSS has it outside the text.
        w("lvlJc", val=level.align),
        w("pPr", w("ind", left=level.left, hanging=level.hanging)) if level.hung else None,
        w("rPr", *characters) if characters else None,
        ilvl=number,
    )


def unnumbered() -> Element:
    """The ``numPr`` of a style without number, based on one that has a number (§17.9.18)."""
    return w("numPr", w("numId", val=0))


def _reference(number: int, depth: int) -> Element:
    return w("numPr", w("ilvl", val=depth) if depth else None, w("numId", val=number))
