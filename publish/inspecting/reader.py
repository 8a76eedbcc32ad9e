"""From the bytes of any file to what it says: the one entry of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from publish.errors import Problem, PublishError, Severity, Where
from publish.inspecting.archive import Archive, Folder, Zip
from publish.inspecting.content_credentials import read_credentials
from publish.inspecting.document import Columns, read_document
from publish.inspecting.embedded import look_into
from publish.inspecting.findings import Findings, Unreadable, broken, encrypted, too_large
from publish.inspecting.inspection import FoundImage, Inspection
from publish.inspecting.kinds import OLE, ZIP, image_type, is_pdf
from publish.inspecting.merging import merged
from publish.inspecting.places import Sighting

_Read = Callable[[], Inspection]

MOST_BYTES = 1024 * 1024 * 1024
"""Bytes of a file that is read at all."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_WORD = frozenset({b"wordprocessingml", b"ms-word.document", b"ms-word.template"})
_STRANGERS = {b"presentationml": "a presentation", b"spreadsheetml": "a spreadsheet"}


def inspect(data: bytes, name: str, *, decode: bool = False) -> Inspection:
    """What a PDF, EPUB, DOCX or picture says: of itself, and of every picture in it.

    The kind of file is told by its content; ``name`` is only how Problems call it.
    ``decode`` gives the pixels of a PDF's images as files too. Nothing is raised:
    what cannot be read is a Problem, and an ERROR if it is the whole file.
    """
    findings = Findings(name)
    return _guarded(findings, lambda: _inspect(data, findings, decode=decode))


def inspect_folder(folder: Path, name: str) -> Inspection:
    """The same of an EPUB that has been unzipped."""
    findings = Findings(name)
    return _guarded(findings, lambda: _epub(Archive(Folder(folder), findings), findings))


def _guarded(findings: Findings, read: _Read) -> Inspection:
    try:
        return read()
    except PublishError as error:
        problems = error.problems
    except MemoryError:
        problems = too_large(findings, "the file needs more memory than there is").problems
    except Exception as error:
        # A file may be broken in more ways than the libraries foresee, and they trip
        # with whatever error they happen to: it is a finding about the file.
        problems = broken(findings, f"{type(error).__name__}: {error}").problems
    return Inspection(findings.file, "unknown", problems=(*findings.problems, *problems))


def _inspect(data: bytes, findings: Findings, *, decode: bool) -> Inspection:
    if data.startswith(OLE):
        raise _old(data, findings)
    if data.startswith(ZIP):
        return _package(Archive(Zip(data, findings), findings), findings)
    if kind := image_type(data):
        return _image(data, kind, findings)
    if is_pdf(data):
        from publish.inspecting.pdf.document import read_pdf

        columns, pictures = read_pdf(data, findings, decode=decode)
        return _finished("pdf", columns, pictures, findings)
    raise _unknown(findings, "empty" if not data else "not one of these")


def _package(archive: Archive, findings: Findings) -> Inspection:
    """An EPUB or a DOCX, by what the package says it holds (OCF §4.3, ISO 29500-2 §10.1)."""
    if "META-INF/container.xml" in archive:
        return _epub(archive, findings)
    types = archive.get("[Content_Types].xml") or b""
    if any(word in types for word in _WORD):
        from publish.inspecting.docx.document import read_docx

        columns, pictures = read_docx(archive, findings)
        return _finished("docx", columns, pictures, findings)
    for word, what in _STRANGERS.items():
        if word in types:
            raise _unknown(findings, what)
    if (archive.get("mimetype") or b"").strip() == b"application/epub+zip":
        return _epub(archive, findings)
    raise _unknown(findings, "a zip of something else")


def _epub(archive: Archive, findings: Findings) -> Inspection:
    from publish.inspecting.epub.document import read_epub

    columns, pictures = read_epub(archive, findings)
    return _finished("epub", columns, pictures, findings)


def _image(data: bytes, kind: str, findings: Findings) -> Inspection:
    picture = Sighting(Path(findings.file).name, kind, data)
    picture.used("the file itself")
    image = _finished_image(picture, findings)
    if kind not in ("image/svg+xml", "image/x-emf", "image/x-wmf") and image.width is None:
        message = "its pixels cannot be read"
        findings.warn("inspect-image-broken", message, "What its metadata says is told.")
    return Inspection(
        findings.file, "image", kind, images=(image,), problems=tuple(findings.problems)
    )


def _finished(
    format: str, columns: Columns, pictures: Iterable[Sighting], findings: Findings
) -> Inspection:
    metadata, differences = read_document(columns)
    images = tuple(_finished_image(picture, findings) for picture in pictures)
    return Inspection(
        findings.file,
        format,
        MEDIA_TYPES[format],
        metadata,
        differences,
        _named_apart(images),
        tuple(findings.problems),
    )


def _finished_image(picture: Sighting, findings: Findings) -> FoundImage:
    look_into(picture, findings)
    data = picture.data
    return FoundImage(
        name=picture.name,
        media_type=picture.media_type,
        data=data,
        alt=next((alt for alt in picture.alts if alt), None),
        caption=next((caption for caption in picture.captions if caption), None),
        credits=merged(picture.stated, picture.shown),
        width=picture.width,
        height=picture.height,
        uses=tuple(picture.uses),
        pages=tuple(picture.pages),
        external=picture.external,
        credentials=(data and read_credentials(data, picture.media_type, picture.name, findings))
        or None,
        digest=picture.digest,
    )


def _named_apart(images: tuple[FoundImage, ...]) -> tuple[FoundImage, ...]:
    """Pictures of the same name in different folders get a number each."""
    count: dict[str, int] = {}
    found = []
    for image in images:
        number = count[image.name] = count.get(image.name, 0) + 1
        found.append(replace(image, name=f"{image.name} ({number})") if number > 1 else image)
    return tuple(found)


def _unknown(findings: Findings, what: str) -> Unreadable:
    return Unreadable(
        Problem(
            "inspect-kind",
            f"the file is {what}" if what != "not one of these" else "the file is of no known kind",
            "publish inspect reads PDF, EPUB, DOCX and pictures.",
            Where(findings.file),
            Severity.ERROR,
        )
    )


def _old(data: bytes, findings: Findings) -> Unreadable:
    """A compound file: Office's own envelope for a password, or Word's format before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted(findings)
    return findings.stop(
        "inspect-kind",
        "the file is in Word's old format, .doc, or something like it",
        "Open it in Word or LibreOffice and save it as .docx.",
    )
