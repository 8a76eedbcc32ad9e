"""The look of a DOCX's runs, with all styles applied (ISO 29500-1 §17.7.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from lxml import etree

from publish.proof.readers.docx.styles import W, style_key, value
from publish.values import dataclass

Properties = Mapping[str, etree._Element]
"""Elements of formatting by their names: ``sz``, ``color`` …"""
_TOGGLES = frozenset({"vanish", "specVanish"})


@dataclass
class Formats:
    """The formats that a document's styles give, by their ids."""

    root: etree._Element | None
    _styles: dict[str, etree._Element] = field(default_factory=dict)
    _known: dict[tuple[str, str], dict[str, etree._Element]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in () if self.root is None else self.root.iter(f"{W}style"):
            self._styles[style.get(f"{W}styleId") or ""] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._styles.setdefault("", style)

    def run(self, run: etree._Element, paragraph: etree._Element) -> dict[str, etree._Element]:
        """The format of a run's text, the nearest last."""
        merged = dict(self._defaults("rPr"))
        for table in reversed(list(paragraph.iterancestors(f"{W}tbl"))):
            _merge(merged, self.style(style_key(table), "rPr"))
        for key in (style_key(paragraph), *filter(None, [style_key(run)])):
            _merge(merged, self.style(key, "rPr"))
        _merge(merged, _children(run.find(f"{W}rPr")))
        return merged

    def paragraph(self, paragraph: etree._Element) -> dict[str, etree._Element]:
        """The format of a paragraph."""
        merged = dict(self._defaults("pPr"))
        _merge(merged, self.style(style_key(paragraph), "pPr"))
        _merge(merged, _children(paragraph.find(f"{W}pPr")))
        return merged

    def style(self, key: str, part: str) -> Properties:
        """The format of a style, with those that it is based on."""
        if (key, part) not in self._known:
            merged: dict[str, etree._Element] = {}
            for element in reversed(list(self._chain(key))):
                _merge(merged, _children(element.find(f"{W}{part}")))
            self._known[key, part] = merged
        return self._known[key, part]

    def _chain(self, key: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while key not in seen and (element := self._styles.get(key)) is not None:
            seen.add(key)
            yield element
            key = value(element, "basedOn") or "\0"

    def _defaults(self, part: str) -> Properties:
        root = self.root
        return (
            {}
            if root is None
            else _children(root.find(f"{W}docDefaults/{W}{part}Default/{W}{part}"))
        )


def _merge(below: dict[str, etree._Element], above: Properties) -> None:
    """The nearer format takes the place of the farther; indents and spaces add up by attribute."""
    for name, element in above.items():
        before = below.get(name)
        if before is not None and name in ("ind", "spacing"):
            whole = etree.Element(element.tag)
            whole.attrib.update(before.attrib)
            whole.attrib.update(element.attrib)
            below[name] = whole
        else:
            below[name] = element


def _children(properties: etree._Element | None) -> Properties:
    if properties is None:
        return {}
    return {str(child.tag).rpartition("}")[2]: child for child in properties.iterchildren("*")}


def val(properties: Properties, name: str, attribute: str = "val") -> str | None:
    """An attribute of a format; None where there is none."""
    element = properties.get(name)
    return None if element is None else element.get(f"{W}{attribute}")


def is_set(properties: Properties, name: str) -> bool:
    """Whether something is switched on."""
    element = properties.get(name)
    return element is not None and (element.get(f"{W}val") or "1") in ("1", "true", "on")
