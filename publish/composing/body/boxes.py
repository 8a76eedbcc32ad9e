"""Boxes get a word where nothing but their look says their kind; long pull quotes a class."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from publish.cascade.formula_text import one_line
from publish.composing.markup import classes, tag
from publish.composing.wording.titles import width
from publish.languages.locale import direction
from publish.model.boxes import FRAME

_KINDS = ("warning",)
"""Boxes that readers must tell apart from others, also those who hear them (WCAG 2.2, 1.3.3)."""
_TITLE = "note-title"
_LENGTHY = 180
"""Columns of text (wide letters count twice) from which a pull quote is set in smaller type."""


def name_boxes(root: etree._Element, words: Mapping[str, str], lang: str) -> None:
    """Give each warning without a title the theme's word for it, in the article's language."""
    for box in root.iter(tag("div")):
        names = classes(box)
        kind = next((kind for kind in _KINDS if kind in names and FRAME in names), None)
        titled = len(box) > 0 and _TITLE in classes(box[0])
        word = words.get(f"box-{kind}")
        if word and not titled:
            title = etree.Element(tag("p"))
            title.set("class", _TITLE)
            title.text = word
            if box.get("lang"):
                title.set("lang", lang)
                title.set("dir", direction(lang))
            box.insert(0, title)


def size_quotes(root: etree._Element) -> None:
    """Give long pull quotes the class ``lengthy``: in display type, they would fill a column."""
    for quote in root.iter(tag("div")):
        names = classes(quote)
        said = [one for one in quote if "attribution" not in classes(one)]
        if "pullquote" in names and sum(width(one_line(p)) for p in said) > _LENGTHY:
            quote.set("class", " ".join((*names, "lengthy")))
