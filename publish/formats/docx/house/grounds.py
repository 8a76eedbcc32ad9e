"""The theme's grounds under the house's styles: the house's color stays where it can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.cascade.luminance import Channels, ratio
from publish.formats.docx.house.properties import give_color
from publish.formats.docx.house.reference import value
from publish.formats.docx.model.blocks import Block, Paragraph
from publish.formats.docx.styles.catalog import Styles
from publish.formats.docx.xml.elements import Element, qn

_LEAST = 4.5
"""The contrast of text (WCAG 2.2, 1.4.3)."""


def make_readable(definitions: Element, blocks: Sequence[Block], styles: Styles) -> None:
    """Give styles that cannot be read in the theme's boxes their computed color again."""
    elements = {e.get(qn("styleId")) or "": e for e in definitions.iterchildren(qn("style"))}
    for paragraph, ground in _on_grounds(blocks, None):
        style, own = styles.paragraph(paragraph), paragraph.font.color
        behind, shown = _channels(ground), _channels(_color(style.id, elements))
        if behind is None or style.id not in elements or _channels(own) is None:
            continue
        if ratio(shown or (0.0, 0.0, 0.0), behind) < _LEAST:
            give_color(elements[style.id], str(own))


def _on_grounds(blocks: Sequence[Block], around: str | None) -> Iterator[tuple[Paragraph, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            if ground := block.format.shading or around:
                yield block, ground
            continue
        for row in block.rows:
            usual = block.format.head_shading if row.head else None
            for cell in row.cells:
                ground = cell.shading or usual or block.format.shading or around
                yield from _on_grounds(cell.blocks, ground)


def _color(id: str, elements: dict[str, Element]) -> str | None:
    """The color of a style, or of the next one that it is based on."""
    seen: set[str] = set()
    while id in elements and id not in seen:
        seen.add(id)
        if color := value(elements[id].find(qn("rPr")), "color"):
            return color
        id = value(elements[id], "basedOn")
    return None


def _channels(color: str | None) -> Channels | None:
    try:
        red, green, blue = bytes.fromhex((color or "").removeprefix("#"))
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255
