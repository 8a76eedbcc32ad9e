"""Content of a PDF beside its text: its metadata, and the pixels of its images."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Name

from publish.content import (
    Picture,
    Statements,
    raster,
)
from publish.metadata.beside import FILE, ID, RECORDS
from publish.proof.readers.xmp import read_packet


def picture_of(image: Any, file: bytes) -> Picture | None:
    """The JPEG as stored, the pixels of any other image, or the fact that something is drawn.

    ``file`` is the whole PDF, from which a JPEG can be read again.
    """
    if image.get("/Subtype") == Name.Form:
        return Picture(b"", drawn=True) if image.read_bytes().strip() else None
    if image.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
        return Picture.of(image.read_raw_bytes(), partial(_stored, file, image.objgen))
    try:
        return Picture(b"", raster(pikepdf.PdfImage(image).as_pil_image()))
    except Exception:  # Broken images raise more kinds of errors than those of pikepdf and Pillow.
        return None


def _stored(file: bytes, number: tuple[int, int]) -> bytes:
    """A stream as it is in the file."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        return bytes(pdf.get_object(number).read_raw_bytes())


def statements_of(pdf: pikepdf.Pdf) -> Mapping[str, Statements]:
    """The article's metadata, by the columns of ``publish.metadata.fields``."""
    packet = pdf.Root.get("/Metadata")
    return {
        "xmp": read_packet(packet.read_bytes()) if packet is not None else {},
        "info": {str(key)[1:]: (str(value),) for key, value in pdf.docinfo.items()},
        "catalog": {"Lang": (str(pdf.Root.Lang),)} if "/Lang" in pdf.Root else {},
    }


def pictures_stated(packet: Statements) -> Iterator[Statements]:
    """The list of each picture in the document's packet (``publish.metadata.beside``)."""
    lists = {name: packet.get(name, ()) for name in (FILE, ID, RECORDS)}
    for n in range(max(map(len, lists.values()))):
        yield {name: (values[n],) for name, values in lists.items() if n < len(values)}
