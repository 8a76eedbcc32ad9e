"""Tables of CSS that an EPUB leaves out.

A theme's common stylesheet may use CSS for paper (Paged Media, Generated Content for
Paged Media, WeasyPrint's properties). Reading systems skip most of it, but an unknown
selector invalidates its whole rule, and EPUB forbids two properties.
"""

from __future__ import annotations

AT_RULES = frozenset({"charset", "color-profile", "font-face", "footnote", "import", "page"})
"""At-rules left out. ``@font-face`` is written for the embedded subsets."""

MEDIA = frozenset({"print", "speech", "tty", "tv", "projection"})
"""Media types other than screen; rules only for these are left out."""

PSEUDO_ELEMENTS = frozenset({"footnote-call", "footnote-marker", "footnote-area"})
"""Pseudo-elements of css-gcpm-3; browsers drop every rule with one."""

PROPERTIES = frozenset(
    {
        "anchor",
        "bleed",
        "block-ellipsis",
        "bookmark-label",
        "bookmark-level",
        "bookmark-state",
        "continue",
        "float-defer",
        "float-offset",
        "float-reference",
        "footnote-display",
        "footnote-policy",
        "image-resolution",
        "lang",
        "link",
        "margin-break",
        "marks",
        "max-lines",
        "page",
        "pdf-tag",
        "size",
        "string-set",
        # EPUB 3.3 §6.3.1.2 forbids these two; the markup has dir= instead.
        "direction",
        "unicode-bidi",
    }
)

PROPERTY_PREFIXES = ("-weasy-", "-prince-", "prince-", "-ah-", "-ro-", "-pdf-")

VALUES = {
    "float": frozenset({"footnote"}),
    "position": frozenset({"footnote"}),
}
"""Print-only keywords of properties that are not print-only."""

FUNCTIONS = frozenset(
    {
        "content",
        "device-cmyk",
        "element",
        "footnote",
        "leader",
        "running",
        "string",
        "target-counter",
        "target-counters",
        "target-text",
    }
)
"""Functions of css-gcpm-3 and css-color-5 that only a print engine computes."""
