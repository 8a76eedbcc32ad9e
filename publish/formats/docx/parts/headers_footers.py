"""Headers and footers, from CSS's page margin boxes.

CSS has three boxes above and three below the text; Word has one line with tab stops for
the left, the center and the right. A named string that changes in the course of a
document Word takes from the paragraphs of a style (STYLEREF).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from publish.cascade import Cascade
from publish.cascade.landscape import as_landscape
from publish.cascade.looks import SIDES, Border, MarginBox, NamedString, PageLook, Part
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Paragraph
from publish.formats.docx.model.direction import directed
from publish.formats.docx.model.formatting import Line, ParagraphFormat, Rule, twips
from publish.formats.docx.model.inlines import Run
from publish.formats.docx.parts.page_sections import Sections, Sheet
from publish.formats.docx.parts.runs import field_runs, text_run
from publish.formats.docx.parts.watermark import watermark
from publish.formats.docx.styles.catalog import Styles
from publish.formats.docx.styles.fonts import FontBook
from publish.formats.docx.xml.elements import Element, root, w
from publish.page import Stamp
from publish.values import dataclass

if TYPE_CHECKING:
    from publish.formats.docx.house.pages import HousePages

_POSITIONS = ("left", "center", "right")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
_KINDS = ("right", "first", "left")
_EDGES = {"top": "header", "bottom": "footer"}
_RED = "A3171F"
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
_STAMP, _HIGHEST = twips(15), twips(14)
"""The height of a stamp with the space below it, and its least distance from the paper's edge."""


@dataclass
class HeadersFooters:
    """Writes headers and footers. ``part`` puts one in the package and gives its relationship."""

    cascade: Cascade
    book: FontBook
    styles: Styles
    part: Callable[[str, int, Element], str]
    stamps: tuple[Stamp, ...] = ()
    """The stamps on every page."""
    standing: tuple[str, ...] = ()
    """Other statements in the header: that the article was corrected."""
    borrowed: frozenset[str] = frozenset()
    """Words around page numbers that are not in the article's language, but in ``lang``."""
    lang: str | None = None
    house: HousePages | None = None
    """The house's own headers, footers and page, if it has any."""
    _rtl: bool = False
    """Do lines begin at the right?"""

    def sections(self, rtl: bool, *, landscape: bool = False) -> Sections:
        """The common parts of all sections of the document; writes their headers and footers.

        ``landscape``: there are landscape pages, which need their own.
        """
        self._rtl = rtl
        pages = {kind: self.cascade.page(kind) for kind in _KINDS}
        # A document that runs from the right begins with a left page.
        odd, facing = ("left", "right") if rtl else ("right", "left")
        names = {odd: "default", "first": "first", facing: "even"}
        base = pages[odd]
        own = [odd, *(k for k in ("first", facing) if self._is_own(names[k], pages[k], base))]
        portrait = self._sheet({names[kind]: pages[kind] for kind in own}, 1)
        sideways = portrait
        if landscape:
            later = {names[k]: as_landscape(pages[k]) for k in own if k != "first"}
            sideways = self._sheet(later, len(own) + 1, "Landscape")
        margin, other = base.margin, pages[facing].margin
        return Sections(
            portrait,
            sideways,
            titled="first" in own,
            rtl=rtl,
            even=facing in own,
            mirrored=margin.left != margin.right and margin.left == other.right,
        )

    def _is_own(self, kind: str, page: PageLook, base: PageLook) -> bool:
        """Have pages of that kind headers and footers of their own?"""
        if self.house and self.house.has_any:
            return self.house.is_live(kind)
        return _differs(page, base)

    def _sheet(self, pages: Mapping[str, PageLook], number: int, variant: str = "") -> Sheet:
        """A sheet for pages of those types (§17.18.36); its parts are numbered from ``number``."""
        base = pages["default"]
        strings = self.cascade.strings()
        references: list[Element] = []
        distance = dict.fromkeys(_EDGES, twips(36))
        for n, kind in enumerate(pages, number):
            for edge, name in _EDGES.items():
                if self.house and self.house.has(name):
                    relation = self._of_house(self.house, name, kind, n, base, variant)
                    if relation:
                        references.append(w(f"{name}Reference", type=kind, r_id=relation))
                    distance[edge] = self.house.distances.get(name, distance[edge])
                    continue
                content, gap = self._line(pages[kind], edge, strings, base, variant)
                distance[edge] = gap if gap is not None else distance[edge]
                lines = self._stamped(content, n, base) if edge == "top" else (content,)
                element = root({"header": "hdr", "footer": "ftr"}[name], *lines)
                relation = self.part(name, n, element)
                references.append(w(f"{name}Reference", type=kind, r_id=relation))
        margin = base.margin
        return Sheet(
            references=tuple(references),
            paper={
                "w": twips(base.width),
                "h": twips(base.height),
                "orient": "landscape" if base.width > base.height else None,
            },
            margins={
                **{side: twips(margin[side]) for side in SIDES},
                "header": self._higher(distance["top"]),
                "footer": distance["bottom"],
                "gutter": 0,
            },
        )

    def _of_house(
        self, house: HousePages, name: str, kind: str, number: int, page: PageLook, variant: str
    ) -> str | None:
        """The relationship of the house's own header or footer, the stamps in it; None if none."""
        found = house.root(name, kind)
        if name == "footer" or not (self.stamps or self._stamp_text):
            return found[1] if found else None
        if found is None:
            lines = self._stamped(w("p"), number, page)
            return self.part(name, number, root("hdr", *lines))
        if not variant:
            house.stamp(name, kind, self._stamped(w("p"), number, page))
        return found[1]

    def _stamped(self, content: Element, number: int, page: PageLook) -> tuple[Element, ...]:
        """The header's line with a watermark across the page, and the stamp's line above it."""
        if across := next((stamp.across for stamp in self.stamps if stamp.across), None):
            content.append(watermark(across, number, page.measure))
        return (self._stamp(), content) if self._stamp_text else (content,)

    def _higher(self, distance: int) -> int:
        """Where the header begins, so that its own line stays in place below a stamp (twips)."""
        return max(_HIGHEST, distance - _STAMP) if self._stamp_text else distance

    @property
    def _stamp_text(self) -> str:
        return " · ".join((*(stamp.text for stamp in self.stamps), *self.standing))

    def _stamp(self) -> Element:
        body = self.cascade.root.find("body")
        look = self.cascade.characters(self.cascade.root if body is None else body)
        plain = self.book.format(look)
        color = _RED if self.stamps else plain.color
        font = replace(plain, bold=bool(self.stamps), size=16, color=color)
        line = Paragraph("Header Stamp", ParagraphFormat(align="center", after=twips(4)), font)
        style = self.styles.paragraph(line)
        return w(
            "p", w("pPr", w("pStyle", val=style.id)), text_run(self._stamp_text, None, self.lang)
        )

    def _line(
        self,
        page: PageLook,
        edge: str,
        strings: Mapping[str, tuple[NamedString, ...]],
        base: PageLook,
        variant: str,
    ) -> tuple[Element, int | None]:
        """The paragraph at one edge, and its distance from the edge of the paper (twips)."""
        shown = {place: page.boxes.get(f"{edge}-{place}") for place in _POSITIONS}
        # All pages have their line in one style, even an empty one.
        usual = [box for name, box in base.boxes.items() if name.startswith(edge)]
        known = usual or [box for box in shown.values() if box]
        role = "Header" if edge == "top" else "Footer"
        if not known:
            return w("p"), None
        font = self.book.format(known[0].characters)
        # A center stop without text would catch the right text when the left one is long.
        centered = f"{edge}-center" in base.boxes or shown["center"] is not None
        format, gap = self._format(known[0], page, edge, centered)
        line = Paragraph(role, format, font, adjustment=variant)
        if any(format.rules().values()) and not any(shown.values()):
            bare = replace(format, top=None, bottom=None)
            line = replace(line, format=bare, adjustment=f"{variant} without Rule".strip())
        style = self.styles.paragraph(line)
        pieces: list[Element] = []
        places = _POSITIONS[::-1] if self._rtl else _POSITIONS
        for place in places:
            if place == "center" and not centered:
                continue
            if place != places[0]:
                pieces.append(w("r", w("tab")))
            box = shown[place]
            if box is not None:
                name = f"{role} {place.title()}"
                sample = Run("", self.book.format(box.characters), (name,))
                found = self.styles.character(sample, font, role)
                pieces.extend(self._content(box, found.id if found else None, strings))
        while pieces and _is_tab(pieces[-1]):
            pieces.pop()
        return w("p", w("pPr", w("pStyle", val=style.id)), *pieces), gap

    def _format(
        self, box: MarginBox, page: PageLook, edge: str, centered: bool
    ) -> tuple[ParagraphFormat, int]:
        look, css = box.characters, box.box
        natural = self.book.line(look) or 1.2
        height = css.line_height or look.size * natural
        margin = page.margin.top if edge == "top" else page.margin.bottom
        above, below = (
            boxes.length(css.margin[side], margin)
            + boxes.thickness(css.border[side])
            + css.padding[side].of(margin)
            for side in ("top", "bottom")
        )
        top = {"top": above, "bottom": margin - below - height}.get(
            css.vertical, above + (margin - above - below - height) / 2
        )
        gap = top if edge == "top" else margin - top - height
        measure = page.measure
        format = ParagraphFormat(
            rtl=self._rtl,
            line=Line.of(height, look.size * natural),
            top=_border(css.border.top, css.padding.top.of(margin)),
            bottom=_border(css.border.bottom, css.padding.bottom.of(margin)),
            tabs=(
                *((("center", twips(measure / 2)),) if centered else ()),
                ("right", twips(measure)),
            ),
        )
        return format, max(0, twips(gap))

    def _content(
        self, box: MarginBox, style: str | None, strings: Mapping[str, tuple[NamedString, ...]]
    ) -> Iterator[Element]:
        shown = [self._shown(part, strings) for part in box.content]
        # The whole line decides the direction of each part of it.
        whole = "".join(text for text, _ in shown)
        ways = [rtl for piece, rtl in directed(whole, self._rtl) for _ in piece]
        said: list[_Letter] = []
        for part, (text, field) in zip(box.content, shown, strict=True):
            lang = self.lang if part.kind == "text" and text.strip() in self.borrowed else None
            letters = [_Letter(letter, lang, ways.pop(0)) for letter in text]
            if not field:
                said += letters
                continue
            yield from _runs(said, style)
            said = []
            yield from field_runs(field, style, _runs(letters, style))
            if self._rtl and letters and not letters[-1].rtl:
                # LibreOffice orders a field as a character without direction.
                said.append(_Letter(_LEFT_TO_RIGHT, None, False))
        yield from _runs(said, style)

    def _shown(
        self, part: Part, strings: Mapping[str, tuple[NamedString, ...]]
    ) -> tuple[str, str | None]:
        """The text of a part of the line, and the field that it is the result of, if any."""
        if part.kind == "text":
            return part.value, None
        if part.kind == "counter":
            return "1", _FIELDS[part.value]
        values = strings.get(part.value, ())
        return "".join(value.text for value in values[:1]), self._style_reference(values)

    def _style_reference(self, values: tuple[NamedString, ...]) -> str | None:
        """The field for a string with several values, if Word can follow them."""
        if len({value.text for value in values}) < 2:
            return None
        name = self.styles.name(roles.role(values[0].element, roles.BODY))
        return f'STYLEREF "{name}"' if name else None


class _Letter(NamedTuple):
    letter: str
    lang: str | None
    rtl: bool


def _runs(letters: Sequence[_Letter], style: str | None) -> Iterator[Element]:
    """Runs of one language and one direction."""
    for (lang, rtl), group in groupby(letters, key=lambda letter: (letter.lang, letter.rtl)):
        yield text_run("".join(letter.letter for letter in group), style, lang, rtl)


def _is_tab(piece: Element) -> bool:
    return len(piece) == 1 and piece[0].tag.endswith("}tab")


def _border(border: Border | None, space: float) -> Rule | None:
    return boxes.rule(border, space) if border else None


def _differs(page: PageLook, base: PageLook) -> bool:
    """Does another kind of page have other content in its margins?"""
    return {name: box.content for name, box in page.boxes.items()} != {
        name: box.content for name, box in base.boxes.items()
    }
