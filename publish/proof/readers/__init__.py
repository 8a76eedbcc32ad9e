"""A reader for every format of ``publish.formats``, by the same name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from publish.errors import ProofError
from publish.proof.content import Content, unreadable

Reader = Callable[[bytes], Content]


def _pdf(data: bytes) -> Content:
    from publish.proof.readers.pdf.document import read_pdf

    return read_pdf(data)


def _epub(data: bytes) -> Content:
    from publish.proof.readers.epub import read_epub

    return read_epub(data)


def _docx(data: bytes) -> Content:
    from publish.proof.readers.docx.document import read_docx

    return read_docx(data)


def _guarded(name: str, read: Reader) -> Reader:
    def guarded(data: bytes) -> Content:
        try:
            return read(data)
        except ProofError:
            raise
        except Exception as error:
            # A file may be broken in more ways than the libraries foresee, and they
            # trip with whatever error they happen to: it is a finding about the file.
            why = f"the file is broken: {type(error).__name__}: {error}"
            raise unreadable(name, why) from error

    return guarded


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        name: _guarded(name, read)
        for name, read in {"pdf": _pdf, "epub": _epub, "docx": _docx}.items()
    }
)
"""What each format's file says; raises ``ProofError`` if it cannot be read."""
