"""Programs that read our files, so that tests can compare what others see in them."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path
from subprocess import CompletedProcess

from tests.judges.programs import Command, call, program, words
from tests.judges.resident import exiftool
from tests.judges.verdicts import converted, count_reading, judge


class Unreadable(AssertionError):
    """A program cannot read a file that it should."""


def letters(text: str) -> str:
    """Letters and digits alone: hyphenation, marks of markup and white space are no words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum())


def _said(name: str, path: Path, result: CompletedProcess[str]) -> str:
    if result.returncode:
        raise Unreadable(f"{name} cannot read {path}: {words(result)}")
    count_reading(name)
    return result.stdout


def plain_text(path: Path) -> str:
    """An EPUB's, DOCX's or web page's text as pandoc reads it, one paragraph a line."""
    command: Command = [program("pandoc"), "--to", "plain", "--wrap", "none"]
    if page := _page(path):
        return _said("pandoc", path, call([*command, "--from", "html"], given=page))
    return _said("pandoc", path, call([*command, path]))


def _page(path: Path) -> str | None:
    """The page in a web page's folder; None for another file."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        pages = (name for name in archive.namelist() if name.endswith("/index.html"))
        return next((archive.read(name).decode("utf-8") for name in pages), None)


def pdf_text(path: Path, *options: str) -> str:
    """A PDF's text as poppler reads it; ``options`` are pdftotext's (``-layout``)."""
    return _said("poppler", path, call([program("poppler"), "-enc", "UTF-8", *options, path, "-"]))


def struct_text(path: Path) -> str:
    """The structure tree of a PDF with its text, as poppler reads it: an element a line."""
    pdfinfo = Path(program("poppler")).with_name("pdfinfo")
    return _said("poppler", path, call([pdfinfo, "-enc", "UTF-8", "-struct-text", path]))


def metadata(path: Path) -> dict[str, object]:
    """The metadata that exiftool reads: ``{"XMP-dc:Title": …}``, structures as lists and
    dictionaries.
    """
    said = exiftool(path)
    if not said.startswith("["):
        raise Unreadable(f"exiftool cannot read {path}: {said}")
    count_reading("exiftool")
    (record,) = json.loads(said)
    if "ExifTool:Error" in record:
        raise Unreadable(f"exiftool cannot read {path}: {record['ExifTool:Error']}")
    return dict(record)


def as_pdf(paths: Iterable[Path]) -> dict[Path, Path]:
    """DOCX files as LibreOffice prints them: the PDF made of each, in one batch."""
    verdicts = judge("LibreOffice", paths)
    for path, complaints in verdicts.items():
        if complaints:
            raise Unreadable(f"LibreOffice: {path}: {complaints[0]}")
    return {path: converted(path) for path in verdicts}
