"""Tables that are wider than their place: which get more of it, smaller type, or broken words.

The widths of their words are measured in the theme's fonts, and compared with the place that
its CSS gives, before layout. The classes that say what is needed are the same for all formats:

``broad``     wider than the text's column; on paper it spans all columns or goes into the margins
``tight``     wider than that, too; on paper its type is smaller, and words may break
``unbroken``  cells of a tight table in columns whose words still fit unbroken: numbers, names
``broken``    its other cells, if there is room for a few letters of each
``reaching``  further into the margins than those
``scrolling`` wider than a phone's screen

A table that its author would have turned (``wide``) is turned only if it fits upright in none of
these ways: then it loses that class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from xml.etree.ElementTree import Element, SubElement

from publish.cascade import Cascade, parse
from publish.cascade.content_widths import around, content_widths
from publish.cascade.landscape import as_landscape
from publish.cascade.looks import BoxLook, CharacterLook
from publish.cascade.nodes import classes
from publish.cascade.table_cells import Placed, placed
from publish.composing.theme.widths.measure import width_on_paper
from publish.fonts.advances import ems
from publish.fonts.matching import nearest
from publish.page import FontFace, Look
from publish.values import dataclass

BROAD, TIGHT, REACHING, SCROLLING = "broad", "tight", "reaching", "scrolling"
_UNBROKEN, _BROKEN = "unbroken", "broken"
_TURNED = "wide"
_UPRIGHT: tuple[tuple[str, ...], ...] = (
    (BROAD,),
    (BROAD, REACHING),
    (TIGHT,),
    (BROAD, TIGHT),
    (BROAD, REACHING, TIGHT),
)
"""Ways in which a wide table can stay upright, best first."""
_LINES = 2.0
"""How often the longest lines of an upright table's columns are wider than its place, at most."""
_NARROW = 3
"""Columns of a table that does not span those of the text."""
_SCREEN = 21.0
"""Ems of a table's type across the screen of a phone."""
_FEW_LETTERS = 3.2
"""Ems that a column needs whose words break, with its padding."""
_TAGS = re.compile(r"<(/?)(table|t[dh]|p)(?=[\s/>])((?:[^>\"]|\"[^\"]*\")*)>")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_SOURCE = "table-source"


def with_fitting_tables(text: str, look: Look) -> str:
    """A page's markup, with the classes that its tables need. Others stay as they are."""
    if "<table" not in text:
        return text
    root = parse(text)
    tables = list(root.iter("table"))
    words = _Words(look.fonts)
    needs = {table: _Needs(_Grid(tuple(placed(list(table.iter("tr")))))) for table in tables}
    for kinds in ((), (BROAD,), (TIGHT,), (BROAD, TIGHT)):
        open_ones = [table for table in tables if not needs[table].settled]
        if open_ones:
            _try(root, open_ones, kinds, look, words, needs)
    turned = [table for table in tables if _TURNED in classes(table)]
    for ways in _UPRIGHT:
        if left := [table for table in turned if not needs[table].upright]:
            _try_upright(root, left, ways, look, words, needs)
    return _marked(text, root, needs)


@dataclass(frozen=True)
class _Grid:
    """The cells of a table."""

    cells: tuple[Placed, ...]

    def least(self, widths: Mapping[Element, float]) -> list[float]:
        """The least width of every column, from those of the cells (CSS Tables 3 §4.3)."""
        columns = [0.0] * max((c.column + c.across for c in self.cells), default=0)
        for cell in sorted(self.cells, key=lambda cell: cell.across):
            span = range(cell.column, cell.column + cell.across)
            lacking = widths[cell.element] - sum(columns[c] for c in span)
            for c in span if lacking > 0 else ():
                columns[c] += lacking / cell.across
        return columns


@dataclass(frozen=True)
class _Words:
    """Measures words in the fonts of a theme."""

    faces: Sequence[FontFace]

    def width(self, text: str, look: CharacterLook) -> float:
        """Points of a text, without kerning."""
        text = text.upper() if look.caps else text
        families = ([f for f in self.faces if f.family.lower() == n.lower()] for n in look.families)
        faces = next(filter(None, families), [])
        style = "italic" if look.italic else "normal"
        data = nearest(faces, look.weight, style).data if faces else None
        wide = ems(text, data, monospaced="monospace" in look.families)
        return wide * look.size + look.spacing * len(text)


@dataclass
class _Needs:
    """The classes of a table, as far as they are known."""

    grid: _Grid
    classes: tuple[str, ...] = ()
    screen: tuple[str, ...] = ()
    cells: Mapping[Element, str] = field(default_factory=dict)
    settled: bool = False
    upright: bool = False
    """Whether its author would have turned it, and it fits upright."""


def _try(
    root: Element,
    tables: Sequence[Element],
    kinds: tuple[str, ...],
    look: Look,
    words: _Words,
    needs: Mapping[Element, _Needs],
) -> None:
    """Settle the tables whose words fit with the classes ``kinds``; the last ones always do."""
    model = _Model(root, tables, kinds)
    cascade = Cascade(model.root, (look.style, look.paper))
    looks = _Looks(cascade, model.like)
    page = cascade.page("right")
    for table in tables:
        turned, grid, need = _TURNED in classes(table), needs[table].grid, needs[table]
        if BROAD in kinds and (turned or not model.in_article(table)):
            need.settled = TIGHT in kinds
            continue
        whole = as_landscape(page).measure if turned else page.measure
        room = width_on_paper(cascade, model.path(table), whole)
        least, _ = _columns(grid, looks, words)
        size = cascade.characters(model.like[table]).size
        if not kinds and sum(least) > _SCREEN * size:
            need.screen = (SCROLLING,)
        fits = sum(least) <= room
        if not kinds and len(least) > _NARROW and model.in_article(table):
            fits = fits and not _is_divided(cascade, model.path(table)[-2], page.measure)
        if fits or TIGHT in kinds:
            need.classes = kinds
        if TIGHT in kinds:
            need.cells = _cells(grid, least, room, _FEW_LETTERS * size)
        need.settled = fits or kinds == (BROAD, TIGHT)


def _try_upright(
    root: Element,
    tables: Sequence[Element],
    kinds: tuple[str, ...],
    look: Look,
    words: _Words,
    needs: Mapping[Element, _Needs],
) -> None:
    """Take the sideways page from the tables that fit upright with the classes ``kinds``.

    No word of theirs breaks, and their cells have few lines.
    """
    model = _Model(root, tables, kinds, without=_TURNED)
    cascade = Cascade(model.root, (look.style, look.paper))
    looks = _Looks(cascade, model.like)
    whole = cascade.page("right").measure
    for table in tables:
        need = needs[table]
        room = width_on_paper(cascade, model.path(table), whole)
        least, most = _columns(need.grid, looks, words)
        if sum(least) <= room and sum(most) <= _LINES * room:
            need.classes, need.cells, need.upright = kinds, {}, True


def _columns(grid: _Grid, looks: _Looks, words: _Words) -> tuple[list[float], list[float]]:
    """The widths of every column's widest word, and of its longest line."""
    least: dict[Element, float] = {}
    most: dict[Element, float] = {}
    for cell in grid.cells:
        edges = around(looks.box(cell.element))
        word, line = content_widths(looks, words.width, cell.element)
        least[cell.element], most[cell.element] = word + edges, line + edges
    return grid.least(least), grid.least(most)


def _is_divided(cascade: Cascade, element: Element, room: float) -> bool:
    """Whether ``element`` sets its text in columns."""
    columns = cascade.box(element).columns
    return columns is not None and columns.fitting(room) > 1


def _cells(grid: _Grid, least: Sequence[float], room: float, few: float) -> dict[Element, str]:
    """The cells whose words need not break, and those that need room for ``few`` points of them.

    The narrowest columns stay whole, as long as there is room for the others; if there is none
    even where all break, no cell asks for any.
    """
    needed = [min(few, column) for column in least]
    free = room - sum(needed)
    if free < 0:
        return {}
    whole: set[int] = set()
    for column in sorted(range(len(least)), key=least.__getitem__):
        free -= least[column] - needed[column]
        if free < 0:
            break
        whole.add(column)
    return {
        cell.element: _UNBROKEN
        if all(cell.column + n in whole for n in range(cell.across))
        else _BROKEN
        for cell in grid.cells
    }


@dataclass(frozen=True)
class _Looks:
    """The looks of a page's elements, which are those of a model's."""

    cascade: Cascade
    like: Mapping[Element, Element]

    def box(self, element: Element) -> BoxLook:
        """The box of an element."""
        return self.cascade.box(self.like[element])

    def characters(self, element: Element) -> CharacterLook:
        """The look of its text."""
        return self.cascade.characters(self.like[element])


class _Model:
    """A page with nothing but its tables, each kind of row once, and the classes to be tried."""

    def __init__(
        self, root: Element, tables: Iterable[Element], kinds: tuple[str, ...], without: str = ""
    ) -> None:
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self.like: dict[Element, Element] = {}
        """The element of the model that looks like one of the page."""
        self.root = self._copy(root)
        for table in tables:
            kept = [name for name in classes(table) if name != without]
            self._add(table, [*kept, *kinds])

    def in_article(self, table: Element) -> bool:
        """Is it between the paragraphs of the text, in no box and no list?"""
        return self._parents[table].tag == "article"

    def path(self, table: Element) -> list[Element]:
        """The elements of the model from its root down to a table."""
        path = [table]
        while path[-1] in self._parents:
            path.append(self._parents[path[-1]])
        return [self.like[element] for element in path[::-1]]

    def _copy(self, element: Element) -> Element:
        if element not in self.like:
            parent = self._parents.get(element)
            if parent is None:
                self.like[element] = Element(element.tag, element.attrib)
            else:
                self.like[element] = SubElement(self._copy(parent), element.tag, element.attrib)
        return self.like[element]

    def _add(self, table: Element, names: Iterable[str]) -> None:
        copy = self._copy(table)
        copy.set("class", " ".join(names))
        models: dict[object, list[Element]] = {}
        for row in table.iter("tr"):
            shape = (self._parents[row].tag, *_shape(row))
            if shape not in models:
                models[shape] = [self._copy(element) for element in row.iter()]
            self.like |= zip(row.iter(), models[shape], strict=True)


def _shape(element: Element) -> Iterator[object]:
    yield element.tag, element.get("class"), element.get("role"), len(element)
    for child in element:
        yield from _shape(child)


def _marked(text: str, root: Element, needs: Mapping[Element, _Needs]) -> str:
    """The text with the classes written into its tags; nothing else of it changes."""
    added = {table: (*need.classes, *need.screen) for table, need in needs.items()}
    for need in needs.values():
        added |= {cell: (kind,) for cell, kind in need.cells.items()}
    upright = {table for table, need in needs.items() if need.upright}
    for source, table in _sources(root, needs):
        added[source] = tuple(n for n in needs[table].classes if n in (BROAD, REACHING))
        upright |= {source} if needs[table].upright else set()
    if not any(added.values()):
        return text
    elements = (e for e in root.iter() if e.tag in ("table", "td", "th", "p"))

    def mark(match: re.Match[str]) -> str:
        if match[1]:
            return match[0]
        element = next(elements)
        more = added.get(element, ())
        names = [name for name in classes(element) if element not in upright or name != _TURNED]
        return _with_classes(match[0], match[2], [*names, *more]) if more else match[0]

    return _TAGS.sub(mark, text)


def _sources(root: Element, needs: Mapping[Element, _Needs]) -> Iterator[tuple[Element, Element]]:
    """The lines of sources below broad tables, which are as broad, each with its table."""
    for parent in root.iter():
        above: Element | None = None
        for child in parent:
            if child in needs:
                above = child if BROAD in needs[child].classes else None
            elif above is not None and _SOURCE in classes(child):
                yield child, above
            else:
                above = None


def _with_classes(opening: str, tag: str, names: Iterable[str]) -> str:
    new = " ".join(names)
    if found := _CLASS.search(opening):
        return f"{opening[: found.start(1)]}{new}{opening[found.end(1) :]}"
    return f'<{tag} class="{new}"{opening[len(tag) + 1 :]}'
