"""Roles: the elements of the vocabulary, and the Word styles that they get."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from publish.cascade.nodes import classes
from publish.errors import Problem, SourceError
from publish.formats.docx.xml.mathml import MATH
from publish.model.boxes import BOXES

BODY = "Body Text"

BLOCK_ELEMENTS = frozenset(
    {
        "article", "main", "header", "footer", "section", "div", "blockquote", "figure",
        "figcaption", "ul", "ol", "li", "dl", "dt", "dd", "p", "h1", "h2", "h3", "h4", "h5", "h6",
        "pre", "hr", "table", "caption", "td", "th", "img", "address", "aside", "nav",
    }
)  # fmt: skip
INLINE_ELEMENTS = frozenset(
    {
        "a", "em", "strong", "b", "i", "u", "code", "kbd", "samp", "var", "s", "del", "ins", "sub",
        "sup", "br", "span", "time", "small", "mark", "cite", "dfn", "abbr", "bdi", "bdo", "wbr",
        "img",
        MATH,
    }
)  # fmt: skip
STYLES_BY_CLASS = {
    "draft": "Draft Notice",
    "embargo": "Embargo Notice",
    "retracted": "Retraction Notice",
    "brand": "Brand",
    "category": "Category",
    "title": "Title",
    "subtitle": "Subtitle",
    "standfirst": "Standfirst",
    "byline": "Byline",
    "contributions": "Contributions",
    "affiliation": "Affiliation",
    "correspondence": "Correspondence",
    "dateline": "Dateline",
    "disclosure": "Disclosure",
    "lead": "First Paragraph",
    "caption": "Caption",
    "credit": "Credit",
    "attribution": "Attribution",
    "figure-value": "Figure Value",
    "figure-source": "Figure Source",
    "addressee": "Addressee",
    "address": "Address",
    "table-source": "Table Source",
    **{f"level-{level}": f"TOC {level}" for level in range(1, 6)},
}
STYLES_BY_TAG = {
    "pre": "Source Code",
    "hr": "Horizontal Rule",
    "caption": "Table Caption",
    "figcaption": "Caption",
}
PLACES = {
    "blockquote": "Quote",
    "pre": "Source Code",
    "td": "Table Text",
    "th": "Table Heading",
    "dt": "Definition Term",
    "dd": "Definition",
}
SECTIONS = {
    "key-points": "Key Points",
    "abstract": "Abstract",
    "corrections": "Corrections",
    "updates": "Updates",
    "author-notes": "Author Notes",
    "acknowledgements": "Acknowledgements",
    "funding": "Funding",
    "competing-interests": "Competing Interests",
    "data-availability": "Data Availability",
    "contributor-roles": "Author Contributions",
    "versions": "Version History",
    "chart-data": "Chart Data",
    "references": "Bibliography",
    "credits": "Credits",
    "colophon": "Colophon",
}
CHECKBOX, EMPTY_BOX = "checkbox", "\N{BALLOT BOX}"
"""The class of a task's box, and the sign in it before the task is done."""
PAGE_BREAK = "page-break"
"""The class of an ``hr`` that ends the page."""
CONTENTS, LISTS = "TOC", "Table of Figures"
"""The styles of entries: in contents, and in lists of figures or tables."""
NOTES, NOTE = "doc-endnotes", "doc-footnote"
"""The ARIA roles of the list of all notes, and of a note."""
CALL, BACK = "doc-noteref", "doc-backlink"
"""The ARIA roles of a reference to a note, and of the note's number, which links back."""
WAY_BACK = "way-back"
"""The class of a link back from an entry of the bibliography: a link like any other."""
NOTE_TEXT, NOTE_REFERENCE = "Footnote Text", "Footnote Reference"
CHARACTER_STYLES = {
    "em": "Emphasis",
    "i": "Emphasis",
    "strong": "Strong",
    "b": "Strong",
    "code": "Inline Code",
    "kbd": "Inline Code",
    "samp": "Inline Code",
    "a": "Hyperlink",
    "s": "Strikethrough",
    "del": "Strikethrough",
    "ins": "Inserted",
    "u": "Underlined",
    "sub": "Subscript",
    "sup": "Superscript",
    "small": "Small Print",
    "mark": "Highlight",
    "cite": "Citation",
}
NUMBER = "Number"
ALWAYS_NAMED = frozenset({*CHARACTER_STYLES.values(), NOTE_REFERENCE, NUMBER}) - {
    "Inserted",
    "Underlined",
}
"""Character styles that a run has even where they do not change its format."""
_TOKEN = re.compile(r"^tok-")
"""How the classes of tokens in a listing begin."""
LINE = "line"
"""The class of a line of a listing, which becomes a paragraph."""


def place(element: Element) -> str | None:
    """The style of plain paragraphs in ``element``, if it is a place of its own."""
    tag, names = element.tag, classes(element)
    if element.get("role") == NOTE:
        return NOTE_TEXT
    if tag == "section":
        return next((SECTIONS[name] for name in names if name in SECTIONS), None)
    if tag == "nav":
        return CONTENTS if element.get("role") == "doc-toc" else LISTS
    if tag == "th" and element.get("scope") == "row":
        return "Table Row Heading"
    if tag == "div" and names:
        return next((BOXES[n].style for n in names if n in BOXES), titled(names[0]))
    return PLACES.get(tag)


def is_note_mark(element: Element) -> bool:
    """Is it a reference to a note, or the number of one?"""
    return element.get("role") in (CALL, BACK) and WAY_BACK not in classes(element)


def is_entry_number(element: Element) -> bool:
    """Is it the number of an entry in a list of references?"""
    return "reference-number" in classes(element)


def leveled(name: str, level: int) -> str:
    """The name of a list style at a level: ``List Bullet``, ``List Bullet 2`` …"""
    return name if level == 1 else f"{name} {level}"


def role(element: Element, outer: str) -> str:
    """The style of the paragraph of ``element``, in the place ``outer``."""
    tag, names = element.tag, classes(element)
    if tag in ("h2", "h3", "h4", "h5", "h6"):
        level = int(tag[1]) - 1
        if outer in (CONTENTS, LISTS):
            return "TOC Heading"
        return f"{outer} Heading" if outer in SECTIONS.values() else f"Heading {level}"
    if tag == "h1" and not names:
        return "Title"
    if "note-title" in names:
        return f"{outer} Title" if outer != BODY else "Note Title"
    for name in names:
        if name in STYLES_BY_CLASS:
            return STYLES_BY_CLASS[name]
    return STYLES_BY_TAG.get(tag, outer)


def is_entry(role: str) -> bool:
    """Is it the style of an entry in contents or a list of figures or tables?"""
    return role == LISTS or (role.startswith(f"{CONTENTS} ") and role[-1].isdigit())


def is_number(node: object) -> bool:
    """Is it the number of a heading?"""
    return isinstance(node, Element) and node.tag == "span" and "number" in classes(node)


def outline(element: Element) -> int | None:
    """Word's outline level, from 0; the title of an article has none, as in Word's own Title."""
    return int(element.tag[1]) - 2 if element.tag in ("h2", "h3", "h4", "h5", "h6") else None


def character_style(element: Element) -> str | None:
    """The character style of an inline element, if it has one."""
    if element.tag in CHARACTER_STYLES:
        return CHARACTER_STYLES[element.tag]
    return next((titled(_TOKEN.sub("code-", name)) for name in classes(element)), None)


def titled(name: str) -> str:
    """A class as the name of a style: ``note-title`` becomes ``Note Title``."""
    return name.replace("-", " ").replace("_", " ").title()


def excerpt(element: Element) -> str:
    """The beginning of an element's text, for messages."""
    return " ".join("".join(element.itertext()).split())[:60]


def unknown(element: Element, where: str) -> SourceError:
    """The error for an element outside the vocabulary: nothing disappears in silence."""
    text = excerpt(element)
    return SourceError(
        Problem(
            "docx-element-unknown",
            f"<{element.tag}> in {where} has no counterpart in Word: {text!r}",
            "Use the elements that ARCHITECTURE.md lists.",
            about=text,
        )
    )
