"""The paragraphs of a Page, with the direction of each and the signs of its isolates."""

from __future__ import annotations

from dataclasses import field

from lxml import etree

from publish.content import Paragraph
from publish.languages.bidi import ISOLATES, PDI
from publish.proof.readers.formulas import MATHML
from publish.proof.readers.xhtml_elements import NAMESPACE, is_inline, is_silent, kinds
from publish.proof.word_diff import OBJECT
from publish.values import dataclass

_LINE = "line"
"""The class of a line of a listing."""
_BREAKS = frozenset({"br"})
_OBJECTS = frozenset({"img", f"{MATHML}math"})


def of_xhtml(root: etree._Element) -> tuple[Paragraph, ...]:
    """Every paragraph with text, in the order of the markup."""
    reading = _Reading()
    reading.read(root, leftward=False)
    reading.divide()
    return tuple(reading.found)


@dataclass
class _Reading:
    found: list[Paragraph] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _leftward: bool = False
    """The direction of the present paragraph."""

    def divide(self) -> None:
        """End a paragraph."""
        text = "".join(self._pieces)
        if text.strip():
            self.found.append(Paragraph(text, self._leftward))
        self._pieces.clear()

    def read(self, element: etree._Element, *, leftward: bool) -> None:
        """Read an element; ``leftward`` is the direction around it."""
        if is_silent(element):
            return
        own = element.get("dir", "")
        inner = {"rtl": True, "ltr": False}.get(own, leftward)
        tag = str(element.tag).removeprefix(f"{{{NAMESPACE}}}")
        if tag in _BREAKS:
            self._pieces.append("\n")
        elif tag in _OBJECTS:
            self._pieces.append(OBJECT)
        elif is_inline(element) and _LINE not in kinds(element):
            sign = ISOLATES.get(own or ("auto" if tag == "bdi" else ""), "")
            self._pieces.append(sign)
            self._inside(element, inner)
            self._pieces.append(PDI if sign else "")
        else:
            self.divide()
            self._leftward = inner
            self._inside(element, inner)
            self.divide()
            self._leftward = leftward

    def _inside(self, element: etree._Element, leftward: bool) -> None:
        self._pieces.append(_text(element.text))
        for child in element:
            self.read(child, leftward=leftward)
            self._pieces.append(_text(child.tail))


def _text(text: str | None) -> str:
    """Line breaks of the markup are spaces."""
    return (text or "").replace("\n", " ")
