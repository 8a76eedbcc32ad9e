"""The structure tree, mended where WeasyPrint's tags say less than the page does.

veraPDF accepts the tree as it comes; somebody who listens to the page would
miss these: which caption belongs to which figure, and what a table's header
cells are headers of.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name


def mend(pdf: pikepdf.Pdf) -> None:
    """Captions go into their figures, items' paragraphs into their bodies; headers get scopes."""
    for element, parents in list(elements(pdf.Root.StructTreeRoot)):
        match element.get("/S"):
            case Name.NonStruct:
                _adopt_captions(element)
            case Name.LI:
                _gather_body(pdf, element)
            case Name.TH:
                _scope(element, Name.Column if Name.THead in parents else Name.Row)


def elements(
    node: pikepdf.Object, parents: tuple[pikepdf.Object, ...] = ()
) -> Iterator[tuple[Dictionary, tuple[pikepdf.Object, ...]]]:
    """Every structure element below ``node``, with the tags of those around it."""
    for kid in kids(node):
        yield kid, parents
        yield from elements(kid, (*parents, kid.S))


def kids(node: pikepdf.Object) -> list[Dictionary]:
    """The structure elements right below ``node``; marked content is left out."""
    found: object = node.get("/K", Array([]))
    return [
        kid
        for kid in (found if isinstance(found, Array) else [found])
        if isinstance(kid, Dictionary) and "/S" in kid
    ]


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
