"""``publish inspect``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.terminal import Terminal
from publish.errors import Problem, UsageError, Where

if TYPE_CHECKING:
    from publish.inspecting import Inspection

EXAMPLES = """\
examples:
  publish inspect report.pdf                       show its metadata and its picture credits
  publish inspect build/end-of-an-era              the same for every file of a build
  publish inspect partner.docx --extract pictures  save its pictures and their credits
  publish inspect *.docx --require-credits         exit 1 if a picture has no credit
  publish inspect advert.pdf --preflight x4        exit 1 if it fails PDF/X-4, with reasons
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files, and the options for them."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="PDF, EPUB, DOCX or picture, anybody's; a folder of a build, or an unzipped EPUB",
    )
    parser.add_argument(
        "--extract",
        metavar="DIR",
        type=Path,
        help="save the pictures and credits.json in DIR, which must be new or empty",
    )
    parser.add_argument(
        "--require-credits", action="store_true", help="exit 1 if a picture has no credit"
    )
    parser.add_argument(
        "--preflight",
        choices=("x4", "x1a"),
        metavar="STANDARD",
        help="exit 1 if a PDF fails this standard for print: x4 (PDF/X-4) or x1a (PDF/X-1a)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Show the content of each file; return 1 if one cannot be read, or lacks a required credit."""
    from publish.inspecting.output import as_json, as_lines

    terminal = Terminal(arguments.json, arguments.quiet)
    paths = [path for given in arguments.files for path in _files(given)]
    if arguments.extract:
        _refuse_full(arguments.extract)
    found: list[Inspection] = []
    problems: list[Problem] = []
    for path in paths:
        inspection = _inspected(path, decode=bool(arguments.extract))
        missing = _missing(inspection) if arguments.require_credits else []
        if arguments.preflight and inspection.readable:
            missing += _unprintable(inspection, arguments.preflight)
        for line, style in as_lines(inspection) if inspection.readable else ():
            terminal.say(line, style)
        terminal.problems([*inspection.problems, *missing])
        found.append(inspection)
        problems += missing
    if arguments.extract:
        _extract(found, arguments.extract, terminal)
    values = [as_json(inspection) for inspection in found]
    for value, inspection in zip(values, found, strict=True):
        faults = [problem for problem in problems if problem.where == Where(inspection.name)]
        value["ok"] = inspection.readable and not faults
        if arguments.preflight:
            failed = [problem for problem in faults if problem.rule == "preflight-failed"]
            value["preflight"] = {
                "standard": arguments.preflight,
                "failed": [{"message": each.message, "fix": each.fix} for each in failed],
            }
    whole = all(value["ok"] for value in values)
    terminal.result(values[0] if len(values) == 1 else {"ok": whole, "files": values})
    return 0 if whole else 1


def _files(given: Path) -> Iterator[Path]:
    """The files to inspect: a file or an unzipped EPUB itself, and the outputs of a build."""
    from publish.building import manifest
    from publish.formats import FORMATS
    from publish.inspecting.other_formats import is_inspectable

    if given.is_file() or (given / "META-INF" / "container.xml").is_file():
        yield given
        return
    record = manifest.load(given) if given.is_dir() else None
    if record is None:
        raise _nothing(
            given, "this folder is not a build" if given.is_dir() else "there is no such file"
        )
    suffixes = tuple(format.suffix for format in FORMATS.values() if is_inspectable(format))
    outputs = [given / name for name in record.outputs if name.endswith(suffixes)]
    if not any(output.is_file() for output in outputs):
        raise _nothing(given, "no file of this build is here")
    yield from filter(Path.is_file, outputs)


def _nothing(given: Path, why: str) -> UsageError:
    fix = "Give a PDF, EPUB, DOCX or picture, or a folder that publish build wrote."
    return UsageError(Problem("inspect-file", why, fix, Where(str(given))))


def _inspected(path: Path, *, decode: bool) -> Inspection:
    from publish.files import CannotRead, Why, read_anywhere
    from publish.inspecting.findings import Findings, too_large
    from publish.inspecting.inspection import Inspection
    from publish.inspecting.reader import MOST_BYTES, inspect_isolated

    if path.is_dir():
        return inspect_isolated(path, str(path))
    try:
        data = read_anywhere(path, MOST_BYTES)
    except CannotRead as error:
        problem = Problem("inspect-file", f"the file {error}", "", Where(str(path)))
        problems: tuple[Problem, ...] = (problem,)
        if error.why is Why.TOO_LARGE:
            problems = too_large(Findings(str(path)), f"the file {error}").problems
        return Inspection(str(path), "unknown", problems=problems)
    return inspect_isolated(data, str(path), decode=decode, sidecar=_sidecar(path))


def _sidecar(path: Path) -> bytes | None:
    """The XMP file that a program for pictures put beside this one: ``a.jpg.xmp`` or ``a.xmp``."""
    from publish.files import CannotRead, read_anywhere
    from publish.pictures.metadata_reading.block import MOST_BYTES
    from publish.pictures.metadata_reading.packet import is_packet

    for beside in (path.with_name(f"{path.name}.xmp"), path.with_suffix(".xmp")):
        if beside != path and beside.is_file():
            try:
                data = read_anywhere(beside, MOST_BYTES)
            except CannotRead:
                continue
            if is_packet(data):
                return data
    return None


def _missing(inspection: Inspection) -> list[Problem]:
    return [
        Problem(
            "inspect-credit-missing",
            f"{image.name} has no credit"
            + (f" (shown in {', '.join(image.uses[:3])})" if image.uses else ""),
            "Ask the sender of the file who made the picture, and on what terms.",
            Where(inspection.name),
        )
        for image in inspection.uncredited
    ]


def _unprintable(inspection: Inspection, standard: str) -> list[Problem]:
    from publish.inspecting.pdf.press.rules import TITLES, preflight

    where = Where(inspection.name)
    if inspection.printing is None:
        message = f"{TITLES[standard]} is a standard for PDF, and this is no PDF"
        return [Problem("preflight-failed", message, "Give the PDF for print.", where)]
    faults, mends = preflight(inspection.printing, standard)
    return [
        Problem("preflight-failed", f"{TITLES[standard]}: {fault.what}", mend, where)
        for fault, mend in zip(faults, mends, strict=True)
    ]


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            Problem(
                "extract-exists",
                "this exists already, and nothing is overwritten",
                "Give a new or an empty folder.",
                Where(str(folder)),
            )
        )


def _extract(found: list[Inspection], folder: Path, terminal: Terminal) -> None:
    from publish.building.staging import writable
    from publish.inspecting.extracting import extract_files

    files = extract_files(found)
    with writable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            with (folder / name).open("xb") as file:
                file.write(data)
    terminal.say(f"{len(files) - 1} pictures and credits.json in {folder}")
