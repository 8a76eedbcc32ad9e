"""Computes the CSS cascade on a page's markup, without layout.

It uses private functions and classes of WeasyPrint, imported below and in ``values``.
A contract test (``tests/cascade/test_styles.py``) checks a specimen's values, so that an
upgrade that changes them fails there and not in somebody's document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, cached_property
from xml.etree import ElementTree

import cssselect2
import weasyprint
from weasyprint.css import get_all_computed_styles
from weasyprint.css.properties import INHERITED, INITIAL_VALUES
from weasyprint.layout.page import PageType, set_page_type_computed_styles
from weasyprint.text.fonts import FontConfiguration

from publish import xml_parsing
from publish.cascade import values
from publish.cascade.fetching import BASE, PageFiles
from publish.cascade.formula_text import texts
from publish.cascade.looks import (
    SIDES,
    BoxLook,
    CharacterLook,
    Counting,
    Generated,
    Initial,
    Length,
    MarginBox,
    Marker,
    NamedString,
    PageLook,
    Sides,
)
from publish.cascade.sheets import sheet
from publish.errors import Problem, SourceError, ThemeError
from publish.xml_parsing import BadXML

__all__ = ["Cascade", "parse"]

XHTML = "{http://www.w3.org/1999/xhtml}"
_PAGES = {
    "first": PageType("right", False, "", 0, ()),
    "right": PageType("right", False, "", 2, ()),
    "left": PageType("left", False, "", 1, ()),
}
_MARGIN_BOXES = tuple(
    f"{edge}-{place}" for edge in ("top", "bottom") for place in ("left", "center", "right")
)
_OTHER_BOXES = (
    *(f"{edge}-{side}-corner" for edge in ("top", "bottom") for side in ("left", "right")),
    *(f"{side}-{place}" for side in ("left", "right") for place in ("top", "middle", "bottom")),
)


def parse(markup: str) -> ElementTree.Element:
    """Parse a Page's markup and remove XHTML's namespace from the tags.

    It is parsed as XML: an HTML parser would move misplaced elements. Comments and
    processing instructions are dropped. Raises ``SourceError`` if it is not well-formed.
    """
    try:
        root = xml_parsing.parse_plain(markup)
    except BadXML as error:
        fault = Problem("markup-broken", f"the markup is not well-formed XML: {error}")
        raise SourceError(fault) from error
    for element in root.iter():
        element.tag = element.tag.removeprefix(XHTML)
    return root


class _Parsed(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint ships no types
    """The interface that ``get_all_computed_styles`` needs, for an existing tree."""

    def __init__(self, root: ElementTree.Element, fetcher: PageFiles) -> None:
        self.base_url = BASE
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, None)
        self.etree_element = root


@cache
def _fonts() -> FontConfiguration:
    """The system's fonts, for lengths that depend on them.

    To look for them takes 11 ms, and each object that does leaves 230 KiB for good.
    """
    return FontConfiguration()


class Cascade:
    """The computed style of every element under ``root``, for print.

    ``sheets`` are the texts of the stylesheets; later ones win at equal specificity.
    Nothing is fetched: an import raises ``ThemeError``, and fonts are not needed.
    """

    def __init__(self, root: ElementTree.Element, sheets: Iterable[str]) -> None:
        self.root = root
        self._html = _Parsed(root, PageFiles({}))
        self._styles = get_all_computed_styles(
            self._html, list(map(sheet, sheets)), font_config=_fonts()
        )
        # Equal elements share one computed style, so its identity makes a good key.
        self._characters: dict[tuple[int, bool], CharacterLook] = {}
        self._boxes: dict[int, BoxLook] = {}
        self._reach: Sides[float] | None = None

    def keep_on_paper(self) -> None:
        """Let no box reach farther than half of the page's margins, on paper not the theme's.

        Text at the paper's edge would be cut off by most printers.
        """
        self._boxes.clear()
        margin = self.page("right").margin
        self._reach = replace(margin, left=margin.left / 2, right=margin.right / 2)

    def characters(self, element: ElementTree.Element) -> CharacterLook:
        """Return the text style of ``element``."""
        style = self._styles(element)
        inline = self.box(element).display == "inline"
        key = (id(style), inline)
        if key not in self._characters:
            self._characters[key] = values.characters(style, inline)
        return self._characters[key]

    def box(self, element: ElementTree.Element) -> BoxLook:
        """Return the box of ``element``."""
        style = self._styles(element)
        if id(style) not in self._boxes:
            self._boxes[id(style)] = self._within_reach(values.box(style))
        return self._boxes[id(style)]

    def _within_reach(self, box: BoxLook) -> BoxLook:
        if self._reach is None:
            return box
        sides = {
            side: Length(-self._reach[side])
            for side in ("left", "right")
            if (margin := box.margin[side]) is not None and margin.points < -self._reach[side]
        }
        return replace(box, margin=replace(box.margin, **sides)) if sides else box

    def marker(self, item: ElementTree.Element) -> Marker:
        """Return the marker of a list item."""
        style = self._styles(item, "marker")
        content = style["content"]
        text = None
        if isinstance(content, tuple) and all(kind == "string" for kind, _ in content):
            text = "".join(value for _, value in content)
        return Marker(values.characters(style, False), text)

    def initial(self, element: ElementTree.Element) -> Initial | None:
        """Return the ``::first-letter`` of ``element``, if a stylesheet styles it."""
        style = self._styles(element, "first-letter")
        if style is None:
            return None
        return Initial(values.characters(style, False), values.box(style))

    def generated(self, element: ElementTree.Element, where: str) -> Generated | None:
        """Return the generated content ``before`` or ``after`` that of ``element``, if any."""
        style = self._styles(element, where)
        if style is None or style["content"] in ("normal", "none", "inhibit"):
            return None
        content = values.generated(style["content"])
        if content == () or style["display"][0] == "none":
            return None
        return Generated(content, values.characters(style, False), values.box(style))

    def has_first_line(self, element: ElementTree.Element) -> bool:
        """Return whether a stylesheet styles its ``::first-line``."""
        return self._styles(element, "first-line") is not None

    def non_default(self, element: ElementTree.Element, name: str) -> str | None:
        """Return the value of a property if it differs from its default, else None.

        The default is the initial value, or the parent's for inherited properties.
        ``name`` is the CSS name; lengths are in pixels.
        """
        key = name.replace("-", "_")
        parent = self._parents.get(element)
        usual = INITIAL_VALUES[key]
        if key in INHERITED and parent is not None:
            usual = self._styles(parent)[key]
        value = self._styles(element)[key]
        return None if value == usual else values.as_text(value)

    @cached_property
    def _parents(self) -> dict[ElementTree.Element, ElementTree.Element]:
        return {child: parent for parent in self.root.iter() for child in parent}

    def counting(self, element: ElementTree.Element) -> Counting:
        """Return the counter changes of ``element``."""
        style = self._styles(element)
        increments, resets = (
            {} if style[key] == "auto" else dict(style[key])
            for key in ("counter_increment", "counter_reset")
        )
        return Counting(increments, resets)

    def page(self, kind: str) -> PageLook:
        """Return the page of a ``kind``: ``first``, ``right`` or ``left``."""
        page = _PAGES[kind]
        set_page_type_computed_styles(page, self._html, self._styles)
        style = self._styles(page)
        width, height = (pixels * values.PIXEL for pixels in style["size"])
        wholes = {"top": height, "bottom": height, "left": width, "right": width}
        margins = (values.set_length(style, f"margin_{s}").of(wholes[s]) for s in SIDES)
        boxes = {name: self._margin_box(page, name) for name in _MARGIN_BOXES}
        live = {name: box for name, box in boxes.items() if box is not None}
        return PageLook(width, height, Sides(*margins), live)

    def _margin_box(self, page: PageType, name: str) -> MarginBox | None:
        style = self._styles(page, f"@{name}")
        content = values.parts(style["content"]) if style is not None else ()
        if not content:
            return None
        return MarginBox(content, values.characters(style, False), values.box(style))

    def has_footnote_rule(self, kind: str) -> bool:
        """Return whether the theme separates footnotes from the text by a border."""
        page = _PAGES[kind]
        set_page_type_computed_styles(page, self._html, self._styles)
        style = self._styles(page, "@footnote")
        return style is not None and any(style[f"border_{s}_style"] != "none" for s in SIDES)

    def other_margin_boxes(self, kind: str) -> tuple[str, ...]:
        """Return the page's margin boxes with content, besides those of :meth:`page`."""
        page = _PAGES[kind]
        set_page_type_computed_styles(page, self._html, self._styles)
        styles = ((name, self._styles(page, f"@{name}")) for name in _OTHER_BOXES)
        nothing = ("normal", "none", "inhibit")
        return tuple(n for n, s in styles if s is not None and s["content"] not in nothing)

    def strings(self) -> dict[str, tuple[NamedString, ...]]:
        """Return the values that ``string-set`` gives each name, in document order."""
        found: dict[str, tuple[NamedString, ...]] = {}
        for element in self.root.iter():
            assigned = self._styles(element)["string_set"]
            for name, content in () if assigned == "none" else assigned:
                text = "".join(_string(element, kind, value) for kind, value in content)
                found[name] = (*found.get(name, ()), NamedString(text, element))
        return found


def _string(element: ElementTree.Element, kind: str, value: object) -> str:
    if kind == "string":
        return str(value)
    if kind == "attr()" and isinstance(value, tuple):
        return element.get(str(value[0]), "")
    if kind == "content()":
        return " ".join("".join(texts(element)).split())
    raise ThemeError(
        Problem("theme-string-set", f"string-set: {kind} is not supported", "Use content().")
    )
