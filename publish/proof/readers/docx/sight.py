"""Texts of a DOCX that nobody sees in Word: hidden, tiny, faint, cut off or pushed off the page.

Styles are resolved here again, from the finished file, so that the program that wrote it does not
check itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from publish.owed import Owed, Unseen
from publish.proof.readers.docx.embedded_fonts import embedded_fonts
from publish.proof.readers.docx.formats import Formats, Properties, is_set, val
from publish.proof.readers.docx.relationships import Relationships
from publish.proof.readers.docx.styles import W
from publish.proof.sight.judging import LEAST_CONTRAST, LEAST_SIZE
from publish.proof.sight.locating import Pieces
from publish.proof.sight.outlines import unseen_letters
from publish.proof.sight.values import BLACK, WHITE, Paint
from publish.values import dataclass

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU = 12700
_TWIPS = 20
_NEAR = 0.005
_USUAL = 10.0
"""Points of type where nothing says how large it is (§17.3.2.38)."""
_NARROW = 36.0
"""Points that a line must have."""
_FAR = 1000.0
"""Points from an edge that are on no page."""
_SILENT = frozenset({f"{W}del", f"{W}moveFrom", f"{_MC}Fallback"})
_HIGHLIGHTS = {
    "black": BLACK, "white": WHITE, "yellow": Paint(1, 1, 0), "green": Paint(0, 1, 0),
    "cyan": Paint(0, 1, 1), "magenta": Paint(1, 0, 1), "blue": Paint(0, 0, 1),
    "red": Paint(1, 0, 0), "darkBlue": Paint(0, 0, 0.5), "darkCyan": Paint(0, 0.5, 0.5),
    "darkGreen": Paint(0, 0.5, 0), "darkMagenta": Paint(0.5, 0, 0.5), "darkRed": Paint(0.5, 0, 0),
    "darkYellow": Paint(0.5, 0.5, 0), "darkGray": Paint(0.5, 0.5, 0.5),
    "lightGray": Paint(0.75, 0.75, 0.75),
}  # fmt: skip


@dataclass(frozen=True)
class _Run:
    """A run of text, with what it is in."""

    element: etree._Element
    paragraph: etree._Element
    text: str


class DocxSight:
    """Looks at a DOCX: the main document, its notes, and the headers of its pages."""

    def __init__(
        self, near: Relationships, main: etree._Element, styles: etree._Element | None
    ) -> None:
        self._near = near
        self._main = main
        self._formats = Formats(styles)

    def __call__(self, owed: Sequence[Owed]) -> tuple[Unseen, ...]:
        """The texts that nobody sees."""
        notes = self._near.xml("/footnotes")
        parts = [self._main, *([] if notes is None else [notes])]
        runs = [run for part in parts for run in _runs(part)]
        pieces = Pieces(run.text for run in runs)
        found: list[Unseen] = []
        families: set[str] = set()
        for one in owed:
            if one.everywhere:
                found += self._in_headers(one)
                continue
            said = [runs[n] for n in pieces.saying(one.text)]
            families |= {family for run in said for family in self._families(run)}
            if why := self._first(said):
                found.append(Unseen(one, why))
        found += unseen_letters(owed, dict(embedded_fonts(self._near, families)))
        return tuple(found)

    def _in_headers(self, stamp: Owed) -> Iterator[Unseen]:
        headers = [r.target for r in self._near.by_id.values() if r.type.endswith("/header")]
        for header in headers:
            root = self._near.package.xml(header)
            runs = list(_runs(root))
            pieces = Pieces(run.text for run in runs)
            said = [runs[n] for n in pieces.saying(stamp.text, parts=False)]
            if not said:
                yield Unseen(stamp, f"{header} does not say it")
            elif why := self._first(said):
                yield Unseen(stamp, f"{why}, in {header}")

    def _first(self, runs: Iterable[_Run]) -> str:
        return next((why for run in runs for why in self._reasons(run)), "")

    def _families(self, run: _Run) -> Iterator[str]:
        """The families of fonts that a run can be set in."""
        fonts = self._formats.run(run.element, run.paragraph).get("rFonts")
        if fonts is not None:
            yield from (fonts.get(f"{W}{of}", "") for of in ("ascii", "hAnsi", "cs", "eastAsia"))

    def _reasons(self, run: _Run) -> Iterator[str]:
        """The reasons why a run is not seen, in words."""
        look = self._formats.run(run.element, run.paragraph)
        block = self._formats.paragraph(run.paragraph)
        size = _size(run.element, look)
        yield from _hidden(look, size)
        yield from _cut_off(run.paragraph, block, size)
        yield from _beside(self._main, run.paragraph, block)
        ground = self._ground(run, look, block)
        ink = _ink(look, ground)
        if ink is None:
            yield "nobody can tell its color"
        elif ink.contrast(ground) < LEAST_CONTRAST - _NEAR:
            yield (f"{ink.name} on {ground.name} has a contrast of {ink.contrast(ground):.2f} : 1")

    def _ground(self, run: _Run, look: Properties, block: Properties) -> Paint:
        """The color behind a run: the nearest shading, else the page's."""
        page = self._main.find(f"{W}background")
        ground = _paint(page.get(f"{W}color")) if page is not None else None
        layers = [ground or WHITE]
        for around in reversed(list(run.paragraph.iterancestors(f"{W}tbl", f"{W}tc"))):
            name = f"{W}tcPr/{W}shd" if around.tag == f"{W}tc" else f"{W}tblPr/{W}shd"
            if (shading := around.find(name)) is not None:
                layers += filter(None, [_shade(shading)])
        for shading in (block.get("shd"), look.get("shd")):
            if shading is not None:
                layers += filter(None, [_shade(shading)])
        marked = _HIGHLIGHTS.get(val(look, "highlight") or "")
        return marked or layers[-1]


def _runs(part: etree._Element) -> Iterator[_Run]:
    """The runs with text, in their order."""
    for element in part.iter(f"{W}r"):
        around = [str(a.tag) for a in element.iterancestors()]
        if not _SILENT.isdisjoint(around):
            continue
        text = "".join(t.text or "" for t in element.iterchildren(f"{W}t"))
        paragraph = next(element.iterancestors(f"{W}p"), None)
        if text.strip() and paragraph is not None:
            yield _Run(element, paragraph, text)


def _size(run: etree._Element, look: Properties) -> float:
    own = run.find(f"{W}rPr")
    rtl = own is not None and (own.find(f"{W}rtl") is not None or own.find(f"{W}cs") is not None)
    halves = val(look, "szCs" if rtl else "sz")
    return _number(halves) / 2 if halves else _USUAL


def _hidden(look: Properties, size: float) -> Iterator[str]:
    """Effects of the letters' format on them."""
    if is_set(look, "vanish") or is_set(look, "specVanish"):
        yield "Word hides it"
    if size < LEAST_SIZE - _NEAR:
        yield f"its type has {size:g} pt"
    if (wide := val(look, "w")) and _number(wide.rstrip("%")) < 50:
        yield f"its letters are set to {wide} % of their width"
    if (closer := val(look, "spacing")) and _twips(closer) < -0.2 * size:
        yield "its letters lie on each other"
    if (raised := val(look, "position")) and abs(_number(raised)) / 2 > 1.5 * size:
        yield "it is raised or lowered out of its line"
    if "fitText" in look:
        yield "it is squeezed to a width"


def _cut_off(paragraph: etree._Element, block: Properties, size: float) -> Iterator[str]:
    """A line, a frame, a row or a text box that is lower than its letters."""
    line, frame = val(block, "spacing", "line"), val(block, "framePr", "h")
    if val(block, "spacing", "lineRule") == "exact" and _twips(line) < 0.75 * size:
        yield f"its line is exactly {_twips(line):g} pt high"
    if val(block, "framePr", "hRule") == "exact" and _twips(frame) < size:
        yield "its frame is lower than a line"
    if any(abs(_twips(val(block, "framePr", side))) > _FAR for side in ("x", "y")):
        yield "its frame is off the page"
    for row in paragraph.iterancestors(f"{W}tr"):
        if row.find(f"{W}trPr/{W}hidden") is not None:
            yield "its row is hidden"
        height = row.find(f"{W}trPr/{W}trHeight[@{W}hRule='exact']")
        if height is not None and _twips(height.get(f"{W}val")) < 1.1 * size:
            yield "its row is lower than a line"
    for shape in paragraph.iterancestors(f"{_WP}anchor", f"{_WP}inline"):
        extent = shape.find(f"{_WP}extent")
        sides = [] if extent is None else [_number(extent.get(side)) for side in ("cx", "cy")]
        if sides and min(sides) / _EMU < 2 * size:
            yield "its text box is too small for it"


def _beside(main: etree._Element, paragraph: etree._Element, block: Properties) -> Iterator[str]:
    """Indents that leave the line no room, or push it over the paper's edge (§17.3.1.12)."""
    section = _section(main, paragraph)
    if section is None:
        return
    paper = _attribute(section, "pgSz", "w")
    edges = [_attribute(section, "pgMar", side) for side in ("left", "right")]
    indents = [_indent(block, "left", "start"), _indent(block, "right", "end")]
    first = _indent(block, "firstLine") - _indent(block, "hanging")
    if next(paragraph.iterancestors(f"{W}tc"), None) is not None:
        cell = next(paragraph.iterancestors(f"{W}tc")).find(f"{W}tcPr/{W}tcW")
        if cell is not None and cell.get(f"{W}type") == "dxa":
            room = _twips(cell.get(f"{W}w")) - sum(indents)
            if room < _NARROW:
                yield "its cell leaves it no room"
        return
    if paper and paper - sum(edges) - sum(indents) - max(0.0, first) < _NARROW:
        yield "its indents leave it no room"
    if paper and (edges[0] + indents[0] + min(0.0, first) < 0 or edges[1] + indents[1] < 0):
        yield "its indents push it over the paper's edge"


def _section(main: etree._Element, paragraph: etree._Element) -> etree._Element | None:
    """The properties of the section that a paragraph is in: the next ones (§17.6.18)."""
    following: Any = paragraph.xpath("following::*[local-name()='sectPr'][1]")
    return next(iter(following), main.find(f"{W}body/{W}sectPr"))


def _attribute(section: etree._Element, name: str, attribute: str) -> float:
    found = section.find(f"{W}{name}")
    return 0.0 if found is None else _twips(found.get(f"{W}{attribute}"))


def _indent(block: Properties, *names: str) -> float:
    return sum(_twips(val(block, "ind", name)) for name in names)


def _ink(look: Properties, ground: Paint) -> Paint | None:
    """The color of the letters; what is ``auto`` is black, or white where it is dark."""
    if "textFill" in look:
        return None
    known = _paint(val(look, "color"))
    if known:
        return known
    return max((BLACK, WHITE), key=lambda ink: ink.contrast(ground))


def _shade(shading: etree._Element) -> Paint | None:
    """The color of a shading: its ground, its pattern, or a mixture (§17.3.5)."""
    pattern = shading.get(f"{W}val") or "clear"
    fill, color = (_paint(shading.get(f"{W}{name}")) for name in ("fill", "color"))
    if pattern in ("clear", "nil"):
        return fill
    share = _number(pattern.removeprefix("pct")) / 100 if pattern.startswith("pct") else 1.0
    return (color or BLACK).faded(share).over(fill or WHITE)


def _paint(hexadecimal: str | None) -> Paint | None:
    try:
        red, green, blue = bytes.fromhex((hexadecimal or "").removeprefix("#"))
    except ValueError:
        return None
    return Paint(red / 255, green / 255, blue / 255)


def _twips(text: str | None) -> float:
    """Twentieths of a point, as points."""
    return _number(text) / _TWIPS


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
