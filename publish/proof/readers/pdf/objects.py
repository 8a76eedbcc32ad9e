"""A PDF's objects for pdfminer, each read when it is asked for.

pdfminer reads all objects of a stream when one of them is asked for (ISO 32000-1 §7.5.7): the whole
structure tree, to find a font.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFStreamParser


class Objects(PDFDocument):
    """A file whose object streams are cut into their objects, and not read."""

    def _getobj_objstm(self, stream: Any, index: int, objid: int) -> object:
        known: dict[int, list[bytes]] = self.__dict__.setdefault("_cut", {})
        if stream.objid not in known:
            known[stream.objid] = _cut(stream)
        parts = known[stream.objid]
        if not 0 <= index < len(parts):
            return super()._getobj_objstm(stream, index, objid)
        parser = PDFStreamParser(parts[index])
        parser.set_document(self)
        return parser.nextobject()[1]


def _cut(stream: Any) -> list[bytes]:
    """The bytes of each object; none where the stream's header is not as it should be."""
    data = stream.get_data()
    try:
        first, count = int(stream["First"]), int(stream["N"])
        places = [first + int(number) for number in data[:first].split()[1 : 2 * count : 2]]
    except (KeyError, TypeError, ValueError):
        return []
    ends = [*places, len(data)]
    if len(places) != count or ends != sorted(ends):
        return []
    # A token ends where the next begins.
    return [data[start:end] + b"\n" for start, end in pairwise(ends)]
