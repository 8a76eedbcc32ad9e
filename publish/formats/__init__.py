"""The formats: one function each, from a Page to the bytes of a file.

A fourth format is a package here, a reader in ``publish.proof`` and a column in
``publish.metadata.fields``; nothing else in the house knows which formats there
are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from publish.formats import docx, epub, pdf
from publish.page import Page

Writer = Callable[[Page], bytes]

FORMATS: Mapping[str, Writer] = MappingProxyType(
    {"pdf": pdf.write, "epub": epub.write, "docx": docx.write}
)
"""Every format by the name that is also its file's suffix."""

PAGES: Mapping[str, Callable[[bytes], int]] = MappingProxyType({"pdf": pdf.pages})
"""For formats that have pages once and for all: how many."""
