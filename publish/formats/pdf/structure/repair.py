"""Repairs the structure tree where WeasyPrint's tags lose meaning.

veraPDF accepts WeasyPrint's tree, but a listener would miss which caption belongs to
which figure, and which cells a table header applies to.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.formats.pdf.structure import articles, footnotes, links, lists, table_headers
from publish.formats.pdf.structure.tree import elements, kids

_OBJR = Name("/OBJR")
_HOLLOW = (Name.Lbl, Name.Span, Name.NonStruct)
"""Types of elements that say nothing where they are empty."""


def repair(pdf: pikepdf.Pdf) -> None:
    """Put captions after figures, paragraphs into list bodies and notes at their calls.

    Remove duplicate links, set header scopes and list all ids.
    """
    footnotes.move_to_calls(pdf)
    articles.join(pdf)
    _remove_empty(pdf)
    links.remove_repeated(pdf)
    links.remove_duplicates(pdf)
    tables: list[Dictionary] = []
    for element, parents in list(elements(pdf.Root.StructTreeRoot)):
        match element.get("/S"):
            case Name.NonStruct:
                _group_figure(element)
            case Name.L:
                lists.join_terms(pdf, element)
            case Name.LI:
                _wrap_body(pdf, element)
            case Name.Figure:
                _remove_second_link(pdf, element)
            case Name.TH:
                _set_scope(element, Name.Column if Name.THead in parents else Name.Row)
            case Name.Table:
                tables.append(element)
    for table in tables:
        table_headers.set_headers(table)
    _list_ids(pdf)


def _remove_empty(pdf: pikepdf.Pdf) -> None:
    """Remove elements without content: boxes of breaks, and of page numbers that are not shown."""
    waiting: list[pikepdf.Object] = [
        e for e, _ in elements(pdf.Root.StructTreeRoot) if e.S in _HOLLOW and not _holds(e)
    ]
    while waiting:
        element = waiting.pop()
        parent = element.P
        inside = parent.K if isinstance(parent.K, Array) else Array([parent.K])
        parent.K = Array([kid for kid in inside if getattr(kid, "objgen", None) != element.objgen])
        if parent.S in _HOLLOW and not _holds(parent):
            waiting.append(parent)


def _holds(element: pikepdf.Object) -> bool:
    inside = element.get("/K")
    return inside is not None and not (isinstance(inside, Array) and not len(inside))


def _list_ids(pdf: pikepdf.Pdf) -> None:
    """List elements with ids in the IDTree, sorted (ISO 32000-1 table 322)."""
    tree = pdf.Root.StructTreeRoot
    named = {bytes(e.ID): e for e, _ in elements(tree) if "/ID" in e}
    if named:
        pairs = [part for id in sorted(named) for part in (String(id), named[id])]
        limits = Array([String(min(named)), String(max(named))])
        leaf = pdf.make_indirect(Dictionary(Limits=limits, Names=Array(pairs)))
        tree.IDTree = pdf.make_indirect(Dictionary(Kids=Array([leaf])))


def _group_figure(group: Dictionary) -> None:
    """Make a figure and its Caption (ISO 14289-1 7.3) one section.

    The caption is after the Figure, not in it: a screen reader says the alternative text in place
    of all that a Figure holds.
    """
    below = kids(group)
    captions = [kid for kid in below if kid.S == Name.Caption]
    pictures = sum(_pictures(kid) for kid in below if kid.S != Name.Caption)
    if captions and pictures > 1:
        # A caption of several pictures is a text beside them, not the caption of one.
        group.S = Name.Div
        for caption in captions:
            caption.S = Name.P
    elif captions and pictures:
        group.S = Name.Sect


def _remove_second_link(pdf: pikepdf.Pdf, figure: Dictionary) -> None:
    """Remove WeasyPrint's extra link of a linked picture (ISO 14289-1 7.18.5)."""
    inside = figure.K if isinstance(figure.K, Array) else Array([figure.K])
    links = [kid for kid in inside if isinstance(kid, Dictionary) and kid.get("/Type") == _OBJR]
    if not links or figure.P.get("/S") != Name.Link:
        return
    gone = {link.Obj.objgen for link in links}
    figure.K = Array([kid for kid in inside if kid not in links])
    page = figure.Pg
    page.Annots = Array([note for note in page.Annots if note.objgen not in gone])
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    dead = {int(link.Obj.StructParent) for link in links}
    kept = [n for n in range(0, len(numbers), 2) if int(numbers[n]) not in dead]
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array(
        [part for n in kept for part in (numbers[n], numbers[n + 1])]
    )


def _pictures(element: Dictionary) -> int:
    """The number of pictures in an element, or 1 for one itself."""
    return (element.S == Name.Figure) + sum(e.S == Name.Figure for e, _ in elements(element))


def _wrap_body(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    """Give a list item only a label and a body (ISO 14289-1 7.2)."""
    inside = item.K if isinstance(item.K, Array) else Array([item.K])
    if not all(isinstance(kid, Dictionary) and "/S" in kid for kid in inside):
        return
    labels = [kid for kid in inside if kid.S == Name.Lbl]
    content = [kid for kid in inside if kid.S != Name.Lbl]
    if not content or [kid.S for kid in content] == [Name.LBody]:
        return
    body = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(content))
    )
    for kid in content:
        kid.P = body
        if kid.S == Name.LBody:
            kid.S = Name.NonStruct  # a line of the item beside a list or paragraph
    item.K = Array([*labels, body])


def _set_scope(cell: Dictionary, scope: Name) -> None:
    """State whether a header cell applies to its row or column (ISO 14289-1 7.5)."""
    attributes = cell.get("/A")
    if attributes is None:
        cell.A = Dictionary(O=Name.Table, Scope=scope)
    elif isinstance(attributes, Dictionary):
        attributes.Scope = scope
