"""The roles of structure elements, as the Page has them (§14.8.4 of ISO 32000-1 and 32000-2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from pikepdf import Array, Dictionary, Name

from publish import xml_parsing
from publish.proof.readers.elements import cell_detail
from publish.proof.readers.formulas import of_mathml
from publish.proof.readers.pdf.places import Place, Places
from publish.proof.readers.pdf.tags import annotations_of, kids_of
from publish.values import dataclass

ROLES: Mapping[str, str] = {
    **{f"/H{level}": f"heading {level}" for level in range(1, 7)},
    "/L": "list",
    "/TOC": "contents",
    "/BlockQuote": "quotation",
    "/Code": "code",
    "/Aside": "box",
    "/Link": "link",
    "/Caption": "caption",
    "/Table": "table",
    "/TH": "cell",
    "/TD": "cell",
}
"""The types that mean what an element of the article means. Figures, formulas, notes and their
calls are read apart."""
_PLAIN = frozenset(
    {"/Document", "/Part", "/Art", "/Sect", "/Div", "/NonStruct", "/P", "/Span"}
    | {"/LI", "/TOCI", "/Lbl", "/LBody", "/TR", "/THead", "/TBody", "/TFoot"}
    | {"/Figure", "/Formula", "/Note", "/FENote", "/Reference"}
)
"""Types that mean nothing by themselves, are a part of another, or are read apart."""
_ITEMS = {"/L": Name.LI, "/TOC": Name.TOCI}
_NUMBERING = {
    "Decimal": "numbers",
    **dict.fromkeys(("Disc", "Circle", "Square", "Unordered"), "bullets"),
    **dict.fromkeys(("None", "Description"), "bullets or terms"),
}
_DEEPEST = 8
"""Levels between a table and its cells; more are a tree without an end."""
_NEAR = 16.0
"""Points between a call and the place that leads back to it: a line."""


def role_of(own: str, standard: str) -> str:
    """The role of an element, by its own type or the standard one of its role map.

    A type that no element of an article has is its own role.
    """
    role = ROLES.get(own) or ROLES.get(standard)
    return role or ("" if standard in _PLAIN else standard.removeprefix("/"))


def detail_of(element: Any, tag: str, headers: dict[bytes, int]) -> str:
    """A list's items and numbering, or a cell's scope, span and headers.

    ``headers`` are those of the table, by their ID, with their numbers.
    """
    if tag in _ITEMS:
        items = sum(kid.get("/S") == _ITEMS[tag] for kid in _elements(element))
        numbering = str(_attributes(element).get("/ListNumbering", "/None"))[1:]
        return f"{items} {_NUMBERING.get(numbering, numbering)}"
    if tag not in ("/TH", "/TD"):
        return ""
    attributes = _attributes(element)
    scope = str(attributes.get("/Scope", "/None"))[1:] if tag == "/TH" else ""
    across, down = (int(attributes.get(name, 1)) for name in ("/ColSpan", "/RowSpan"))
    heads = {headers.get(bytes(id), 0) for id in attributes.get("/Headers", Array())}
    return cell_detail(scope, across, down, heads)


def headers_of(table: Any) -> dict[bytes, int]:
    """The headers of a table by their ID, numbered in the order of reading."""
    found: dict[bytes, int] = {}
    waiting = [iter(list(_elements(table)))]
    while waiting:
        part = next(waiting[-1], None)
        if part is None:
            waiting.pop()
        elif part.get("/S") == Name.TH:
            if "/ID" in part:
                found[bytes(part.ID)] = len(found) + 1
        elif part.get("/S") != Name.TD:
            waiting.append(iter(list(_elements(part))))
        if len(waiting) > _DEEPEST:
            break
    return found


def has_terms(listing: Any) -> bool:
    """Whether a list has neither numbers nor bullets, so that what labels an item is a term."""
    return _attributes(listing).get("/ListNumbering") in (Name("/None"), Name.Description)


def undescribed(link: Any) -> bool:
    """Whether a link does not say where it leads (ISO 14289-1 7.18.5)."""
    return any(not str(each.get("/Contents", "")) for each in annotations_of(link))


def mathml_of(formula: Any) -> str:
    """The parts of the MathML that belongs to a formula (ISO 32000-2 §14.13.6), in one line."""
    for file in formula.get("/AF", Array()):
        try:
            math = xml_parsing.parse(file.EF.F.read_bytes(), bare=True)
            return of_mathml(math).content or ""
        except (xml_parsing.BadXML, AttributeError, KeyError):
            return "none that can be read"
    return ""


@dataclass
class Calls:
    """The places of the calls of notes, to which the notes lead back."""

    _places: Places
    _of: dict[str, list[tuple[tuple[int, int], list[float]]]] = field(default_factory=dict)

    def add(self, note: str, reference: Any) -> None:
        """Note the places of a call's links."""
        for link in _elements(reference):
            for kid in kids_of(link):
                if isinstance(kid, Dictionary) and "/Obj" in kid:
                    page: Any = kid.get("/Pg", link.get("/Pg"))
                    rect = [float(side) for side in kid.Obj.Rect]
                    self._of.setdefault(note, []).append((page.objgen, rect))

    def lead_back(self, note: str, element: Any) -> bool:
        """Whether the number of a note leads to one of its calls."""
        label = next((kid for kid in _elements(element) if kid.get("/S") == Name.Lbl), None)
        for link in () if label is None else _elements(label):
            for annotation in annotations_of(link):
                place = self._places.of(annotation)
                if place and any(_is_at(place, *call) for call in self._of.get(note, ())):
                    return True
        return False


def _is_at(place: Place, page: tuple[int, int], rect: list[float]) -> bool:
    left, right = sorted((rect[0], rect[2]))
    bottom, top = sorted((rect[1], rect[3]))
    beside = left - _NEAR <= place.left <= right + _NEAR
    return place.page == page and beside and bottom - _NEAR <= place.top <= top + _NEAR


def _attributes(element: Any) -> Any:
    """The attributes of an element: one dictionary, or the first of several."""
    found = element.get("/A", {})
    if isinstance(found, Array):
        return next((each for each in found if isinstance(each, Dictionary)), {})
    return found


def _elements(element: Any) -> Iterator[Any]:
    return (kid for kid in kids_of(element) if isinstance(kid, Dictionary) and "/S" in kid)
