"""Objects of a PDF are the same, whether each is read alone or all of a stream together."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pikepdf import Array, Dictionary, Name, String

from publish.proof.readers.pdf.objects import Objects


def a_file() -> bytes:
    values: tuple[Any, ...] = (
        Array([1, -2.5, True, None]),
        String("a (nested) text"),
        Dictionary(K=Name.Value),
        12,
    )
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Values = Array([pdf.make_indirect(value) for value in values])
        target = io.BytesIO()
        streams = pikepdf.ObjectStreamMode.generate
        pdf.save(target, object_stream_mode=streams, compress_streams=False)
    return target.getvalue()


def values(kind: type[PDFDocument], data: bytes) -> list[str]:
    document = kind(PDFParser(io.BytesIO(data)))
    return [repr(resolve1(one)) for one in resolve1(document.catalog["Values"])]


def test_each_object_is_the_same() -> None:
    data = a_file()
    assert b"/ObjStm" in data
    assert values(Objects, data) == values(PDFDocument, data)
    assert len(values(Objects, data)) == 4


def test_a_stream_without_its_header_is_read_as_ever() -> None:
    data = a_file().replace(b"/First", b"/Furst")
    assert values(Objects, data) == values(PDFDocument, data)
