"""The look of a run: its own properties, and those of its character style."""

from __future__ import annotations

from lxml import etree

from publish.intake.docx.markup import attribute, child, is_on, value
from publish.intake.docx.story import Reading
from publish.intake.model import Look

_STRONG = frozenset({"strong", "intense emphasis", "intense reference", "fett"})
_EMPHASIS = frozenset({"emphasis", "subtle emphasis", "intense emphasis", "book title", "kursiv"})
_UNMARKED = frozenset({"none", "white", "auto", ""})


def look_of(properties: etree._Element | None, reading: Reading, link: str, refers: bool) -> Look:
    """The look of a run with these properties."""
    if properties is None and not link:
        return Look()
    key = value(properties, "w:rStyle")
    names = set(reading.styles.names(key))

    def on(wanted: str) -> bool:
        return is_on(reading.styles.run_property(properties, wanted))

    vertical = attribute(reading.styles.run_property(properties, "vertAlign"), "w:val")
    highlight = attribute(reading.styles.run_property(properties, "highlight"), "w:val")
    underline = reading.styles.run_property(properties, "u")
    rtl = is_on(child(properties, "w:rtl"))
    return Look(
        bold=on("bCs" if rtl else "b") or bool(names & _STRONG),
        italic=on("iCs" if rtl else "i") or bool(names & _EMPHASIS),
        struck=on("strike") or on("dstrike"),
        raised=vertical == "superscript",
        lowered=vertical == "subscript",
        small_caps=on("smallCaps"),
        marked=highlight not in _UNMARKED,
        underlined=is_on(underline) and not link and "hyperlink" not in names,
        code=bool(key) and reading.styles.is_code(key),
        lang=_language(properties, reading, rtl),
        link=link,
        refers=refers,
    )


def is_hidden(properties: etree._Element | None, style: str, reading: Reading) -> bool:
    """Whether a run is hidden, by itself or by the style of its paragraph."""
    own = reading.styles.run_property(properties, "vanish")
    return is_on(own) if own is not None else is_on(reading.styles.property_of(style, "vanish"))


def _language(properties: etree._Element | None, reading: Reading, rtl: bool) -> str:
    """The language of a run, if it is another than the document's."""
    stated = reading.styles.run_property(properties, "lang")
    tag = attribute(stated, "w:bidi" if rtl else "w:val")
    primary = tag.partition("-")[0].lower()
    if not primary or primary in ("x", reading.lang.partition("-")[0].lower()):
        return ""
    return primary


UNSAYABLE = {"caps": "capitals", "color": "color"}
"""Properties that no article has, and what they are called."""
