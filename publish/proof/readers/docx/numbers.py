"""The numbers that Word gives to the items of lists (ISO 29500-1 §17.9)."""

from __future__ import annotations

import re
from dataclasses import field

from lxml import etree

from publish.proof.aspects.numbers import WORD_SYSTEMS, bare
from publish.proof.readers.docx.styles import W, value
from publish.values import dataclass

_DEEPEST = 9


@dataclass
class ListNumbers:
    """Counts paragraphs as Word does: by definition and level, restarted by a level above."""

    numbering: etree._Element | None
    styles: etree._Element | None
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    _instances: dict[str, etree._Element] = field(default_factory=dict)
    _levels: dict[tuple[str, int], etree._Element] = field(default_factory=dict)
    _styles: dict[str, etree._Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the definitions once: a long document has thousands of lists."""
        if self.numbering is not None:
            for instance in self.numbering.iterchildren(f"{W}num"):
                self._instances[instance.get(f"{W}numId") or ""] = instance
            for definition in self.numbering.iterchildren(f"{W}abstractNum"):
                for level in definition.iterchildren(f"{W}lvl"):
                    depth = int(level.get(f"{W}ilvl") or 0)
                    self._levels[definition.get(f"{W}abstractNumId") or "", depth] = level
        for style in () if self.styles is None else self.styles.iterchildren(f"{W}style"):
            self._styles[style.get(f"{W}styleId") or ""] = style

    def number(self, paragraph: etree._Element) -> tuple[str, str]:
        """Count a paragraph; its number alone and with the levels above: ``3`` and ``2.1.3.``.

        Both are "" where it has none. A bullet is only the first.
        """
        place = self._place(paragraph)
        if place is None or place[0] not in self._instances:
            return "", ""
        id, depth = place
        instance = self._instances[id]
        definition = value(instance, "abstractNumId")
        count = self._count(instance, id, definition, depth)
        level = self._levels.get((definition, depth))
        if level is None:
            return "", ""
        text, format = value(level, "lvlText"), value(level, "numFmt")
        if format == "bullet":
            return bare(text), ""
        own = text.replace(f"%{depth + 1}", WORD_SYSTEMS.get(format, str)(count))
        return bare(own), self._whole(text, definition).strip()

    def _whole(self, text: str, definition: str) -> str:
        def shown(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            level = self._levels.get((definition, depth))
            format = "" if level is None else value(level, "numFmt")
            return WORD_SYSTEMS.get(format, str)(self._counts.get((definition, depth), 1))

        return re.sub(r"%([1-9])", shown, text)

    def _count(self, instance: etree._Element, id: str, definition: str, depth: int) -> int:
        first = self._start(definition, depth)
        override = instance.find(f"{W}lvlOverride[@{W}ilvl='{depth}']/{W}startOverride")
        key = (definition, depth)
        if override is not None and (id, depth) not in self._begun:
            self._counts[key] = int(override.get(f"{W}val") or 1)
        else:
            self._counts[key] = self._counts.get(key, first - 1) + 1
        self._begun.add((id, depth))
        for deeper in range(depth + 1, _DEEPEST):
            self._counts.pop((definition, deeper), None)
        return self._counts[key]

    def _start(self, definition: str, depth: int) -> int:
        level = self._levels.get((definition, depth))
        start = "" if level is None else value(level, "start")
        return int(start) if start.lstrip("-").isdecimal() else 1

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Instance and level: the paragraph's own, or else its style's (§17.7.4.17)."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        id, depth = _instance_and_level(properties)
        style = value(properties, "pStyle")
        seen: set[str] = set()
        while (not id or not depth) and style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            theirs = element.find(f"{W}pPr")
            theirs_id, theirs_depth = ("", "") if theirs is None else _instance_and_level(theirs)
            id, depth = id or theirs_id, depth or theirs_depth
            style = value(element, "basedOn")
        return (id, int(depth or 0)) if id and id != "0" else None


def _instance_and_level(properties: etree._Element) -> tuple[str, str]:
    number = properties.find(f"{W}numPr")
    return ("", "") if number is None else (value(number, "numId"), value(number, "ilvl"))
