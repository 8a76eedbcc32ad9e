"""Inspects any PDF, EPUB, DOCX or picture: its metadata, its pictures and their credits.

    found = inspect(data, "report.docx")
    found.metadata                 {"title": …, "authors": […], …}
    found.images[0].credits        one record per credit, with every place that states it

=======================  =============================================================
``reader``               entry point: detects the kind of file by its content
``inspection``           the result, of one shape for all kinds
``places``               where credits are stored, the most trusted place first
``picture_metadata``     credits in a picture's bytes: XMP, IPTC-IIM, EXIF, PNG text, SVG
``content_credentials``  Content Credentials (C2PA): presence and content
``other_formats``        files of plug-ins' formats, read with the proof's reader
``docx``, ``epub``       packages, read through ``archive`` and its limits
``pdf``                  image objects, their metadata, figures of the structure tree
``pdf.press``            a printer's view: boxes, inks, fonts; the rules of PDF/X
``document_metadata``    the document's own metadata
``text_matching``        finds the credit in a caption; compares credit texts
``merging``              one record per credit, with contradictions
``extracting``           pictures and records as files
``output``               JSON for programs, lines for people
=======================  =============================================================

Rules: inspect-kind, inspect-broken, inspect-encrypted, inspect-restricted,
inspect-too-large, inspect-part-broken, inspect-xmp-broken, inspect-image-broken,
inspect-image-missing, inspect-metadata-unread, inspect-too-long,
inspect-pages-broken, inspect-text-broken,
inspect-record-orphan, inspect-credentials-unread, inspect-credentials-broken,
inspect-credit-missing, extract-exists, inspect-file, preflight-failed.
"""

from publish.inspecting.inspection import (
    Credentials,
    Difference,
    FoundCredit,
    FoundImage,
    Inspection,
    Value,
)
from publish.inspecting.reader import inspect, inspect_folder

__all__ = [
    "Credentials",
    "Difference",
    "FoundCredit",
    "FoundImage",
    "Inspection",
    "Value",
    "inspect",
    "inspect_folder",
]
