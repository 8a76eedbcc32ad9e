"""The structure tree, mended where WeasyPrint's tags say less than the page does.

veraPDF accepts the tree as it comes; somebody who listens to the page would
miss these: which caption belongs to which figure, and what a table's header
cells are headers of.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.formats.pdf.structure import links, notes, table_headers
from publish.formats.pdf.structure.tree import elements, kids

_OBJR = Name("/OBJR")


def mend(pdf: pikepdf.Pdf) -> None:
    """Captions go into their figures, items' paragraphs into their bodies, notes to their calls.

    Links stand once, headers get scopes, and what has an id is listed by it.
    """
    notes.bring_home(pdf)
    links.unite(pdf)
    tables: list[Dictionary] = []
    for element, parents in list(elements(pdf.Root.StructTreeRoot)):
        match element.get("/S"):
            case Name.NonStruct:
                _adopt_captions(element)
            case Name.LI:
                _gather_body(pdf, element)
            case Name.Figure:
                _link_once(pdf, element)
            case Name.TH:
                _scope(element, Name.Column if Name.THead in parents else Name.Row)
            case Name.Table:
                tables.append(element)
    for table in tables:
        table_headers.head(table)
    _list_ids(pdf)


def _list_ids(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1 table 322: a tree whose elements have ids has an IDTree, in their order."""
    tree = pdf.Root.StructTreeRoot
    named = {bytes(e.ID): e for e, _ in elements(tree) if "/ID" in e}
    if named:
        pairs = [part for id in sorted(named) for part in (String(id), named[id])]
        limits = Array([String(min(named)), String(max(named))])
        leaf = pdf.make_indirect(Dictionary(Limits=limits, Names=Array(pairs)))
        tree.IDTree = pdf.make_indirect(Dictionary(Kids=Array([leaf])))


def _adopt_captions(group: Dictionary) -> None:
    """ISO 14289-1 7.3: a caption is tagged Caption; ISO 32000-1 14.8.4.3.4: inside its figure."""
    below = kids(group)
    figures = [kid for kid in below if kid.S == Name.Figure]
    captions = [kid for kid in below if kid.S == Name.Caption]
    if captions and sum(_shows_picture(kid) for kid in below) > 1:
        # What is said of several pictures is a text beside them, not the caption of one.
        group.S = Name.Div
        for caption in captions:
            caption.S = Name.P
        return
    if len(figures) != 1 or not captions:
        return
    figure = figures[0]
    if not isinstance(figure.K, Array):
        figure.K = Array([figure.K])
    for caption in captions:
        caption.P = figure
        figure.K.append(caption)
    gone = {caption.objgen for caption in captions}
    group.K = Array([kid for kid in group.K if getattr(kid, "objgen", None) not in gone])


def _link_once(pdf: pikepdf.Pdf, figure: Dictionary) -> None:
    """ISO 14289-1 7.18.5: a link is in a Link. WeasyPrint links a picture once more by itself."""
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


def _shows_picture(element: Dictionary) -> bool:
    """Whether there is a picture in it that is not deeper in it than its own figure needs."""
    return element.S == Name.NonStruct and any(
        kid.S == Name.Figure or any(inner.S == Name.Figure for inner in kids(kid))
        for kid in kids(element)
    )


def _gather_body(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    """ISO 14289-1 7.2: a list item holds its label and its body, and nothing else."""
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
            kid.S = Name.NonStruct  # a line of the item, beside a list or a paragraph
    item.K = Array([*labels, body])


def _scope(cell: Dictionary, scope: Name) -> None:
    """ISO 14289-1 7.5: a header cell says whether it heads its row or its column."""
    attributes = cell.get("/A")
    if attributes is None:
        cell.A = Dictionary(O=Name.Table, Scope=scope)
    elif isinstance(attributes, Dictionary):
        attributes.Scope = scope
