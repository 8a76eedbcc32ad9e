"""The watermark across every page of a draft, as Word itself writes one.

It is a line of WordArt in each header, in VML (ISO 29500-4 §19): DrawingML cannot stretch
letters along a line behind the text. Word's command "Remove Watermark" finds it by its
name.
"""

from __future__ import annotations

from publish.formats.docx.xml.elements import Element, plain, qn, w

_NAME = "PowerPlusWaterMarkObject"
_TEXT_PLAIN = "136"
"""The preset shape with text between two straight lines (ISO 29500-4 §14.2.2)."""
_COLOR, _OPACITY, _ANGLE = "#a3171f", ".13", 308
_LETTER, _HEIGHT = 46, 70
"""Points: the width of a letter, and the height of all letters."""


def watermark(text: str, number: int, measure: float) -> Element:
    """A run with ``text`` across the page; ``number`` is different in every header.

    ``measure`` is the width of the text in points: no watermark is much longer, so
    that it stays on the paper.
    """
    kind = plain(
        "v:shapetype",
        plain("v:path", textpathok="t"),
        plain("v:textpath", on="t", fitshape="t"),
        id=f"_x0000_t{_TEXT_PLAIN}",
        coordsize="21600,21600",
        path="m,l21600,m,21600l21600,21600e",
    )
    kind.set(qn("o:spt"), _TEXT_PLAIN)
    shape = plain(
        "v:shape",
        plain("v:fill", opacity=_OPACITY),
        plain(
            "v:textpath", style='font-family:"Arial";font-size:1pt;font-weight:bold', string=text
        ),
        id=f"{_NAME}{number}",
        type=f"#_x0000_t{_TEXT_PLAIN}",
        alt=text,
        style=";".join(f"{key}:{value}" for key, value in _place(text, measure).items()),
        fillcolor=_COLOR,
        stroked="f",
    )
    shape.set(qn("o:spid"), f"_x0000_s{2048 + number}")
    shape.set(qn("o:allowincell"), "f")
    return w("r", w("rPr", w("noProof")), w("pict", kind, shape))


def _place(text: str, measure: float) -> dict[str, object]:
    """The style: centered between the margins, behind the text, slanting as in the PDF."""
    return {
        "position": "absolute",
        "margin-left": 0,
        "margin-top": 0,
        "width": f"{min(_LETTER * len(text), 1.25 * measure):.0f}pt",
        "height": f"{_HEIGHT}pt",
        "rotation": _ANGLE,
        "z-index": -251658752,
        "mso-position-horizontal": "center",
        "mso-position-horizontal-relative": "margin",
        "mso-position-vertical": "center",
        "mso-position-vertical-relative": "margin",
    }
