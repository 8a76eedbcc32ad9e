"""The elements of a Page that programs must see in a file: their roles and details."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import groupby

from lxml import etree

HTML = "{http://www.w3.org/1999/xhtml}"
_ROLES = {
    **{f"h{level}": f"heading {level}" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "dl"), "list"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("td", "th"), "cell"),
    "a": "link",
    "blockquote": "quotation",
    "code": "code",
    "table": "table",
}
_BOXES = frozenset({"box", "pullquote"})
_TYPES = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
"""The numbering of a list (ISO 32000-1 table 347), by HTML's ``type``."""
_DECORATIVE = frozenset({"presentation", "none"})


def role_of(element: etree._Element, tag: str, kinds: Container[str]) -> str:
    """The role of an element; "" if it has none of its own."""
    if tag == "div":
        return "box" if any(kind in kinds for kind in _BOXES) else ""
    if tag == "a" and not element.get("href"):
        return ""
    if tag == "figcaption" and not _is_caption(element.getparent()):
        return ""  # a text beside several pictures, or below a decoration
    if tag in ("ul", "ol") and any(above.tag == f"{HTML}nav" for above in element.iterancestors()):
        return "contents"
    return _ROLES.get(tag, "")


def detail_of(element: etree._Element, tag: str) -> str:
    """The detail of a list: its number of items, and its numbering."""
    if tag == "dl":
        terms = [child.tag == f"{HTML}dt" for child in element]
        return f"{sum(is_term for is_term, _ in groupby(terms))} terms"
    if tag in ("ul", "ol"):
        items = sum(child.tag == f"{HTML}li" for child in element)
        kind = element.get("type", "")
        return f"{items} {'bullets' if tag == 'ul' else _TYPES.get(kind, kind or 'numbers')}"
    return ""


def _is_caption(figure: etree._Element | None) -> bool:
    """Whether a figure has one picture that is no decoration, or a text in the place of one."""
    if figure is None:
        return False
    inside = (each for part in figure if part.tag != f"{HTML}figcaption" for each in part.iter())
    pictures = [each.get("role") in _DECORATIVE for each in inside if each.tag == f"{HTML}img"]
    return not pictures or pictures.count(False) == 1


def cells_of(table: etree._Element) -> dict[etree._Element, str]:
    """The detail of every cell of a table: scope, span, and the numbers of its headers.

    Headers are counted in the order of reading. One heads the columns or the rows that it spans,
    from there on (HTML, 4.9.12.2, as far as tables of articles go).
    """
    columns: dict[int, list[tuple[int, int]]] = {}
    rows: dict[int, list[tuple[int, int]]] = {}
    placed = list(_placed(table))
    count = 0
    for cell, r, column, across, down in placed:
        if not (scope := _scope_of(cell)):
            continue
        count += 1
        if scope == "Row":
            for i in range(r, r + down):
                rows.setdefault(i, []).append((count, column))
        else:
            for c in range(column, column + across):
                columns.setdefault(c, []).append((count, r + down))
    found: dict[etree._Element, str] = {}
    for cell, r, column, across, down in placed:
        above = (h for c in range(column, column + across) for h in columns.get(c, ()))
        left = (h for i in range(r, r + down) for h in rows.get(i, ()))
        heads = {n for n, end in above if end <= r} | {n for n, at in left if at < column}
        found[cell] = cell_detail(_scope_of(cell), across, down, heads)
    return found


def _placed(table: etree._Element) -> Iterator[tuple[etree._Element, int, int, int, int]]:
    """The cells of a table: the row and the column of each, and its span across and down."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(table.iter(f"{HTML}tr")):
        column = 0
        for cell in row.iterchildren(f"{HTML}th", f"{HTML}td"):
            while (r, column) in taken:
                column += 1
            across, down = (int(cell.get(name) or 1) for name in ("colspan", "rowspan"))
            taken |= {(r + i, column + j) for i in range(down) for j in range(across)}
            yield cell, r, column, across, down
            column += across


def _scope_of(cell: etree._Element) -> str:
    """The direction in which a header works; "" for a cell that is none."""
    if cell.tag != f"{HTML}th":
        return ""
    row = cell.getparent()
    return "Column" if row is not None and _heads_columns(cell, row) else "Row"


def _heads_columns(cell: etree._Element, row: etree._Element) -> bool:
    scope, around = cell.get("scope", ""), row.getparent()
    return scope.startswith("col") or (
        not scope and around is not None and around.tag == f"{HTML}thead"
    )


def cell_detail(scope: str, across: int, down: int, heads: Iterable[int]) -> str:
    """A cell's detail, in words."""
    return ", ".join(_words_of_cell(scope, across, down, sorted(heads)))


def _words_of_cell(scope: str, across: int, down: int, heads: list[int]) -> Iterator[str]:
    yield f"a header of its {scope.lower()}" if scope else "a cell"
    if (across, down) != (1, 1):
        yield f"{across} wide and {down} high"
    if heads:
        yield f"under the headers {' '.join(map(str, heads))}"
