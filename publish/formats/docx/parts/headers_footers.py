"""What stands in the margins: headers and footers, and the sections that name them.

CSS has six boxes above and below the text, Word has one line with tab stops: the
left, the center and the right of it. Word takes named strings where they change
in the course of a document from the paragraphs of a style (STYLEREF).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace

from publish.cascade import Cascade, landscape
from publish.cascade.looks import SIDES, Border, MarginBox, NamedString, PageLook
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Columns, Paragraph, Run
from publish.formats.docx.model.direction import directed
from publish.formats.docx.model.formatting import Line, ParagraphFormat, Rule, twips
from publish.formats.docx.parts.runs import field_runs, text_run
from publish.formats.docx.parts.watermark import watermark
from publish.formats.docx.styles.fonts import FontBook
from publish.formats.docx.styles.named import Styles
from publish.formats.docx.xml.elements import Element, root, w
from publish.page import Stamp

_PLACES = ("left", "center", "right")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
_KINDS = ("right", "first", "left")
_EDGES = {"top": "header", "bottom": "footer"}
_RED = "A3171F"
_STAMP, _HIGHEST = twips(15), twips(14)
"""The height of a stamp with the space below it, and how near to the paper's edge it may be."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper: its size and margins, and the references to what stands in these."""

    references: tuple[Element, ...]
    paper: Mapping[str, object]
    margins: Mapping[str, object]


@dataclass(frozen=True)
class Sections:
    """What the sections of a document have in common, and whether left and right pages differ.

    ``references`` are those to headers and footers: a section that says none has
    those of the section before it (ISO 29500-1 §17.10.5). ``turned`` is the sheet
    for pages turned sideways.
    """

    upright: Sheet
    turned: Sheet
    titled: bool
    """Does the first page have a header and a footer of its own?"""
    rtl: bool
    even: bool
    mirrored: bool

    def properties(self, columns: Columns, before: Columns | None) -> Element:
        """The ``sectPr`` of a section; ``before`` are the columns of the one before it.

        It begins in the middle of a page, unless the page is turned. Only the first is
        titled: on a page on which another begins, this one's header and footer stand.
        """
        continuing = before is not None and before.turned == columns.turned
        titled = self.titled and before is None
        sheet = self.turned if columns.turned else self.upright
        rule = columns.rule or None
        many = {"num": columns.count, "sep": rule, "space": columns.gap, "equalWidth": True}
        return w(
            "sectPr",
            # An element stands in one place only.
            *(() if continuing else map(deepcopy, sheet.references)),
            w("type", val="continuous") if continuing else None,
            w("pgSz", **sheet.paper),
            w("pgMar", **sheet.margins),
            w("cols", **many) if columns.count > 1 else None,
            w("titlePg") if titled else None,
            w("bidi") if self.rtl else None,
        )


@dataclass
class Furniture:
    """Writes headers and footers. ``part`` puts one in the package and gives its relationship."""

    cascade: Cascade
    book: FontBook
    styles: Styles
    part: Callable[[str, int, Element], str]
    stamps: tuple[Stamp, ...] = ()
    """What every page bears."""
    standing: tuple[str, ...] = ()
    """What a header says besides: that the article was corrected."""
    _rtl: bool = False
    """Do lines begin at the right?"""

    def sections(self, rtl: bool, *, turned: bool = False) -> Sections:
        """What all sections of the document have; their headers and footers are written.

        Those for pages ``turned`` sideways only where there are any.
        """
        self._rtl = rtl
        pages = {kind: self.cascade.page(kind) for kind in _KINDS}
        # A book that runs from the right begins with a left page.
        odd, facing = ("left", "right") if rtl else ("right", "left")
        names = {odd: "default", "first": "first", facing: "even"}
        base = pages[odd]
        own = [odd, *(k for k in ("first", facing) if _differs(pages[k], base))]
        upright = self._sheet({names[kind]: pages[kind] for kind in own}, 1)
        sideways = upright
        if turned:
            later = {names[k]: landscape.turned(pages[k]) for k in own if k != "first"}
            sideways = self._sheet(later, len(own) + 1, "Landscape")
        margin, other = base.margin, pages[facing].margin
        return Sections(
            upright,
            sideways,
            titled="first" in own,
            rtl=rtl,
            even=facing in own,
            mirrored=margin.left != margin.right and margin.left == other.right,
        )

    def _sheet(self, pages: Mapping[str, PageLook], number: int, beside: str = "") -> Sheet:
        """A sheet for pages of those types (§17.18.36); its parts are numbered from ``number``."""
        base = pages["default"]
        strings = self.cascade.strings()
        references: list[Element] = []
        distance = dict.fromkeys(_EDGES, twips(36))
        for n, kind in enumerate(pages, number):
            for edge, name in _EDGES.items():
                content, gap = self._line(pages[kind], edge, strings, base, beside)
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

    def _stamped(self, content: Element, number: int, page: PageLook) -> tuple[Element, ...]:
        """The header's line with what every page bears: a word across, a line of its own above."""
        if across := next((stamp.across for stamp in self.stamps if stamp.across), None):
            content.append(watermark(across, number, page.measure))
        return (self._stamp(), content) if self._said else (content,)

    def _higher(self, distance: int) -> int:
        """Where the header begins, so that it ends where it would without its stamp (twips)."""
        return max(_HIGHEST, distance - _STAMP) if self._said else distance

    @property
    def _said(self) -> str:
        return " · ".join((*(stamp.text for stamp in self.stamps), *self.standing))

    def _stamp(self) -> Element:
        body = self.cascade.root.find("body")
        look = self.cascade.characters(self.cascade.root if body is None else body)
        plain = self.book.format(look)
        color = _RED if self.stamps else plain.color
        font = replace(plain, bold=bool(self.stamps), size=16, color=color)
        line = Paragraph("Header Stamp", ParagraphFormat(align="center", after=twips(4)), font)
        style = self.styles.paragraph(line)
        return w("p", w("pPr", w("pStyle", val=style.id)), text_run(self._said, None))

    def _line(
        self,
        page: PageLook,
        edge: str,
        strings: Mapping[str, tuple[NamedString, ...]],
        base: PageLook,
        beside: str,
    ) -> tuple[Element, int | None]:
        """The paragraph at one edge, and how far it stands from the edge of the paper (twips)."""
        there = {place: page.boxes.get(f"{edge}-{place}") for place in _PLACES}
        # All pages have their line in one style, those without furniture too.
        usual = [box for name, box in base.boxes.items() if name.startswith(edge)]
        known = usual or [box for box in there.values() if box]
        role = "Header" if edge == "top" else "Footer"
        if not known:
            return w("p"), None
        font = self.book.format(known[0].characters)
        # A center stop that nothing stands at would catch what a long left text pushes along.
        centered = f"{edge}-center" in base.boxes or there["center"] is not None
        format, gap = self._format(known[0], page, edge, centered)
        line = Paragraph(role, format, font, beside=beside)
        if any(format.rules().values()) and not any(there.values()):
            bare = replace(format, top=None, bottom=None)
            line = replace(line, format=bare, beside=f"{beside} without Rule".strip())
        style = self.styles.paragraph(line)
        pieces: list[Element] = []
        places = _PLACES[::-1] if self._rtl else _PLACES
        for place in places:
            if place == "center" and not centered:
                continue
            if place != places[0]:
                pieces.append(w("r", w("tab")))
            box = there[place]
            if box is not None:
                name = f"{role} {place.title()}"
                shown = Run("", self.book.format(box.characters), (name,))
                found = self.styles.character(shown, font, role)
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
        words = ""
        for part in box.content:
            changing = part.kind == "string" and self._changes(strings.get(part.value, ()))
            if part.kind == "text":
                words += part.value
            elif part.kind == "string" and not changing:
                words += "".join(value.text for value in strings.get(part.value, ())[:1])
            else:
                yield from self._runs(words, style)
                words = ""
                result = "1" if part.kind == "counter" else strings[part.value][0].text
                yield from field_runs(changing or _FIELDS[part.value], result, style)
        yield from self._runs(words, style)

    def _runs(self, words: str, style: str | None) -> Iterator[Element]:
        """Words in the margin, each piece in its direction."""
        for piece, rtl in directed(words, self._rtl):
            yield text_run(piece, style, rtl=rtl)

    def _changes(self, values: tuple[NamedString, ...]) -> str | None:
        """The field that follows a string which takes several values, if it can be followed."""
        if len({value.text for value in values}) < 2:
            return None
        name = self.styles.name(roles.role(values[0].element, roles.BODY))
        return f'STYLEREF "{name}"' if name else None


def _is_tab(piece: Element) -> bool:
    return len(piece) == 1 and piece[0].tag.endswith("}tab")


def _border(border: Border | None, space: float) -> Rule | None:
    return boxes.rule(border, space) if border else None


def _differs(page: PageLook, base: PageLook) -> bool:
    """Does another kind of page say something else in its margins?"""
    return {name: box.content for name, box in page.boxes.items()} != {
        name: box.content for name, box in base.boxes.items()
    }
