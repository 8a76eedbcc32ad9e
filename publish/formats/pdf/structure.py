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
    """Move every caption into its figure, and give every header cell its scope."""
    for element, parents in list(elements(pdf.Root.StructTreeRoot)):
        match element.get("/S"):
            case Name.NonStruct:
                _adopt_captions(element)
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


def _scope(cell: Dictionary, scope: Name) -> None:
    """ISO 14289-1 7.5: a header cell says whether it heads its row or its column."""
    attributes = cell.get("/A")
    if attributes is None:
        cell.A = Dictionary(O=Name.Table, Scope=scope)
    elif isinstance(attributes, Dictionary):
        attributes.Scope = scope
