"""The structure tree, mended where WeasyPrint's tags say less than the page does.

veraPDF accepts the tree as it comes; somebody who listens to the page would
miss these: which caption belongs to which figure, and what a table's header
cells are headers of.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.formats.pdf import links, notes
from publish.formats.pdf.tree import elements, kids


def mend(pdf: pikepdf.Pdf) -> None:
    """Captions go into their figures, items' paragraphs into their bodies, notes to their calls.

    Links stand once, headers get scopes, and what has an id is listed by it.
    """
    notes.bring_home(pdf)
    links.unite(pdf)
    for element, parents in list(elements(pdf.Root.StructTreeRoot)):
        match element.get("/S"):
            case Name.NonStruct:
                _adopt_captions(element)
            case Name.LI:
                _gather_body(pdf, element)
            case Name.TH:
                _scope(element, Name.Column if Name.THead in parents else Name.Row)
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


def _gather_body(pdf: pikepdf.Pdf, item: Dictionary) -> None:
    """ISO 14289-1 7.2: a list item holds its label and its body, and nothing else."""
    inside = item.K if isinstance(item.K, Array) else Array([item.K])
    loose = [
        kid
        for kid in inside
        if not (isinstance(kid, Dictionary) and kid.get("/S") in (Name.Lbl, Name.LBody))
    ]
    if not loose or not all(isinstance(kid, Dictionary) and "/S" in kid for kid in loose):
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(loose)))
    for kid in loose:
        kid.P = body
    labels = [kid for kid in kids(item) if Name.Lbl == kid.S]
    bodies = [kid for kid in kids(item) if Name.LBody == kid.S]
    item.K = Array([*labels, body, *bodies])


def _scope(cell: Dictionary, scope: Name) -> None:
    """ISO 14289-1 7.5: a header cell says whether it heads its row or its column."""
    attributes = cell.get("/A")
    if attributes is None:
        cell.A = Dictionary(O=Name.Table, Scope=scope)
    elif isinstance(attributes, Dictionary):
        attributes.Scope = scope
