"""The file for print: from the one that WeasyPrint wrote to PDF/X."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from publish.format import Notes, Written
from publish.formats.pdf import conformance
from publish.formats.pdf.layout.output import LaidOut, object_name
from publish.formats.pdf.press import identity, links, marks, pictures, remarks, sheets
from publish.formats.pdf.press.colors import Colors
from publish.formats.pdf.press.condition import Condition, condition_of
from publish.formats.pdf.press.drawing import Found
from publish.formats.pdf.press.own_profiles import broken_profile
from publish.formats.pdf.press.resources import make_opaque
from publish.formats.pdf.press.rewriting import Rewriting
from publish.model.edition import X1A
from publish.page import Page

_VERSIONS = {"x4": "1.6", "x1a": "1.4"}
_OBJECTS = {
    "x4": pikepdf.ObjectStreamMode.generate,
    "x1a": pikepdf.ObjectStreamMode.disable,  # PDF 1.4 has none
}


def finish(laid_out: LaidOut, page: Page) -> Written:
    """The press edition of ``page``, with what a printer would complain about.

    Raises ``SourceError`` for a picture whose profile is broken, and ``ThemeError`` for
    transparency that PDF/X-1a cannot have.
    """
    edition, press = page.edition, page.edition.press
    condition = condition_of(press)
    colors = Colors(condition, page.inks)
    flat = edition.standard == X1A
    with pikepdf.open(io.BytesIO(conformance.finish(laid_out, page))) as pdf:
        names = _names(pdf, page)
        links.set_aside(pdf)
        found = Rewriting(pdf, colors, flat=flat).all()
        if found.stuck:
            raise remarks.transparent(found.stuck, page.look.theme)
        if flat:
            make_opaque(pdf)
        inks = _pictures(pdf, condition, found, names, page, flat=flat)
        condition.set_in(pdf)
        sheets.set_boxes(pdf, press)
        sheets.fill(pdf, press)
        if press.marks:
            marks.draw(pdf, page, press, tuple(colors.spots().values()))
        _set_blending(pdf, found, flat=flat)
        identity.set_identity(pdf, page)
        done = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(
            done,
            deterministic_id=True,
            fix_metadata_version=False,
            force_version=_VERSIONS[edition.standard],
            object_stream_mode=_OBJECTS[edition.standard],
        )
        sizes = _resolutions(pdf, found, names)
    told = (*remarks.about_pictures(sizes, inks, condition.ink_limit), *remarks.about_marks(found))
    return Written(done.getvalue(), Notes(told))


def _names(pdf: pikepdf.Pdf, page: Page) -> dict[tuple[int, int], str]:
    """The names of pictures by the numbers of their objects."""
    known = {f"i{object_name(image.name)}": image.name for image in page.images}
    found: dict[tuple[int, int], str] = {}
    for sheet in pdf.pages:
        listed = sheet.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        for key, picture in listed.items():
            if name := known.get(key.removeprefix("/")[:-1]):
                found[picture.objgen] = name
    return found


def _pictures(
    pdf: pikepdf.Pdf,
    condition: Condition,
    found: Found,
    names: dict[tuple[int, int], str],
    page: Page,
    *,
    flat: bool,
) -> dict[str, float]:
    """Convert all pictures; return the most ink of each of the article's."""
    from PIL import ImageCms

    inks: dict[str, float] = {}
    masks = {
        item.SMask.objgen
        for item in pdf.objects
        if isinstance(item, Stream) and isinstance(item.get("/SMask"), Stream)
    }
    for item in list(pdf.objects):
        if not isinstance(item, Stream) or item.get("/Subtype") != Name.Image:
            continue
        if item.objgen in masks:
            continue
        under = found.opaque.get(item.objgen) if flat else None
        if flat and "/SMask" in item and under is None and item.objgen in found.sizes:
            what = f"a transparent part of {names.get(item.objgen, 'a picture')}"
            raise remarks.transparent({what: found.sizes[item.objgen][0]}, page.look.theme)
        try:
            ink = pictures.convert(item, condition, under)
        except (ImageCms.PyCMSError, OSError, ValueError) as error:
            raise broken_profile(names.get(item.objgen, "a drawing"), error) from error
        if name := names.get(item.objgen):
            inks[name] = max(ink, inks.get(name, 0))
    return inks


def _resolutions(
    pdf: pikepdf.Pdf, found: Found, names: dict[tuple[int, int], str]
) -> dict[str, tuple[float, int]]:
    """Pixels an inch of each of the article's pictures, and the page, where it is largest."""
    sizes: dict[str, tuple[float, int]] = {}
    for number, (page, across, down) in found.sizes.items():
        name = names.get(number)
        picture: Any = pdf.get_object(number)
        if name and across > 0 and down > 0:
            dpi = 72 * min(int(picture.Width) / across, int(picture.Height) / down)
            if dpi < sizes.get(name, (dpi + 1, 0))[0]:
                sizes[name] = (dpi, page)
    return sizes


def _set_blending(pdf: pikepdf.Pdf, found: Found, *, flat: bool) -> None:
    """Blend in CMYK on pages with live transparency (ISO 15930-7 §6.7)."""
    for number, sheet in enumerate(pdf.pages, 1):
        if "/Group" in sheet.obj:
            del sheet.obj["/Group"]
        if number in found.clear and not flat:
            sheet.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
