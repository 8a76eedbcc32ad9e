"""Keeps the repeated head of a table that goes on out of the structure tree.

It is an artifact (ISO 14289-1 7.8), with the words above it; the parts of the table are joined by
``fragments``.
"""

from __future__ import annotations

from typing import Any

from publish.cascade.nodes import classes
from publish.formats.pdf.structure.fragments import is_begun

_REPEATED = "PublishRepeated"
CONTINUED = "caption-continued"
"""The class of the caption with the words for a table that goes on."""
REPEATED = f"/{_REPEATED}"
"""Key of a link annotation in a repeated head; the head is no content, so the link goes."""


def is_repeated_head(box: Any, pdf: Any) -> bool:
    """Return whether ``box`` repeats the head of a table that started before, or says so."""
    if getattr(box, "element_tag", None) == "caption" and CONTINUED in classes(box.element):
        return True
    return bool(getattr(box, "is_header", False)) and is_begun(box, pdf)


def is_repeated(box: Any) -> bool:
    """Whether ``box`` is in a head that is repeated."""
    return _REPEATED in vars(box)


def mute(box: Any) -> None:
    """Keep the content of ``box`` out of the tree, and mark its links for removal."""
    vars(box)[_REPEATED] = True
    if box.link_annotation:
        box.link_annotation[_REPEATED] = "true"
        box.link_annotation = None
    for child in getattr(box, "children", ()):
        mute(child)
