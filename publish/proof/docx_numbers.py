"""The numbers that Word gives to paragraphs, counted as it counts (ISO 29500-1 §17.9).

Only what headings need: decimals of levels that restart under those above.
"""

from __future__ import annotations

import re

from lxml import etree

from publish.proof.docx_styles import W, value

_LEVELS = re.compile(r"%([1-9])")
_DEEPEST = 20
"""Styles that are based on each other; a circle is longer still."""


class Counts:
    """Counts the numbered paragraphs of a document, which come one after another."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._texts: dict[str, dict[int, str]] = {}
        self._styles: dict[str, etree._Element] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._learn(numbering)
        if styles is not None:
            found = styles.iter(f"{W}style")
            self._styles = {style.get(f"{W}styleId") or "": style for style in found}

    def _learn(self, numbering: etree._Element) -> None:
        for definition in numbering.iter(f"{W}abstractNum"):
            levels = {
                int(level.get(f"{W}ilvl") or 0): value(level, "lvlText")
                for level in definition.iter(f"{W}lvl")
                if value(level, "numFmt") == "decimal"
            }
            self._texts[definition.get(f"{W}abstractNumId") or ""] = levels
        for number in numbering.iter(f"{W}num"):
            self._lists[number.get(f"{W}numId") or ""] = value(number, "abstractNumId")

    def of(self, paragraph: etree._Element) -> str:
        """The number of a paragraph, which is counted; "" if it has none in decimals."""
        list_, level = self._place(paragraph)
        texts = self._texts.get(self._lists.get(list_, ""), {})
        if level not in texts:
            return ""
        counts = self._counts.setdefault(list_, {})
        counts[level] = counts.get(level, 0) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        shown = _LEVELS.sub(lambda match: str(counts.get(int(match[1]) - 1, 1)), texts[level])
        return shown.strip()

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the level of a paragraph, by itself or by its style (§17.9.18)."""
        properties = paragraph.find(f"{W}pPr")
        style = "" if properties is None else value(properties, "pStyle")
        level: int | None = None
        for _ in range(_DEEPEST):
            said = None if properties is None else properties.find(f"{W}numPr")
            if said is not None:
                stated = value(said, "ilvl")
                level = int(stated) if level is None and stated else level
                if list_ := value(said, "numId"):
                    return list_, level or 0
            if style not in self._styles:
                break
            properties = self._styles[style].find(f"{W}pPr")
            style = value(self._styles[style], "basedOn")
        return "", 0
