"""Entry point: reads the bytes of any file into an inspection."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from publish import isolation
from publish.errors import (
    EnvironmentFault,
    Problem,
    PublishError,
    Severity,
    Where,
    fault_of_machine,
)
from publish.formats import FORMATS
from publish.inspecting.archive import Archive, Folder, open_zip
from publish.inspecting.content_credentials import read_credentials
from publish.inspecting.document_metadata import Columns, read_document
from publish.inspecting.findings import Findings, Unreadable, broken, encrypted, too_large
from publish.inspecting.inspection import FoundImage, Inspection
from publish.inspecting.kinds import OLE, WITHOUT_PIXELS, ZIP, image_type, is_pdf
from publish.inspecting.merging import caption_differences, merge_credits
from publish.inspecting.other_formats import read_content, recognized
from publish.inspecting.picture_metadata import read_picture_metadata
from publish.inspecting.places import RawPicture
from publish.isolation import Crashed

_Read = Callable[[], Inspection]

MOST_BYTES = 1024 * 1024 * 1024
"""Largest file that is read."""

_WORD = frozenset({b"wordprocessingml", b"ms-word.document", b"ms-word.template"})
_OTHER_OFFICE = {b"presentationml": "a presentation", b"spreadsheetml": "a spreadsheet"}


def inspect(
    data: bytes, name: str, *, decode: bool = False, sidecar: bytes | None = None
) -> Inspection:
    """Inspect a PDF, EPUB, DOCX or picture: its metadata, and every picture in it.

    The content decides the kind of file; ``name`` is for Problems. ``decode`` also
    turns a PDF's pixels into files. ``sidecar`` is the XMP file beside a picture.
    What cannot be read becomes a Problem, an ERROR if it is the whole file. Nothing is raised but
    ``EnvironmentFault``, where the machine is at fault.
    """
    findings = Findings(name)
    return _catch_errors(findings, lambda: _inspect(data, findings, decode, sidecar))


def inspect_isolated(
    data: bytes | Path, name: str, *, decode: bool = False, sidecar: bytes | None = None
) -> Inspection:
    """Inspect a file, or the folder of an unzipped EPUB, in a child process.

    A file that ends it, or takes too long, is a Problem.
    """
    try:
        if isinstance(data, Path):
            return isolation.call(inspect_folder, data, name)
        _load_reader(data)
        return isolation.call(inspect, data, name, decode=decode, sidecar=sidecar)
    except Crashed as crash:
        findings = Findings(name)
        fix = "If you trust the file, open it where it was made, and save it again."
        problems = findings.stop("inspect-too-long", f"the file cannot be read: {crash}", fix)
        return Inspection(name, "unknown", problems=problems.problems)


def _load_reader(data: bytes) -> None:
    """Import what reads the file once, for the children of all files of its kind."""
    module = "pdf" if is_pdf(data) else "docx" if data.startswith(ZIP) else None
    if module:
        import_module(f"publish.inspecting.{module}.document")


def inspect_folder(folder: Path, name: str) -> Inspection:
    """Inspect an unzipped EPUB."""
    findings = Findings(name)
    return _catch_errors(findings, lambda: _epub(Archive(Folder(folder), findings), findings))


def _catch_errors(findings: Findings, read: _Read) -> Inspection:
    try:
        return read()
    except EnvironmentFault:
        raise
    except PublishError as error:
        problems = error.problems
    except MemoryError:
        problems = too_large(findings, "the file needs more memory than there is").problems
    except Exception as error:
        if fault := fault_of_machine(error):
            raise fault from error
        # Libraries raise any kind of error on broken files: it is a finding about the file.
        problems = broken(findings, f"{type(error).__name__}: {error}").problems
    return Inspection(findings.file, "unknown", problems=(*findings.problems, *problems))


def _inspect(data: bytes, findings: Findings, decode: bool, sidecar: bytes | None) -> Inspection:
    if data.startswith(OLE):
        raise _old_office_error(data, findings)
    if data.startswith(ZIP):
        return _package(open_zip(data, findings), findings, data)
    if kind := image_type(data):
        return _image(data, kind, findings, sidecar)
    if is_pdf(data):
        from publish.inspecting.pdf.document import read_pdf

        columns, pictures, printing = read_pdf(data, findings, decode=decode)
        found = _build_inspection("pdf", columns, pictures, findings)
        return replace(found, printing=printing)
    if format := recognized(data):
        return _build_inspection(format.name, *read_content(data, format), findings)
    raise _unknown_kind_error(findings, "empty" if not data else "not one of these")


def _package(archive: Archive, findings: Findings, data: bytes) -> Inspection:
    """Read an EPUB or DOCX, decided by the package's content (OCF §4.3, ISO 29500-2 §10.1), or a
    ZIP of another format.
    """
    if "META-INF/container.xml" in archive:
        return _epub(archive, findings)
    types = archive.get("[Content_Types].xml") or b""
    if any(word in types for word in _WORD):
        from publish.inspecting.docx.document import read_docx

        columns, pictures = read_docx(archive, findings)
        return _build_inspection("docx", columns, pictures, findings)
    for word, what in _OTHER_OFFICE.items():
        if word in types:
            raise _unknown_kind_error(findings, what)
    if (archive.get("mimetype") or b"").strip() == b"application/epub+zip":
        return _epub(archive, findings)
    if format := recognized(data):
        return _build_inspection(format.name, *read_content(data, format), findings)
    raise _unknown_kind_error(findings, "a ZIP archive of another kind")


def _epub(archive: Archive, findings: Findings) -> Inspection:
    from publish.inspecting.epub.document import read_epub

    columns, pictures = read_epub(archive, findings)
    return _build_inspection("epub", columns, pictures, findings)


def _image(data: bytes, kind: str, findings: Findings, sidecar: bytes | None) -> Inspection:
    picture = RawPicture(Path(findings.file).name, kind, data)
    picture.others += [sidecar] if sidecar else []
    picture.add_use("the file itself")
    image = _build_image(picture, findings)
    if kind not in WITHOUT_PIXELS and image.width is None:
        message = "its pixels cannot be read"
        findings.warn("inspect-image-broken", message, "Only its metadata are reported.")
    return Inspection(
        findings.file, "image", kind, images=(image,), problems=tuple(findings.problems)
    )


def _build_inspection(
    format: str, columns: Columns, pictures: Iterable[RawPicture], findings: Findings
) -> Inspection:
    metadata, differences = read_document(columns)
    read = (_build_image(picture, findings) for picture in pictures)
    images = tuple(image for image in read if not image.is_added)
    return Inspection(
        findings.file,
        format,
        FORMATS[format].media_type,
        metadata,
        differences,
        _number_repeated_names(images),
        tuple(findings.problems),
    )


def _build_image(picture: RawPicture, findings: Findings) -> FoundImage:
    read_picture_metadata(picture, findings)
    data = picture.data
    return FoundImage(
        name=picture.name,
        media_type=picture.media_type,
        data=data,
        alt=next((alt for alt in picture.alts if alt), None),
        caption=next((caption for caption in picture.captions if caption), None),
        credits=merge_credits(picture.stated, picture.shown),
        width=picture.width,
        height=picture.height,
        uses=tuple(picture.uses),
        pages=tuple(picture.pages),
        external=picture.external,
        credentials=(data and read_credentials(data, picture.media_type, picture.name, findings))
        or None,
        digest=picture.digest,
        differences=caption_differences(picture.described),
    )


def _number_repeated_names(images: tuple[FoundImage, ...]) -> tuple[FoundImage, ...]:
    """Number pictures that have the same name in different folders."""
    count: dict[str, int] = {}
    found = []
    for image in images:
        number = count[image.name] = count.get(image.name, 0) + 1
        found.append(replace(image, name=f"{image.name} ({number})") if number > 1 else image)
    return tuple(found)


def _unknown_kind_error(findings: Findings, what: str) -> Unreadable:
    return Unreadable(
        Problem(
            "inspect-kind",
            f"the file is {what}" if what != "not one of these" else "the kind of file is unknown",
            "publish inspect reads PDF, EPUB, DOCX and pictures.",
            Where(findings.file),
            Severity.ERROR,
        )
    )


def _old_office_error(data: bytes, findings: Findings) -> Unreadable:
    """The error for an OLE file: encrypted Office, or Word's format before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted(findings)
    return findings.stop(
        "inspect-kind",
        "the file is in Word's old format (.doc), or similar",
        "Open it in Word or LibreOffice and save it as .docx.",
    )
