"""Roles: the elements of the vocabulary, and the Word styles that they get."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publish.errors import Problem, SourceError
from publish.formats.docx.xml.mathml import MATH

BODY = "Body Text"

CONTAINERS = frozenset(
    {
        "article", "main", "header", "footer", "section", "div", "blockquote", "figure",
        "figcaption", "ul", "ol", "li", "dl", "dt", "dd", "p", "h1", "h2", "h3", "h4", "h5", "h6",
        "pre", "hr", "table", "caption", "td", "th", "img", "address", "aside", "nav",
    }
)  # fmt: skip
PHRASES = frozenset(
    {
        "a", "em", "strong", "b", "i", "u", "code", "kbd", "samp", "var", "s", "del", "ins", "sub",
        "sup", "br", "span", "time", "small", "mark", "cite", "dfn", "abbr", "bdi", "bdo", "wbr",
        "img",
        MATH,
    }
)  # fmt: skip
BY_CLASS = {
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
    "table-source": "Table Source",
    **{f"level-{level}": f"TOC {level}" for level in range(1, 6)},
}
BY_TAG = {
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
    "versions": "Version History",
    "references": "Bibliography",
    "credits": "Credits",
    "colophon": "Colophon",
}
BOX, EMPTY_BOX = "box", "\N{BALLOT BOX}"
"""The class of a task's box, and what it shows where the task is still to be done."""
PAGE_BREAK = "page-break"
"""The class of a rule that is none: the page ends there."""
CONTENTS, LISTS = "TOC", "Table of Figures"
"""What stands in a table of contents, and in a list of figures or tables."""
NOTES, NOTE = "doc-endnotes", "doc-footnote"
"""The roles of what holds all notes, and of one."""
CALL, BACK = "doc-noteref", "doc-backlink"
"""The roles of what calls a note, and of its number, which leads back."""
WAY_BACK = "way-back"
"""The class of what leads back from an entry of the bibliography: a link like any other."""
NOTE_TEXT, NOTE_REFERENCE = "Footnote Text", "Footnote Reference"
PHRASE_NAMES = {
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
NAMED_PHRASES = frozenset({*PHRASE_NAMES.values(), NOTE_REFERENCE, NUMBER}) - {
    "Inserted",
    "Underlined",
}
"""Names that a run keeps even where they make no difference to its look."""
_TOKEN = re.compile(r"^tok-")
"""How the classes of what stands in a listing begin."""
LINE = "line"
"""The class of a line of a listing, which is a paragraph to Word."""


@dataclass(frozen=True)
class StyleInfo:
    """What Word knows about a style besides its format."""

    word: str | None = None
    """The built-in name, where Word has one; its spelling is the one files use."""
    priority: int = 30
    next: str | None = None
    parent: str | None = None


PARAGRAPHS: dict[str, StyleInfo] = {
    **{
        name: StyleInfo(priority=8)
        for name in ("Retraction Notice", "Embargo Notice", "Draft Notice")
    },
    "Brand": StyleInfo(priority=8, next="Category"),
    "Category": StyleInfo(priority=8, next="Title"),
    "Title": StyleInfo("Title", 9, "Subtitle"),
    "Subtitle": StyleInfo("Subtitle", 10, "Byline"),
    "Standfirst": StyleInfo(priority=10, next="Byline"),
    "Byline": StyleInfo(priority=11, next=BODY),
    "Contributions": StyleInfo(priority=11, next=BODY),
    "Affiliation": StyleInfo(priority=11, next="Dateline"),
    "Correspondence": StyleInfo(priority=11, next=BODY),
    "Correction Notice": StyleInfo(priority=11, next=BODY),
    "Update Notice": StyleInfo(priority=11, next=BODY),
    "Key Points Heading": StyleInfo(priority=11, next="Key Points", parent="Heading 1"),
    "Dateline": StyleInfo(priority=11, next=BODY),
    "Disclosure": StyleInfo(priority=11, next=BODY),
    "Abstract Heading": StyleInfo(priority=11, next="Abstract", parent="Heading 1"),
    "Abstract": StyleInfo(priority=11),
    "First Paragraph": StyleInfo(priority=2, next=BODY),
    BODY: StyleInfo("Body Text", 1),
    **{f"Heading {n}": StyleInfo(f"heading {n}", 3 + (n > 3), BODY) for n in range(1, 10)},
    "Quote": StyleInfo("Quote", 12, "Attribution"),
    "Attribution": StyleInfo(priority=12, next=BODY),
    "Lines": StyleInfo(priority=12),
    "Definition Term": StyleInfo(priority=22, next="Definition"),
    "Definition": StyleInfo(priority=22, next="Definition Term"),
    "Source Code": StyleInfo(priority=13, next=BODY),
    "Figure": StyleInfo(priority=14, next="Caption"),
    "Caption": StyleInfo("caption", 15, "Credit"),
    "Credit": StyleInfo(priority=16, next=BODY),
    **{
        f"List {kind}{suffix}": StyleInfo(f"List {kind}{suffix}", 17 + n)
        for kind in ("Bullet", "Number", "Continue")
        for n, suffix in enumerate(("", " 2", " 3", " 4", " 5"))
    },
    "List": StyleInfo("List", 17),
    "Table Caption": StyleInfo(priority=22),
    "Table Heading": StyleInfo(priority=23),
    "Table Row Heading": StyleInfo(priority=23),
    "Table Text": StyleInfo(priority=23),
    "Table Source": StyleInfo(priority=24, next=BODY),
    "Equation": StyleInfo(priority=25, next=BODY),
    "Equation Number": StyleInfo(priority=25, next=BODY),
    "Horizontal Rule": StyleInfo(priority=26, next=BODY),
    "Page Break": StyleInfo(priority=26, next=BODY),
    NOTE_TEXT: StyleInfo("footnote text", 26),
    "Bibliography Heading": StyleInfo(priority=26, next="Bibliography", parent="Heading 1"),
    "Bibliography": StyleInfo("Bibliography", 26),
    **{
        f"{name}{suffix}": info
        for name in (
            "Corrections",
            "Updates",
            "Author Notes",
            "Acknowledgements",
            "Funding",
            "Competing Interests",
            "Data Availability",
            "Version History",
        )
        for suffix, info in (
            (" Heading", StyleInfo(priority=27, next=name, parent="Heading 1")),
            ("", StyleInfo(priority=27)),
        )
    },
    "Credits Heading": StyleInfo(priority=27, next="Credits", parent="Heading 1"),
    "Credits": StyleInfo(priority=27),
    "Colophon Heading": StyleInfo(priority=28, next="Colophon", parent="Heading 1"),
    "Colophon": StyleInfo(priority=28),
    "TOC Heading": StyleInfo("TOC Heading", 39, next=BODY, parent="Heading 1"),
    **{f"TOC {n}": StyleInfo(f"toc {n}", 39) for n in range(1, 10)},
    LISTS: StyleInfo("table of figures", 39),
    "Header": StyleInfo("header", 99),
    "Footer": StyleInfo("footer", 99),
    "Header Stamp": StyleInfo(priority=99),
    "Spacer": StyleInfo(priority=99),
}
CHARACTERS: dict[str, StyleInfo] = {
    "Emphasis": StyleInfo("Emphasis", 20),
    "Strong": StyleInfo("Strong", 20),
    "Hyperlink": StyleInfo("Hyperlink", 21),
    NOTE_REFERENCE: StyleInfo("footnote reference", 26),
}
QUIET = frozenset({"Header", "Footer", "Header Stamp", "Spacer"})
"""Styles that no author picks: they stay out of the gallery."""


def info(role: str) -> StyleInfo:
    """What Word knows about the style of a role."""
    return PARAGRAPHS.get(role, StyleInfo())


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def place(element: Element) -> str | None:
    """What plain paragraphs in ``element`` are called, if it is something that names them."""
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
        return titled(names[0])
    return PLACES.get(tag)


def is_note_mark(element: Element) -> bool:
    """Does it call a note, or is it the number of one?"""
    return element.get("role") in (CALL, BACK) and WAY_BACK not in classes(element)


def is_entry_number(element: Element) -> bool:
    """Is it the number of an entry in a list of references?"""
    return "reference-number" in classes(element)


def leveled(name: str, level: int) -> str:
    """The name of a list style at a level: ``List Bullet``, ``List Bullet 2`` …"""
    return name if level == 1 else f"{name} {level}"


def role(element: Element, outer: str) -> str:
    """The style of the paragraph that ``element`` makes inside something called ``outer``."""
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
        if name in BY_CLASS:
            return BY_CLASS[name]
    return BY_TAG.get(tag, outer)


def is_entry(role: str) -> bool:
    """Is it the style of an entry in contents or a list of figures or tables?"""
    return role == LISTS or (role.startswith(f"{CONTENTS} ") and role[-1].isdigit())


def is_number(node: object) -> bool:
    """Is it the number of the heading that it stands in?"""
    return isinstance(node, Element) and node.tag == "span" and "number" in classes(node)


def outline(element: Element) -> int | None:
    """Word's outline level, from 0; the title of an article has none, as in Word's own Title."""
    return int(element.tag[1]) - 2 if element.tag in ("h2", "h3", "h4", "h5", "h6") else None


def phrase(element: Element) -> str | None:
    """What Word's character style for an inline element is called."""
    if element.tag in PHRASE_NAMES:
        return PHRASE_NAMES[element.tag]
    return next((titled(_TOKEN.sub("code-", name)) for name in classes(element)), None)


def titled(name: str) -> str:
    """``note-title`` as the name of a style: ``Note Title``."""
    return name.replace("-", " ").replace("_", " ").title()


def unknown(element: Element, where: str) -> SourceError:
    """The error for what is outside the vocabulary: nothing disappears in silence."""
    text = " ".join("".join(element.itertext()).split())[:60]
    return SourceError(
        Problem(
            "docx-element-unknown",
            f"<{element.tag}> in {where} has no counterpart in Word: {text!r}",
            "Use the elements that ARCHITECTURE.md lists.",
        )
    )
