"""The style of elements in one state: which conditions hold, and how dark the screen is.

Only what somebody sees is worked out. It shares no code with a writer's cascade.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

import cssselect2
from lxml import etree
from tinycss2.ast import Node

from publish.proof.sight.longhands import GLOBAL
from publish.proof.sight.properties import INHERITED, is_valid
from publish.proof.sight.stylesheets import Declared, Match, Sheets, inline
from publish.proof.sight.values import BLACK, ROOT, WHITE, Paint, number, paint, points, word
from publish.values import dataclass

_MOST = 12
"""Conditions of which each is tried alone; a theme with more is tried with all at once."""
_SIZES: Mapping[str, float] = {
    "xx-small": 0.6, "x-small": 0.75, "small": 0.89, "medium": 1.0, "large": 1.2,
    "x-large": 1.5, "xx-large": 2.0, "xxx-large": 3.0,
}  # fmt: skip
_USUAL_SIZES: Mapping[str, float] = {
    "h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83, "sub": 0.83,
    "sup": 0.83, "pre": 0.81, "code": 0.81,
}  # fmt: skip
_MARGIN = 72.0
"""Points of the margins of a page of paper."""
_READERS = frozenset({"color", "background-color", "background-image", "font-size"})
"""Properties of the root that a reading system chooses."""
_ROOTS = frozenset({"html", "body"})
_ON_TEXT = ("first-line", "first-letter")


@dataclass(frozen=True)
class Cause:
    """Why a text is not seen: in words, where, and the declaration that does it."""

    why: str
    element: str = ""
    declared: Declared | None = None


@dataclass(frozen=True)
class State:
    """The conditions that hold, and the colors of a page without a style."""

    conditions: frozenset[tuple[str, ...]] = frozenset()
    dark: bool = False

    @property
    def ground(self) -> Paint:
        """The color of the page."""
        return BLACK if self.dark else WHITE

    @property
    def ink(self) -> Paint:
        """The color of text that has none of its own."""
        return WHITE if self.dark else BLACK


def states(sheets: Sheets) -> Iterator[State]:
    """Every state that matters: in light and in dark, no condition, each, and all of them.

    It is dark only for stylesheets that say what they do then.
    """
    schemes = {scheme for scheme in map(_scheme, sheets.conditions) if scheme}
    for dark in (False, True) if "dark" in schemes else (False,):
        fitting = [c for c in sheets.conditions if _scheme(c) != ("light" if dark else "dark")]
        always = {c for c in fitting if _scheme(c)}
        others = [c for c in fitting if c not in always]
        chosen: list[Iterable[tuple[str, ...]]] = [(), others]
        chosen += ((other,) for other in others) if len(others) <= _MOST else ()
        for conditions in dict.fromkeys(frozenset((*always, *more)) for more in chosen):
            yield State(conditions, dark)


def _scheme(conditions: tuple[str, ...]) -> str:
    said = " ".join(conditions).replace(" ", "")
    return next((s for s in ("dark", "light") if f"prefers-color-scheme:{s}" in said), "")


@dataclass
class Style:
    """The style of an element, or of a part of its text, as far as it is seen."""

    tag: str
    size: float = ROOT
    """Points of the type."""
    ink: Paint | str | None = None
    """Its color; None for the reader's own, ``unknown`` for one that nobody can tell."""
    own: dict[str, Declared] = field(default_factory=dict)
    """Its declarations, by property."""
    inherited: dict[str, Declared] = field(default_factory=dict)
    """Its inherited declarations, by property."""
    name: str = ""
    """``span.credit``"""
    outdent: float = 0.0
    """Points that it may reach out to the sides: as far as a page has margins."""
    causes: tuple[Cause, ...] | None = None
    """The causes that hide it with all its content, computed on demand."""

    def value(self, name: str) -> Sequence[Node]:
        """The value of a property; nothing where it has none."""
        found = (self.inherited if name in INHERITED else self.own).get(name)
        return found.value if found else ()

    def said(self, name: str) -> Declared | None:
        """The declaration that a property has its value from."""
        return (self.inherited if name in INHERITED else self.own).get(name)

    def length(self, name: str, whole: float) -> float | None:
        """A length in points; None for none, and for ``auto``."""
        return points(self.value(name), self.size, whole)


class Cascade:
    """Styles in a document. ``reader_owned``: its root's size and colors are the reader's."""

    def __init__(self, root: etree._Element, sheets: Sheets, *, reader_owned: bool = False) -> None:
        self.sheets = sheets
        self.reader_owned = reader_owned
        whole = cssselect2.ElementWrapper.from_html_root(root)
        self.wrapped = {wrapped.etree_element: wrapped for wrapped in whole.iter_subtree()}
        self._matches: dict[etree._Element, list[Match]] = {}
        self._styles: dict[tuple[etree._Element, State], Style] = {}
        self._conditions: dict[etree._Element, frozenset[tuple[str, ...]]] = {}
        self._root_ink: dict[State, Paint | str | None] = {}

    def path(self, element: etree._Element, state: State) -> list[Style]:
        """The styles from the root down to ``element``."""
        around = [*reversed(list(element.iterancestors())), element]
        return [self.style(one, state) for one in around]

    def narrowed(self, element: etree._Element, state: State) -> State:
        """``state`` with those of its conditions alone that something here depends on."""
        return State(state.conditions & self._depends(element), state.dark)

    def _depends(self, element: etree._Element) -> frozenset[tuple[str, ...]]:
        """The conditions of all rules for an element, and for what is around it."""
        if element not in self._conditions:
            above = element.getparent()
            around: frozenset[tuple[str, ...]] = frozenset()
            if above is not None:
                around = self._depends(above)
            own = (found[3].conditions for found in self.matches(element))
            self._conditions[element] = around.union(filter(None, own))
        return self._conditions[element]

    def style(self, element: etree._Element, state: State) -> Style:
        """The style of an element."""
        state = self.narrowed(element, state)
        key = (element, state)
        if key not in self._styles:
            above = element.getparent()
            around = self.style(above, state) if above is not None else Style("")
            self._styles[key] = self._computed(element, state, None, around)
        return self._styles[key]

    def parts(self, element: etree._Element, state: State) -> Iterator[Style]:
        """The styles of an element's first line and first letter, where they have any."""
        around = self.style(element, state)
        for pseudo in dict.fromkeys(found[2] for found in self.matches(element)):
            if pseudo in _ON_TEXT:
                yield self._computed(element, state, pseudo, around)

    def generated(self, element: etree._Element, state: State) -> Iterator[Style]:
        """The styles of the boxes that a stylesheet adds to an element."""
        around = self.style(element, state)
        for pseudo in dict.fromkeys(found[2] for found in self.matches(element)):
            if pseudo in ("before", "after"):
                yield self._computed(element, state, pseudo, around)

    def matches(self, element: etree._Element) -> list[Match]:
        """The rules for an element."""
        if element not in self._matches:
            self._matches[element] = self.sheets.matches(self.wrapped[element])
        return self._matches[element]

    def _computed(
        self, element: etree._Element, state: State, pseudo: str | None, around: Style
    ) -> Style:
        tag = str(etree.QName(element).localname)
        won = self._won(element, state, pseudo)
        if self.reader_owned and tag in _ROOTS and pseudo is None:
            if "color" in won:
                self._root_ink[state] = _color(won["color"], around.ink)
            won = {name: said for name, said in won.items() if name not in _READERS}
        passed = dict(around.inherited)
        for name in INHERITED & won.keys():
            keyword = word(won[name].value)
            if keyword == "initial":
                passed.pop(name, None)
            elif keyword not in GLOBAL:
                passed[name] = won[name]
        named = ".".join((tag, *(element.get("class") or "").split()))
        style = Style(
            tag,
            own=won,
            inherited=passed,
            name=f"{named}::{pseudo}" if pseudo else named,
            outdent=0.0 if self.reader_owned else _MARGIN,
        )
        style.size = _size(won.get("font-size"), around.size, tag if pseudo is None else "")
        style.ink = around.ink
        if said := won.get("color"):
            style.ink = _color(said, around.ink)
            if self.reader_owned and style.ink == self._root_ink.get(state, 0):
                style.ink = around.ink  # what has the color of all text has the reader's
        return style

    def _won(
        self, element: etree._Element, state: State, pseudo: str | None
    ) -> dict[str, Declared]:
        """Of all that is said of each property, the strongest that means anything."""
        said: dict[str, list[tuple[tuple[Any, ...], Declared]]] = {}
        for specificity, order, of, rule in self.matches(element):
            if of != pseudo or not _holds(rule.conditions, state):
                continue
            for n, one in enumerate(rule.declared):
                key = (one.important, 0, specificity, order, n)
                said.setdefault(one.name, []).append((key, one))
        if pseudo is None and (own := element.get("style")):
            for n, one in enumerate(inline(own)):
                said.setdefault(one.name, []).append(((one.important, 1, (), 0, n), one))
        won = {}
        for name, candidates in said.items():
            ranked = sorted(candidates, key=lambda found: found[0], reverse=True)
            best = next((one for _, one in ranked if _means(one)), None)
            if best is not None:
                won[name] = best
        return won


def _means(one: Declared) -> bool:
    return word(one.value) in GLOBAL or is_valid(one.name, one.value)


def _holds(conditions: tuple[str, ...], state: State) -> bool:
    """Whether a rule applies: one in two conditions, where both are chosen together."""
    return not conditions or conditions in state.conditions


def _color(said: Declared, around: Paint | str | None) -> Paint | str | None:
    keyword = word(said.value)
    if keyword in ("initial", "revert", "revert-layer", "canvastext"):
        return None
    found = paint(said.value)
    return around if found in ("inherit", "currentcolor") or keyword in GLOBAL else found


def _size(said: Declared | None, around: float, tag: str) -> float:
    """The size of the type in points; where nobody can tell it, that of what is around."""
    if said is None or (word(said.value) in GLOBAL and word(said.value) != "inherit"):
        return around * _USUAL_SIZES.get(tag, 1.0)
    keyword = word(said.value)
    if keyword in _SIZES:
        return ROOT * _SIZES[keyword]
    if keyword in ("smaller", "larger"):
        return around * (0.83 if keyword == "smaller" else 1.2)
    if (share := number(said.value, around)) is not None and said.value[0].type == "percentage":
        return share
    found = points(said.value, around, around)
    return around if found is None else found
