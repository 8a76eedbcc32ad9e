"""Reading back: what any PDF, EPUB, DOCX or picture says of itself and of its pictures.

    found = inspect(data, "report.docx")
    found.metadata                 {"title": …, "authors": […], …}
    found.images[0].credits        one record per credit, with every place that states it

======================  ============================================================
``reader``              the entry: the kind of file, by its content
``inspection``          what is found, in one shape for all kinds
``places``              where credits stand; the most trusted place first
``embedded``            a picture's own bytes: XMP, IPTC-IIM, EXIF, PNG text, SVG
``content_credentials`` C2PA: whether it is there, and what it says
``docx``, ``epub``      packages, through ``archive`` and its limits
``pdf``                 image objects, their metadata, the structure tree's figures
``document``            the file's own metadata
``wording``             which caption holds a credit, which texts say the same
``merging``             one record per credit; contradictions are told
``extracting``          pictures and records as files
``telling``             JSON, and a table for people
======================  ============================================================

Rules: inspect-kind, inspect-broken, inspect-encrypted, inspect-restricted,
inspect-too-large, inspect-part-broken, inspect-xmp-broken, inspect-image-broken,
inspect-image-missing, inspect-pages-broken, inspect-text-broken,
inspect-record-orphan, inspect-credentials-unread, inspect-credentials-broken,
inspect-credit-missing, extract-exists, inspect-file.
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
