"""What a reading system must not be given: tables, so that a new case is a new line.

A theme's common stylesheet may use what only paper has (CSS Paged Media,
Generated Content for Paged Media, WeasyPrint's own properties). Reading
systems skip most of it, but an unknown selector takes its whole rule with it,
and EPUB forbids two properties outright.
"""

from __future__ import annotations

AT_RULES = frozenset({"charset", "color-profile", "font-face", "footnote", "import", "page"})
"""At-rules left out. ``@font-face`` is written anew, for the subsets that are embedded."""

MEDIA = frozenset({"print", "speech", "tty", "tv", "projection"})
"""Media types a reading system is not; a rule for these alone is left out."""

PSEUDO_ELEMENTS = frozenset({"footnote-call", "footnote-marker", "footnote-area"})
"""Pseudo-elements of css-gcpm-3; browsers drop every rule that names one."""

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
        # EPUB 3.3 §6.3.1.2: a stylesheet MUST NOT hold these two; dir= says it in the markup.
        "direction",
        "unicode-bidi",
    }
)

PROPERTY_PREFIXES = ("-weasy-", "-prince-", "prince-", "-ah-", "-ro-", "-pdf-")

VALUES = {
    "float": frozenset({"footnote"}),
    "position": frozenset({"footnote"}),
}
"""Keywords that make one declaration a matter of paper, though its property is not."""

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
