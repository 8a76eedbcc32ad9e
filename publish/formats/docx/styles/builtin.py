"""Word's own styles: the built-in names that roles have, their order and what follows them."""

from __future__ import annotations

from publish.formats.docx.model.roles import BODY, LISTS, NOTE_REFERENCE, NOTE_TEXT
from publish.values import dataclass


@dataclass(frozen=True)
class StyleInfo:
    """The properties of a style besides its format."""

    word: str | None = None
    """The built-in name, if Word has one, in the spelling of files."""
    priority: int = 30
    """Its place in Word's lists."""
    next: str | None = None
    """The style of the next paragraph that an author types."""
    parent: str | None = None
    """The style that it is based on."""


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
    "Figure Value": StyleInfo(priority=12, next="Figure Of"),
    "Figure Of": StyleInfo(priority=12, next="Figure Source"),
    "Figure Source": StyleInfo(priority=12, next=BODY),
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
            "Chart Data",
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
"""Styles that no author picks; the gallery does not show them."""


def info(role: str) -> StyleInfo:
    """The properties of the style of a role."""
    return PARAGRAPHS.get(role, StyleInfo())
