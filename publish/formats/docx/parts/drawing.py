"""Pictures as DrawingML (ISO 29500-1 §20.4)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from publish import isolation
from publish.fonts import naming, sfnt
from publish.fonts.opentype import FontFile
from publish.formats.docx.model.inlines import Picture
from publish.formats.docx.xml.elements import NAMESPACES, Element, plain, w
from publish.model.publication import FontFace
from publish.values import dataclass

_EMU = 12700
"""English Metric Units in a point."""
_PIXELS = 1600
"""The longer side of an SVG as a PNG: 135 mm at 300 dpi."""
_SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""The extension with the SVG of a picture ([MS-ODRAWXML] §2.5.16)."""
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


@dataclass(frozen=True)
class Blip:
    """The relationships of a picture: to its pixels, and to its SVG if it has one."""

    pixels: str
    vector: str | None = None


def rasterized(svg: bytes, size: tuple[int, int], fonts: Sequence[FontFace]) -> bytes:
    """An SVG of ``size`` as a PNG, for Word before 2016, which has no SVG.

    Its text is set only in ``fonts``: those of the machine differ from one to the next.
    Raises :class:`publish.isolation.Crashed` if the renderer does.
    """
    across, down = size
    scale = _PIXELS / max(across, down)
    text = svg.decode("utf-8")
    width, height = (max(1, round(side * scale)) for side in size)
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"{n}.ttf") for n in range(len(fonts))] if b"<text" in svg else []
        for file, face in zip(files, fonts, strict=False):
            file.write_bytes(_as_css_names(face))
        family = fonts[0].family if files else None
        return isolation.call(_rendered, text, (width, height), [str(f) for f in files], family)


def _as_css_names(face: FontFace) -> bytes:
    """The file of a face under its name in CSS, which it may not use wherever it goes."""
    names = FontFile(face.data).tables[b"name"]
    if naming.find(names, 1) == face.family:
        return face.data
    own = naming.renamed(names, naming.of_face(face.family, face.weight, face.style))
    return sfnt.with_tables(face.data, {b"name": own})


def _rendered(text: str, size: tuple[int, int], files: list[str], family: str | None) -> bytes:
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            width=size[0],
            height=size[1],
            skip_system_fonts=True,
            font_files=files or None,
            font_family=family,
            sans_serif_family=family,
            serif_family=family,
            monospace_family=family,
        )
    )


def drawing(picture: Picture, blip: Blip, number: int, link: str | None = None) -> Element:
    """The picture as a run's ``w:drawing``, in the line (ISO 29500-1 §20.4.2.8).

    ``link`` is the relationship of the address that it links to (§20.1.2.2.23).
    """
    extent = {"cx": round(picture.width * _EMU), "cy": round(picture.height * _EMU)}
    described = {"id": number, "name": f"Picture {number}", "descr": picture.alt}
    # Without distances LibreOffice moves the picture 9 points to the right.
    distances = dict.fromkeys(("distT", "distB", "distL", "distR"), 0)
    decorative = None if picture.alt else _decorative()
    click = plain("a:hlinkClick") if link else None
    if click is not None and link:
        click.set(f"{{{NAMESPACES['r']}}}id", link)
    graphic = plain(
        "a:graphic",
        plain("a:graphicData", _picture(blip, extent, described), uri=NAMESPACES["pic"]),
    )
    return w(
        "drawing",
        plain(
            "wp:inline",
            plain("wp:extent", **extent),
            plain("wp:effectExtent", l=0, t=0, r=0, b=0),
            plain("wp:docPr", click, decorative, **described, title=picture.title or None),
            plain("wp:cNvGraphicFramePr", plain("a:graphicFrameLocks", noChangeAspect=1)),
            graphic,
            **distances,
        ),
    )


def _picture(blip: Blip, extent: dict[str, int], described: dict[str, object]) -> Element:
    """The picture itself (§20.2.2.5): its bytes and its frame."""
    element = plain("a:blip")
    embed = f"{{{NAMESPACES['r']}}}embed"
    element.set(embed, blip.pixels)
    if blip.vector:
        vector = plain("asvg:svgBlip")
        vector.set(embed, blip.vector)
        element.append(plain("a:extLst", plain("a:ext", vector, uri=_SVG)))
    return plain(
        "pic:pic",
        plain(
            "pic:nvPicPr",
            plain("pic:cNvPr", **described),
            plain("pic:cNvPicPr", plain("a:picLocks", noChangeAspect=1)),
        ),
        plain("pic:blipFill", element, plain("a:stretch", plain("a:fillRect"))),
        plain(
            "pic:spPr",
            plain("a:xfrm", plain("a:off", x=0, y=0), plain("a:ext", **extent)),
            plain("a:prstGeom", plain("a:avLst"), prst="rect"),
        ),
    )


def _decorative() -> Element:
    """Marks a decorative picture, which screen readers skip."""
    return plain("a:extLst", plain("a:ext", plain("adec:decorative", val=1), uri=_DECORATIVE))
