"""The structure tree as PDF 2.0 and PDF/UA-2 want it (ISO 32000-2 §14.8, ISO 14289-2 §8.2)."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.cascade import parse
from publish.formats.pdf.structure.tree import elements, kids

MATHML = "application/mathml+xml"


_INLINE = (Name.Span, Name.Link, Name.Formula, Name.Code, Name.Lbl)
_CLEAR = (Name.NonStruct, Name.Div)
_GROUPS = (Name.Document, Name.Art, Name.Sect, Name.Aside, Name.BlockQuote)
_FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)


def convert(pdf: pikepdf.Pdf, markup: str) -> None:
    """Notes become FENotes that know their calls, captions go into figures, formulas have MathML.

    ``markup`` is the Page's.
    """
    tree = pdf.Root.StructTreeRoot
    namespace = tree.Namespaces[0]
    everything = [element for element, _ in elements(tree)]
    for element in everything:
        if Name.Note == element.S:
            element.S, element.NS = Name.FENote, namespace
            element.NoteType = Name.Footnote
        elif Name.Sect == element.S:
            _put_caption_in(element)
        elif Name.TOCI == element.S:
            for kid in kids(element):
                kid.S = Name.P if Name.NonStruct == kid.S else kid.S
        if _groups(element):
            _put_text_in_paragraphs(pdf, element)
    _link_notes(everything)
    _say_formulas(pdf, [each for each in everything if Name.Formula == each.S], markup)


def _put_caption_in(group: Dictionary) -> None:
    """Put a caption into its Figure, as the last part (ISO 32005 table 5)."""
    below = kids(group)
    if [kid.S for kid in below] != [Name.Figure, Name.Caption]:
        return
    figure, caption = below
    inside = figure.K if isinstance(figure.K, Array) else Array([figure.K])
    figure.K = Array([*inside, caption])
    caption.P = figure
    group.K = Array([figure])


def _put_text_in_paragraphs(pdf: pikepdf.Pdf, group: Dictionary) -> None:
    """Put text right in a group into paragraphs, which alone may hold it (ISO 32005 table 5)."""
    for at, kid in enumerate(kids(group)):
        if Name.NonStruct == kid.S and _is_text(kid):
            kid.S = Name.P
        elif _is_text(kid):
            around = Dictionary(Type=Name.StructElem, S=Name.P, P=group, K=Array([kid]))
            kid.P = group.K[at] = pdf.make_indirect(around)


def _groups(element: Dictionary) -> bool:
    """Whether it is a group of blocks, seen through what has no meaning of its own."""
    above: pikepdf.Object = element
    while above.S in _CLEAR:
        above = above.P
    return above.S in _GROUPS


def _is_text(element: Dictionary) -> bool:
    """Whether it is a part of a line, or only holds such parts."""
    if Name.NonStruct != element.S:
        return element.S in _INLINE
    inside = kids(element)
    return bool(inside) and all(map(_is_text, inside))


def _link_notes(everything: list[Dictionary]) -> None:
    """Refer from calls to notes and back (ISO 14289-2 §8.2.5.14); a Reference precedes its note."""
    notes = {str(each.ID): each for each in everything if Name.FENote == each.S}
    calls: dict[str, list[Dictionary]] = {}
    for each in everything:
        if Name.Reference == each.S and (id := _note_of(each)) in notes:
            each.Ref = Array([notes[id]])
            calls.setdefault(id, []).append(each)
    for id, found in calls.items():
        notes[id].Ref = Array(found)


def _note_of(call: Dictionary) -> str:
    """The ID of the note that a Reference's link leads to."""
    for link in kids(call):
        for kid in link.K if isinstance(link.K, Array) else ():
            if isinstance(kid, Dictionary) and "/Obj" in kid:
                return str(kid.Obj.get("/Dest", "")).replace("fn-", "note-", 1)
    return ""


def _say_formulas(pdf: pikepdf.Pdf, found: list[Dictionary], markup: str) -> None:
    """Attach to each Formula its MathML (ISO 32000-2 §14.13.6), which screen readers explore."""
    known = {parse(math).get("alttext", ""): math for math in _FORMULA.findall(markup)}
    for element in found:
        if (math := known.get(str(element.get("/Alt", "")))) is None:
            continue
        stream = pdf.make_stream(math.encode())
        stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{MATHML}")
        file = Dictionary(Type=Name.Filespec, F=String("formula.xml"), UF=String("formula.xml"))
        file.AFRelationship, file.EF = Name.Supplement, Dictionary(F=pdf.make_indirect(stream))
        file.Desc = String(str(element.Alt))
        element.AF = Array([pdf.make_indirect(file)])
