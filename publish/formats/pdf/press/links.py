"""Links of a press edition: data in the tags.

No annotation may be inside the bleed, and no action anywhere (ISO 15930-7 §6.17, ISO 15930-4). So
the pages have none; the tags keep each link's place and target as plain data, which no program
follows, so that the file still says where its words lead.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

_DROPPED = ("/Type", "/Subtype", "/F", "/BS", "/Border", "/AP", "/H", "/StructParent", "/P")


def set_aside(pdf: pikepdf.Pdf) -> None:
    """Take all annotations from the pages; those that tags refer to stay as data."""
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, Array) else ():
            if isinstance(note, Dictionary):
                _make_data(note)
        if notes is not None:
            del page.obj["/Annots"]
    for key in ("/AcroForm", "/OpenAction", "/AA"):
        if key in pdf.Root:
            del pdf.Root[key]
    names = pdf.Root.get("/Names", Dictionary())
    for key in ("/EmbeddedFiles", "/JavaScript"):
        if key in names:
            del names[key]
    if "/AF" in pdf.Root:
        del pdf.Root["/AF"]


def _make_data(note: Dictionary) -> None:
    action = note.get("/A")
    for key in _DROPPED:
        if key in note:
            del note[key]
    if isinstance(action, Dictionary):
        if action.get("/S") == Name.URI and "/URI" in action:
            note.A = Dictionary(URI=action.URI)
        elif "/D" in action:
            note.Dest = action.D
            del note["/A"]
