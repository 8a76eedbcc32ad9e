"""Numbers of figures, tables, equations and sections.

They are made here, once, in the order of the composed body; formats only show them.
Figures and tables have numbers if the article refers to one of their kind by its number,
or asks for a list of them; sections if it asks for that; equations if they have an id;
notes always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from lxml import etree

from publish.composing import markup
from publish.composing.body.counted_paragraphs import PARAGRAPHS
from publish.composing.body.references import (
    LABEL,
    NUMBER,
    OF,
    OWN,
    Numbering,
    Target,
    unfilled,
    words_of,
)
from publish.composing.markup import classes, tag
from publish.composing.theme.labels import Words
from publish.errors import Problem, SourceError, Where
from publish.languages.numerals import digits
from publish.model.article import Guide
from publish.model.boxes import RECOMMENDATIONS
from publish.values import dataclass

_NOTE = "doc-footnote"
CHART_TABLE = "chart-table"
"""The class of a table with the numbers of a chart, which is not counted."""
_HEADINGS = {tag(f"h{level}"): level - 1 for level in range(2, 7)}
_LISTED = {"figures": "figure", "tables": "table"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def usual_depth(tokens: Mapping[str, str]) -> int | None:
    """The levels of headings that a theme numbers by default, from its token; None for none."""
    stated = tokens.get("numbered-levels", "")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) == 1 else None


def settle(
    hero: etree._Element,
    body: etree._Element,
    guide: Guide,
    words: Words,
    where: Where | None = None,
    usual: int | None = None,
) -> Numbering:
    """Number what ``hero`` and ``body`` hold, and fill in the references of both.

    ``guide`` says how many levels of headings are numbered; by default ``usual``, if
    contents or references need the numbers. Notes have their numbers already.

    Raises ``SourceError`` for an id that occurs twice, and for references to nothing or to
    something without a number; ``ThemeError`` where the theme lacks a word for one of them.
    """
    elements = _by_id((hero, body))
    wanted = {link.get("href", "")[1:] for root in (hero, body) for link in unfilled(root)}
    kinds = {_kind(elements[id]) for id in wanted if id in elements}
    kinds |= {_LISTED[name] for name in guide.lists}
    depth = guide.numbered
    if depth is None and (guide.contents or "section" in kinds):
        depth = usual
    numbering = Numbering(words, where, depth=depth)
    counter = _Counter(numbering, set(elements))
    for root in (hero, body):
        for element in root.iter():
            kind = _kind(element)
            if kind == "figure" and root is hero and element.get("id") not in wanted:
                continue
            if kind in ("figure", "table") and kind not in kinds:
                continue
            counter.count(element, kind, root)
    for id in elements:
        numbering.targets.setdefault(id, Target(elements[id], "", trouble=_nothing(elements[id])))
    for root in (hero, body):
        numbering.fill(root)
    return numbering


@dataclass
class _Counter:
    """Counts in the order of the text, and writes each number into the markup."""

    numbering: Numbering
    taken: set[str]
    _counts: dict[str, int] = field(default_factory=dict)
    _sections: list[int] = field(default_factory=list)
    _bare: int = 0
    """The level of the unnumbered heading whose section this is; 0 for none."""

    def count(self, element: etree._Element, kind: str, root: etree._Element) -> None:
        """Count one element, and write its number if it has one."""
        match kind:
            case "figure":
                self._figure(element)
            case "table":
                self._table(element)
            case "equation":
                self._equation(element)
            case "section":
                self._section(element, root)
            case "recommendation" | "paragraph":
                self._item(element, kind)
            case "note":
                number = element.get("id", "").removeprefix("fn-")
                self._numbered(element, kind, self._digits(int(number)))

    def _figure(self, figure: etree._Element) -> None:
        around = next((a for a in figure.iterancestors(tag("figure"))), None)
        if around is not None:
            return  # a part of a group, which counts it
        if _is_decorative(figure):
            why = "it is decoration, and is not counted among the figures"
            fix = "Give the picture a text alternative, or write words between the brackets."
            self._unnumbered(figure, "figure", why, fix)
            return
        number = self._next("figure")
        self._write(caption_of(figure), self._numbered(figure, "figure", number))
        parts = [part for part in figure.iter(tag("figure")) if part is not figure]
        for part, letter in zip(parts, _LETTERS, strict=False):
            self._numbered(part, "figure", f"{number}{letter}")
            self._letter(caption_of(part), letter, str(part.get("id")))

    def _letter(self, caption: etree._Element, letter: str, id: str) -> None:
        """Mark the letter that a part's caption begins with as the number of that part."""
        span = next((e for e in caption.iter(tag("span")) if e.get("class") == "letter"), None)
        if span is None:
            span = _number(f"({letter})", letter)
            _put_first(caption, span)
        else:
            span.set("class", f"{span.get('class')} number")
            span.set(OWN, letter)
        span.set(OF, id)

    def _table(self, table: etree._Element) -> None:
        caption = table.find(tag("caption"))
        if next(table.iterancestors(tag("aside")), None) is not None:
            why, fix = "it is in a note", "Move the table to the text."
            self._unnumbered(table, "table", why, fix)
        elif caption is None:
            why = "the table has no caption"
            fix = "Give it a caption, or write words between the brackets."
            self._unnumbered(table, "table", why, fix)
        else:
            self._write(caption_of(table), self._numbered(table, "table", self._next("table")))

    def _equation(self, equation: etree._Element) -> None:
        if not equation.get("id"):
            return
        number = self._next("equation")
        shown = next((e for e in equation.iter() if "equation-number" in classes(e)), None)
        if shown is None:
            shown = etree.SubElement(equation, tag("span"))
            shown.set("class", "equation-number")
            shown.text = f"({number})"
        own = "".join(map(str, shown.itertext())).strip().strip("()")
        shown.set(OWN, own)
        shown.set(OF, str(equation.get("id")))
        self._numbered(equation, "equation", own)

    def _section(self, heading: etree._Element, root: etree._Element) -> None:
        level = _HEADINGS[str(heading.tag)]
        if self._bare and level <= self._bare:
            self._bare = 0
        if "unnumbered" in classes(heading):
            self._bare = self._bare or level
        depth = self.numbering.depth
        if heading.getparent() is root and not self._bare and level <= (depth or 0):
            self._sections = [*self._sections, *[0] * level][:level]
            self._sections[-1] += 1
            number = ".".join(map(self._digits, self._sections))
            self._numbered(heading, "section", number)
            _put_first(heading, _number(number, number))
            heading.set("class", " ".join([*classes(heading), "numbered"]))
            return
        if depth is not None and "unnumbered" not in classes(heading):
            # Nor does a stylesheet number it.
            heading.set("class", " ".join([*classes(heading), "unnumbered"]))
        self._keep(Target(heading, "heading"))

    def _item(self, item: etree._Element, kind: str) -> None:
        """Take the number that the item has in its list, which shows it."""
        around = item.getparent()
        assert around is not None
        number = int(around.get("start") or 1) + list(around).index(item)
        self._numbered(item, kind, self._digits(number))

    def _next(self, kind: str) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._digits(self._counts[kind])

    def _digits(self, number: int) -> str:
        return digits(number, self.numbering.words.lang)

    def _numbered(self, element: etree._Element, kind: str, number: str) -> Target:
        if not element.get("id"):
            element.set("id", self._free_id(f"{kind}-{number}"))
        target = Target(element, kind, number)
        self._keep(target)
        return target

    def _unnumbered(self, element: etree._Element, kind: str, why: str, fix: str) -> None:
        self._keep(Target(element, kind, trouble=(why, fix)))

    def _free_id(self, id: str) -> str:
        while id in self.taken:
            id += "-n"
        self.taken.add(id)
        return id

    def _keep(self, target: Target) -> None:
        self.numbering.ordered.append(target)
        if id := target.element.get("id"):
            self.numbering.targets[id] = target

    def _write(self, caption: etree._Element, target: Target) -> None:
        """Write the number at the beginning of a caption; alone, it needs no stop."""
        label = self.numbering.label(target)
        full = self.numbering.words(f"number-{target.kind}", n=target.own)
        span = _number(full if words_of(caption) else label, target.own)
        span.set(LABEL, label)
        span.set(OF, str(target.element.get("id")))
        _put_first(caption, span)


def _number(text: str, own: str) -> etree._Element:
    span = etree.Element(tag("span"))
    span.set("class", NUMBER)
    span.set(OWN, own)
    span.text = text
    return span


def _put_first(holder: etree._Element, span: etree._Element) -> None:
    rest = (holder.text or "").lstrip()
    span.tail = f" {rest}" if rest or len(holder) else None
    holder.text = None
    holder.insert(0, span)


def caption_of(element: etree._Element) -> etree._Element:
    """The caption of a figure, created if it has none, or that of a table, if it has one."""
    legend = element.find(tag("caption" if markup.name(element) == "table" else "figcaption"))
    if legend is None:
        legend = etree.SubElement(element, tag("figcaption"))
    for span in legend.iter(tag("span")):
        if "caption" in classes(span):
            return span
    if markup.name(legend) == "caption":
        return legend
    caption = etree.Element(tag("span"))
    caption.set("class", "caption")
    caption.tail, legend.text = legend.text, None
    legend.insert(0, caption)
    return caption


def _is_decorative(figure: etree._Element) -> bool:
    images = list(figure.iter(tag("img")))
    return bool(images) and all(image.get("role") == "presentation" for image in images)


def _kind(element: etree._Element) -> str:
    if element.tag in _HEADINGS:
        return "section"
    match markup.name(element):
        case "table" if CHART_TABLE in classes(element):
            return ""
        case "figure" | "table" as kind:
            return kind
        case "div" if "equation" in classes(element):
            return "equation"
        case "li":
            return _kind_of_item(element)
        case "aside" if element.get("role") == _NOTE:
            return "note"
    return ""


def _kind_of_item(item: etree._Element) -> str:
    """A recommendation, unless the item is in a list in one; a numbered paragraph; or neither."""
    around = item.getparent()
    if around is None:
        return ""
    if PARAGRAPHS in classes(around):
        return "paragraph"
    box = around.getparent()
    return "recommendation" if box is not None and RECOMMENDATIONS in classes(box) else ""


def _nothing(element: etree._Element) -> tuple[str, str]:
    fix = "Write words between the brackets."
    if any(around.get("role") == "doc-bibliography" for around in element.iterancestors()):
        return "it is an entry of the references", fix
    return (
        "it is no figure, table, equation, section, recommendation, numbered paragraph or note",
        fix,
    )


def _by_id(roots: Sequence[etree._Element]) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for element in (e for root in roots for e in root.iter() if e.get("id")):
        id = str(element.get("id"))
        if id in found:
            message = f"the id #{id} is used twice"
            fix = "Change one of the two: a link can lead to only one place."
            raise SourceError(Problem("id-repeated", message, fix))
        found[id] = element
    return found
