"""XMP sidecars: ``ferry.xmp`` or ``ferry.jpg.xmp`` beside a picture, as photographers' programs
write them. They say what XMP inside the picture would, and come before it.
"""

from __future__ import annotations

import hashlib
from dataclasses import field, replace
from pathlib import PurePosixPath

from publish import files
from publish.errors import Problem, SourceError
from publish.pictures.metadata_reading import Embedded, read_embedded
from publish.reading.figures.folder_pictures import Folder
from publish.reading.figures.from_embedded import source_of_picture
from publish.reading.figures.sources import CreditSource
from publish.reading.findings import Findings
from publish.reading.text import read_text
from publish.values import dataclass

SOURCE = "XMP sidecar"
"""Its name in ``Credit.found_in``."""


@dataclass(frozen=True)
class XmpSidecar:
    """A packet beside a picture: the file's name, its statements, and the findings about it."""

    name: str = ""
    embedded: Embedded = field(default_factory=Embedded)
    findings: Findings | None = None

    def source(self, picture: str) -> tuple[CreditSource, tuple[Problem, ...]]:
        """The credits in it, and the doubtful statements; see :func:`source_of_picture`."""
        source, doubts = source_of_picture(self.embedded, picture)
        claims = tuple(
            replace(
                claim,
                place=f"{claim.place} in {self.name}",
                mend=self.name,
                option="",
                source=SOURCE,
            )
            for claim in source.claims
        )
        credits = tuple(replace(credit, found_in=(SOURCE,)) for credit in source.credits)
        return replace(source, name=self.name, credits=credits, claims=claims), doubts


def read_xmp_sidecar(name: str, shelf: Folder) -> XmpSidecar:
    """The XMP sidecar of a picture from the folder; an empty one if there is none."""
    for beside in names_beside(name):
        file = shelf.used[name].with_name(PurePosixPath(beside).name)
        if not files.is_there(file):
            continue
        findings = Findings(file.as_posix())
        try:
            data = read_text(shelf.path, file, findings)
        except SourceError:
            return XmpSidecar(file.name, Embedded(), findings)
        shelf.digests[beside] = hashlib.sha256(data).hexdigest()
        embedded = read_embedded(data)
        if embedded.kind != "XMP":
            findings.warn(
                "sidecar-not-xmp",
                f"{file.name} is no XMP, so nothing of it is in the credit of {name}",
                "Export it again from the program that wrote it, or delete it.",
            )
            embedded = Embedded()
        return XmpSidecar(file.name, embedded, findings)
    return XmpSidecar()


def names_beside(name: str) -> tuple[str, ...]:
    """The names that the XMP sidecar of a picture can have, the clearest first."""
    stem = str(PurePosixPath(name).with_suffix(""))
    return tuple(f"{base}{suffix}" for base in (name, stem) for suffix in (".xmp", ".XMP"))
