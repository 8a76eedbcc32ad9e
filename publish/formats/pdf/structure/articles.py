"""Joins the parts of the article that layout divided into one Art (ISO 32000-1 §14.8.4.2)."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Name

from publish.formats.pdf.structure.tree import kids


def join(pdf: pikepdf.Pdf) -> None:
    """Put all that the Document holds into its first Art, in order.

    The layout divides an article around pages that are turned sideways, which are beside its parts.
    """
    document = kids(pdf.Root.StructTreeRoot)[0]
    parts = kids(document)
    article = next((part for part in parts if Name.Art == part.S), None)
    if article is None or len(parts) == 1:
        return
    inside = []
    for part in parts:
        for kid in kids(part) if Name.Art == part.S else [part]:
            kid.P = article
            inside.append(kid)
    article.K = Array(inside)
    document.K = Array([article])
