"""The judges: each takes a batch of files and says what is wrong with each of them."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import shared
from tests.judges.programs import Command, call, program, scratch, version, words
from tests.judges.resident import Complaints, ask

Judge = Callable[[Sequence[Path]], list[Complaints]]

BATCH = Path(__file__).parent / "batch"
JAVA = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""The quickest start for a short life."""


# One process for all files, kept for the next ones.


def _java(class_path: Sequence[Path | str], main: str) -> Command:
    return [program("Java"), *JAVA, "-cp", ":".join(map(str, class_path)), main]


def epubcheck(paths: Sequence[Path]) -> list[Complaints]:
    """EPUBs against EPUB 3.3: everything from a warning upwards."""
    jar = program("epubcheck")
    classes = program("veraPDF").parents[1] / "classes"
    return ask(_java([classes, jar, jar.parent / "lib/*"], "EpubCheckBatch"), paths)


def verapdf(*flavours: str) -> Judge:
    """A judge of PDFs against every flavour named, as veraPDF spells them (``3a``, ``ua1``)."""

    def judge_flavours(paths: Sequence[Path]) -> list[Complaints]:
        jars = program("veraPDF").parent
        command = _java([jars.parent / "classes", jars / "*"], "VeraPdfBatch")
        return ask(command, paths, options=flavours)

    return judge_flavours


def ace(paths: Sequence[Path]) -> list[Complaints]:
    """EPUBs by DAISY Ace: violations of any impact."""
    environment = {
        "NODE_PATH": str(program("Ace").parents[1]),
        "PUPPETEER_EXECUTABLE_PATH": str(program("Chromium")),
        "ACE_TIMEOUT_INITIAL": "60000",
    }
    return ask([program("Node"), BATCH / "ace.cjs"], paths, environment)


def nu(paths: Sequence[Path]) -> list[Complaints]:
    """Web pages' folders in ZIP files, by the Nu HTML checker: errors and warnings.

    A fragment is judged as the body of a page, with a heading from elsewhere.
    """
    command: Command = [program("Java"), *JAVA, "-Xss4m", "-jar", program("Nu HTML checker")]
    options: Command = ["--format", "json", "--exit-zero-always", "--also-check-css"]
    folder = scratch() / "nu"
    pages = {path: list(_pages(path, folder / _digest(path))) for path in paths}
    files = [file for found in pages.values() for file in found]
    result = call([*command, *options, *files])
    try:
        messages = json.loads(result.stderr)["messages"]
    except ValueError:
        raise RuntimeError(f"Nu HTML checker: {words(result)}") from None
    said: dict[str, list[str]] = {file.as_uri(): [] for file in files}
    for message in messages:
        if message["type"] == "error" or message.get("subType") == "warning":
            place = message.get("url", "").replace("file:/", "file:///")
            said[place].append(f"{place.rpartition('/')[2]}: {message['message']}")
    return [tuple(text for f in found for text in said[f.as_uri()]) for found in pages.values()]


def _pages(path: Path, folder: Path) -> Iterable[Path]:
    """The files of a folder that are to be judged, each as a whole document."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            text = archive.read(name)
            if name.endswith("/fragment.html"):
                head = b"<!DOCTYPE html><html lang=en><title>A</title>"
                text = head + text.replace(b">", b"><h1>A</h1>", 1)
            if name.endswith((".html", ".css")):
                place = folder / name.rpartition("/")[2]
                place.write_bytes(text)
                yield place


# One process for each file: these take no list, or are quick enough.


def _one_by_one(judge_one: Callable[[Path], Complaints]) -> Judge:
    def judge_each(paths: Sequence[Path]) -> list[Complaints]:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(judge_one, paths))

    return judge_each


def _open_xml(path: Path) -> Complaints:
    result = call([program("Open XML validator"), path, "Microsoft365"])
    try:
        report = json.loads(result.stdout)
    except ValueError:
        raise RuntimeError(f"Open XML validator: {words(result)}") from None
    errors = tuple(
        f"{error['errorType']} {error['id']} {error['path']} {error['xPath']} "
        f"{error['description']}"
        for error in report["errors"]
    )
    return errors or (() if report["ok"] else ("not valid, no error named",))


def _qpdf(path: Path) -> Complaints:
    """Syntax and streams; a warning (exit 3) is a complaint too."""
    result = call([program("qpdf"), "--check", path])
    return (words(result),) if result.returncode else ()


# LibreOffice: it judges by opening.


def libreoffice(paths: Sequence[Path]) -> list[Complaints]:
    """DOCX opened and converted to PDF; :func:`converted` tells where that is."""
    inbox = scratch() / "libreoffice"
    inbox.mkdir(exist_ok=True)
    copies = [Path(shutil.copyfile(path, inbox / f"{_digest(path)}.docx")) for path in paths]
    _convert(copies)
    # A file that crashes the program must not be blamed on those that came with it: once more.
    return [_convert([copy]) for copy in copies]


def _convert(copies: Sequence[Path]) -> Complaints:
    """Make the PDFs that are not there yet; what LibreOffice said if one is missing still."""
    missing = [copy for copy in copies if not _printed(copy.stem).exists()]
    if not missing:
        return ()
    profile = (scratch() / "libreoffice-profile").as_uri()
    command: Command = [program("LibreOffice"), f"-env:UserInstallation={profile}", "--headless"]
    options: Command = ["--convert-to", "pdf:writer_pdf_Export", "--outdir", missing[0].parent]
    result = call([*command, *options, *missing])
    for copy in missing:
        if (made := copy.with_suffix(".pdf")).exists():
            shared.write(_printed(copy.stem), made.read_bytes())
    if all(_printed(copy.stem).exists() for copy in missing):
        return ()
    return (f"could not be opened: {words(result)}",)


def saved_by_libreoffice(path: Path) -> Path:
    """A DOCX as LibreOffice saves it again; made once in a run."""
    saved = shared.folder() / "libreoffice" / f"{_digest(path)}.docx"
    with shared.lock(saved.name):
        if not saved.exists():
            saved.parent.mkdir(parents=True, exist_ok=True)
            copy = Path(shutil.copyfile(path, scratch() / saved.name))
            profile = (scratch() / "libreoffice-profile").as_uri()
            command: Command = [program("LibreOffice"), f"-env:UserInstallation={profile}"]
            options: Command = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", saved.parent]
            result = call([*command, "--headless", *options, copy])
            assert saved.exists(), words(result)
    return saved


def converted(path: Path) -> Path:
    """The PDF that LibreOffice made of ``path``, if it was judged and could be opened."""
    return _printed(_digest(path))


def _printed(digest: str) -> Path:
    return shared.folder() / "libreoffice" / f"{digest}.pdf"


JUDGES: dict[str, Judge] = {
    "Ace": ace,
    "epubcheck": epubcheck,
    "LibreOffice": libreoffice,
    "Nu HTML checker": nu,
    "Open XML validator": _one_by_one(_open_xml),
    "qpdf": _one_by_one(_qpdf),
    "veraPDF": verapdf("3a", "ua1"),
}

BY_FORMAT = (
    ("epubcheck", "epub"),
    ("Ace", "epub"),
    ("veraPDF", "pdf"),
    ("qpdf", "pdf"),
    ("Open XML validator", "docx"),
    ("LibreOffice", "docx"),
)
"""The formats that each judge judges."""
"""By the tool's name in ``publish.environment``."""


# The record of this run, shared by its processes: no file is judged twice, and all are counted.


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _record(name: str) -> Path:
    """The folder with a judge's verdicts, one a file, named by the digest of what was judged."""
    return shared.folder() / "verdicts" / name


def judge(name: str, paths: Iterable[Path]) -> dict[Path, Complaints]:
    """The complaints of one judge about each file, in the order given.

    Names are those of :data:`JUDGES`. All files that this judge has not seen before in this
    run go to it in one batch.
    """
    digests = {path: _digest(path) for path in paths}
    record = _record(name)
    news = {digest: path for path, digest in digests.items() if not (record / digest).exists()}
    if news:
        verdicts = JUDGES[name]([path.absolute() for path in news.values()])
        for digest, complaints in zip(news, verdicts, strict=True):
            shared.write(record / digest, json.dumps(complaints).encode())
    return {path: _verdict(record / digest) for path, digest in digests.items()}


def _verdict(file: Path) -> Complaints:
    return tuple(json.loads(file.read_bytes()))


def count_reading(name: str) -> None:
    """Remember that a program that does not judge has read one more file."""
    with (shared.folder() / "readings").open("a") as readings:
        readings.write(f"{name}\n")


def summary() -> list[str]:
    """One line for each judge: how many files it judged in this run, and found wanting."""
    readings = shared.folder() / "readings"
    if not readings.exists() and not _record("").exists():
        return ["none was asked"]
    lines = []
    for name in JUDGES:
        given = [_verdict(file) for file in _record(name).glob("[0-9a-f]*")]
        refused = sum(1 for complaints in given if complaints)
        lines.append(_line(name, f"{len(given):4} judged, {refused} refused"))
    read = Counter(readings.read_text().splitlines() if readings.exists() else ())
    lines += [_line(name, f"{n:4} read") for name, n in sorted(read.items())]
    return lines


def _line(name: str, numbers: str) -> str:
    return f"{name:20}{version(name) or 'missing':16}{numbers}"
