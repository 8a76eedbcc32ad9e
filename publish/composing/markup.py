"""Work on the body's markup: XHTML fragments in, XHTML text out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from publish import xml_parsing
from publish.cascade.formula_text import one_line, texts

XHTML = "http://www.w3.org/1999/xhtml"
_ROOT = f'<div xmlns="{XHTML}">'


def fragment(text: str) -> etree._Element:
    """A ``div`` around ``text``; raises ``BadXML`` if it is not well-formed."""
    return xml_parsing.parse(f"{_ROOT}{text}</div>")


def document(text: str) -> etree._Element:
    """The root of a whole Page's markup; raises ``BadXML`` if it is not well-formed."""
    return xml_parsing.parse(text)


def inner(root: etree._Element) -> str:
    """The content of ``root`` as XHTML, without repeating the namespace on every child."""
    text = etree.tostring(root, encoding="unicode", with_tail=False)
    return text[text.index(">") + 1 : text.rindex("</")] if "</" in text else ""


def text(element: etree._Element) -> str:
    """One element as XHTML, without its namespace, for insertion into XHTML."""
    return etree.tostring(element, encoding="unicode", with_tail=False).replace(
        f' xmlns="{XHTML}"', "", 1
    )


def plain(text: str) -> str:
    """The words of a fragment without markup, white space folded."""
    return one_line(fragment(text))


def words(text: str) -> str:
    """The words of a whole Page's markup, white space folded."""
    return one_line(document(text))


def tag(name: str) -> str:
    """The name as lxml writes it, in XHTML's namespace."""
    return f"{{{XHTML}}}{name}"


def name(element: etree._Element) -> str:
    """The name of an element of XHTML without its namespace."""
    return str(element.tag).removeprefix(f"{{{XHTML}}}")


def classes(element: etree._Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def strip(root: etree._Element, unwanted: Callable[[etree._Element], bool]) -> None:
    """Remove every ``unwanted`` element from ``root``, but not the text after it."""
    for element in [e for e in root.iter() if e is not root and unwanted(e)]:
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            continue  # its parent has been removed
        if before is not None:
            before.tail = (before.tail or "") + (element.tail or "")
        else:
            parent.text = (parent.text or "") + (element.tail or "")
        element.tail = None
        parent.remove(element)


def pictures(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every placeholder of a picture, in order, with the picture's name."""
    for figure in list(root.iter(tag("figure"))):
        name = figure.get("data-image")
        if name is not None:
            yield figure, name


def fill(root: etree._Element, figure: Callable[[str], str]) -> None:
    """Replace the placeholder of every picture by ``figure(name)``, an XHTML fragment."""
    for place, name in pictures(root):
        new = fragment(figure(name))[0]
        new.tail = place.tail
        parent = place.getparent()
        assert parent is not None
        parent.replace(place, new)


def mark_lead(root: etree._Element) -> None:
    """The body's first block, if it is a paragraph, is the lead."""
    first = next(iter(root), None)
    if first is not None and first.tag == tag("p") and not first.get("class"):
        first.set("class", "lead")


def set_dateline(root: etree._Element, place: str | None, words: Mapping[str, str]) -> None:
    """Open the first paragraph with the place that the article was reported from, if any."""
    first = next((child for child in root if child.tag == tag("p")), None)
    if not place:
        return
    if first is None:
        first = etree.Element(tag("p"))
        root.insert(0, first)
    pattern = words.get("dateline", "{place} — ")
    before, _, after = pattern.partition("{place}")
    span = etree.Element(tag("span"))
    span.set("class", "place")
    span.text = place
    span.tail = f"{after}{first.text or ''}"
    first.text = before or None
    first.insert(0, span)


_LONG = 3600
"""Letters of a cell, times the columns of its table, above which its row may break: some half
page."""


def mark_long_rows(root: etree._Element) -> None:
    """Mark rows of tables as ``long`` that may break over pages."""
    for table in root.iter(tag("table")):
        rows = list(table.iter(tag("tr")))
        count = max((sum(int(c.get("colspan", "1")) for c in row) for row in rows), default=0)
        for row in rows:
            if any(len("".join(texts(cell))) * count > _LONG for cell in row):
                row.set("class", "long")
