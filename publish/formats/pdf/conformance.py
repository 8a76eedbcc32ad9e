"""From WeasyPrint's PDF/A-3a to one file that is PDF/A-3a and PDF/UA-1, and says whose it is.

WeasyPrint knows one standard at a time and no image metadata; everything here
is added to its finished file by another library.
"""

from __future__ import annotations

import hashlib
import io
from importlib.metadata import version

import pikepdf
from pikepdf import Dictionary, Name, String

from publish.cascade.fetching import BASE
from publish.errors import EnvironmentFault, Problem, ThemeError
from publish.formats.pdf import svg_objects
from publish.formats.pdf.colors import Profiles
from publish.formats.pdf.structure import contents, decoration, links
from publish.formats.pdf.structure.headers_footers import set_apart
from publish.formats.pdf.structure.mend import mend
from publish.languages.locale import direction
from publish.metadata.beside import ingredients
from publish.metadata.credits import image_packet
from publish.metadata.fields import properties
from publish.metadata.property import Property
from publish.metadata.xmp import document_packet
from publish.page import Page

_KNOWN = "70"
"""The major version of WeasyPrint whose names for image objects are known here."""


def finish(data: bytes, page: Page) -> bytes:
    """``data`` from ``publish.formats.pdf.layout.engine``, with all that it lacks."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tools = (Property("pdf:Producer", (f"WeasyPrint {version('weasyprint')}",)),)
        listed = ingredients(page.images, {asset.name: asset.data for asset in page.assets})
        packet = document_packet(page.metadata, tools=tools, pictures=listed)
        pdf.Root.Metadata = _metadata(pdf, packet)
        _inform(pdf, page)
        _credit(pdf, page)
        set_apart(pdf)
        contents.mend(pdf)
        set_apart(pdf, decoration.set_apart(pdf))
        mend(pdf)
        links.describe(pdf, page)
        _turn(pdf, page)
        done = io.BytesIO()
        pdf.save(
            done,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return done.getvalue()


def _turn(pdf: pikepdf.Pdf, page: Page) -> None:
    """Which way pages side by side are read (ISO 32000-1 §12.2, Direction)."""
    if direction(page.metadata.lang) == "rtl":
        if "/ViewerPreferences" not in pdf.Root:
            pdf.Root.ViewerPreferences = Dictionary()
        pdf.Root.ViewerPreferences.Direction = Name.R2L


def _metadata(pdf: pikepdf.Pdf, packet: bytes) -> pikepdf.Object:
    stream = pdf.make_stream(packet)
    stream.Type = Name.Metadata
    stream.Subtype = Name.XML
    return pdf.make_indirect(stream)


def _inform(pdf: pikepdf.Pdf, page: Page) -> None:
    """The information dictionary and the catalog say what the XMP packet says."""
    info = Dictionary(
        {f"/{row.name}": String(row.value) for row in properties(page.metadata, "info")}
    )
    info.Producer = String(f"WeasyPrint {version('weasyprint')}")
    pdf.trailer.Info = pdf.make_indirect(info)
    for row in properties(page.metadata, "catalog"):
        pdf.Root[f"/{row.name}"] = String(row.value)


def _credit(pdf: pikepdf.Pdf, page: Page) -> None:
    """Hang every picture's credit on the image object that shows it (ISO 32000-1 §14.3.2).

    WeasyPrint may have encoded a picture anew, so its own bytes are no witness:
    the image object is known by the name that WeasyPrint makes of its address. A
    drawing is a form, which says itself which one it is.
    """
    packets = {image.name: image_packet(image, pdfa=True) for image in page.images}
    missing = set(packets)
    if page.logo:  # a theme may do without
        packets[page.logo.name] = image_packet(page.logo, pdfa=True)
    assets = {asset.name: asset for asset in page.assets}
    names = {_object_name(name): name for name in packets}
    profiles = Profiles(pdf)
    for sheet in pdf.pages:
        pictures = sheet.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        for key, picture in pictures.items():
            shown = names.get(key.removeprefix("/")[:-1], "")
            if svg_objects.NAME in picture:
                shown = str(picture[svg_objects.NAME])
                del picture[svg_objects.NAME]
                svg_objects.steady(picture)
            if shown not in packets:
                continue
            missing.discard(shown)
            if "/Metadata" not in picture:
                picture.Metadata = _metadata(pdf, packets[shown])
                profiles.give(picture, assets[shown])
    if missing and version("weasyprint").split(".")[0] == _KNOWN:
        raise ThemeError(
            Problem(
                "theme-picture-lost",
                f"{len(missing)} of {len(packets)} pictures are on no page: "
                f"the theme {page.look.theme} hides them, or puts them beside the paper",
                "Look in its stylesheets for `display`, `position` and the size of `img`.",
            )
        )
    if missing:
        raise EnvironmentFault(
            Problem(
                "pdf-image-unknown",
                f"{len(missing)} of {len(packets)} pictures cannot be told apart in the PDF",
                "pip install -c constraints.txt weasyprint  # another version lays out as ours did",
            )
        )


def _object_name(name: str) -> str:
    """What WeasyPrint calls the image object of a picture, less the interpolation flag."""
    digest = hashlib.md5((BASE + name).encode(), usedforsecurity=False).hexdigest()
    return f"i{digest}"
