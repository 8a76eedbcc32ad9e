"""Content of a PDF beside its text: its metadata, and the pixels of its images."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from math import inf
from typing import Any

import pikepdf
from pikepdf import Array, Name

from publish.content import Statements
from publish.metadata.beside import FILE, ID, RECORDS
from publish.picture import Picture, Placed, Size, Small, raster
from publish.proof.readers.xmp import read_packet


def picture_of(
    image: Any, file: bytes, root: Any = None, inches: tuple[float, float] = (inf, inf)
) -> Picture | None:
    """The JPEG as stored, the pixels of any other image, or the fact that something is drawn.

    ``file`` is the whole PDF, from which a JPEG can be read again; ``root`` is its catalog, whose
    printing condition says which colors inks are. ``inches`` are the largest place where the image
    is painted.
    """
    if image.get("/ColorSpace") == Name.DeviceCMYK:
        return _printed(image, root, inches)
    if image.get("/Subtype") == Name.Form:
        return Picture(b"", drawn=True) if image.read_bytes().strip() else None
    look = partial(_seen, file, image.objgen)
    try:
        placed = Placed((int(image.Width), int(image.Height)), inches, look)
        if image.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
            again = partial(_stored, file, image.objgen)
            return Picture.of(image.read_raw_bytes(), again, placed)
        return Picture(b"", raster(pikepdf.PdfImage(image).as_pil_image()), placed=placed)
    except Exception:  # Broken images raise more kinds of errors than those of pikepdf and Pillow.
        return None


def _printed(image: Any, root: Any, inches: tuple[float, float]) -> Picture | None:
    """A picture of inks, as it is seen on paper (ISO 32000-1 §14.11.5)."""
    from PIL import ImageCms  # late: only files for print have inks

    try:
        profile = root.OutputIntents[0].DestOutputProfile.read_bytes()
        inks = pikepdf.PdfImage(image).as_pil_image(apply_mask=False)
        seen = ImageCms.profileToProfile(
            inks,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        if seen is not None and "/SMask" in image:
            seen.putalpha(pikepdf.PdfImage(image.SMask).as_pil_image().convert("L"))
        placed = Placed((int(image.Width), int(image.Height)), inches)
        return None if seen is None else Picture(b"", printed=Small.of(seen), placed=placed)
    except Exception:  # Broken images and profiles raise more kinds of errors than libraries name.
        return None


def _stored(file: bytes, number: tuple[int, int]) -> bytes:
    """A stream as it is in the file."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        return bytes(pdf.get_object(number).read_raw_bytes())


def _seen(file: bytes, number: tuple[int, int], grid: Size) -> Small:
    """The pixels of an image in so many fields."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        image: Any = pdf.get_object(number)
        pixels = pikepdf.PdfImage(image).as_pil_image(apply_mask=False)
        if "/SMask" in image:
            pixels.putalpha(pikepdf.PdfImage(image.SMask).as_pil_image().convert("L"))
        return Small.of(pixels, grid)


def statements_of(pdf: pikepdf.Pdf) -> Mapping[str, Statements]:
    """The article's metadata, by the columns of ``publish.metadata.fields``."""
    packet = pdf.Root.get("/Metadata")
    return {
        "xmp": read_packet(packet.read_bytes()) if packet is not None else {},
        "info": {str(key)[1:]: (str(value),) for key, value in pdf.docinfo.items()},
        "catalog": {"Lang": (str(pdf.Root.Lang),)} if "/Lang" in pdf.Root else {},
    }


def claimed(packet: Statements) -> str:
    """The standards that a packet claims: ``a3a+ua1``."""
    part, conformance, accessible = (
        "".join(packet.get(name, ()))
        for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
    )
    return f"a{part}{conformance.lower()}+ua{accessible}" if part else ""


def attached(pdf: pikepdf.Pdf) -> Mapping[str, str]:
    """The files associated with the whole document: hash and relationship, by name."""
    found = {}
    for place in pdf.Root.get("/AF", Array([])):
        data = place.EF.F.read_bytes()
        relationship = str(place.get("/AFRelationship", ""))[1:]
        found[str(place.get("/UF", ""))] = f"{sha256(data).hexdigest()} {relationship}"
    return found


def pictures_stated(packet: Statements) -> Iterator[Statements]:
    """The list of each picture in the document's packet (``publish.metadata.beside``)."""
    lists = {name: packet.get(name, ()) for name in (FILE, ID, RECORDS)}
    for n in range(max(map(len, lists.values()))):
        yield {name: (values[n],) for name, values in lists.items() if n < len(values)}
