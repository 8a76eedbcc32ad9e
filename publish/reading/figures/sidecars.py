"""Sidecars: ``ferry.jpg.yaml`` beside a picture, with the picture's keys from the front matter.

A photographer who serves many articles keeps the credit with the picture. The file has the keys of
an entry under ``images:``, or simply those of a ``credit:``.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from publish import files
from publish.errors import SourceError
from publish.files import CannotRead
from publish.model.credit import Credit
from publish.reading.figures.folder_pictures import SIDECAR, Folder
from publish.reading.findings import Findings
from publish.reading.front_matter import tree as front_matter
from publish.reading.front_matter.credit import CREDIT
from publish.reading.front_matter.image import IMAGE, StatedImage, placement
from publish.reading.front_matter.records import Record, read_record
from publish.reading.front_matter.tree import Mapping
from publish.reading.front_matter.unfinished import note_unfinished
from publish.reading.text import decode, read_text
from publish.values import dataclass

SOURCE = "sidecar"
"""Its name in ``Credit.found_in``."""

KEYS = Record("a sidecar", {**IMAGE.keys, **CREDIT.keys})


@dataclass(frozen=True)
class Sidecar:
    """A sidecar's statements about its picture, and the findings of its own file."""

    stated: StatedImage
    findings: Findings


def read_sidecar(name: str, shelf: Folder) -> Sidecar | None:
    """The sidecar of a picture from the folder; None if there is none."""
    file = shelf.used[name].with_name(shelf.used[name].name + SIDECAR)
    if not files.is_there(file):
        _note_other_suffix(file, name, shelf.findings)
        return None
    findings = Findings(file.as_posix())
    stated = StatedImage(name, findings.where(1))
    try:
        data = _data(file, shelf.path, findings)
        shelf.digests[name + SIDECAR] = hashlib.sha256(data).hexdigest()
        tree = front_matter.parse(decode(data, findings), findings)
        if tree is not None:
            note_unfinished(tree, findings)
            stated = _stated(name, tree, findings)
    except SourceError:
        pass  # The error is among the findings, and is reported with all others.
    findings.problems[:] = [
        replace(problem, message=problem.message.replace("the front matter", "the sidecar"))
        for problem in findings.problems
    ]
    shelf.findings.texts |= findings.texts
    return Sidecar(stated, findings)


def note_orphans(shelf: Folder) -> None:
    """Note sidecars whose picture does not exist; sidecars of unused pictures are fine."""
    for name in shelf.sidecars:
        picture = shelf.path / name.removesuffix(SIDECAR)
        if not files.is_file(picture):
            shelf.findings.hint(
                "sidecar-alone",
                f"{name} describes a picture that is not in the folder",
                f"Name it after its picture, as photo.jpg{SIDECAR}, or delete it.",
            )


def _data(file: Path, folder: Path, findings: Findings) -> bytes:
    try:
        files.locate(folder, file.absolute())
    except CannotRead:
        findings.stop(
            "sidecar-outside",
            "the sidecar is a link to a file outside the article's folder",
            "Put a copy of it in the folder.",
        )
    return read_text(folder, file, findings)


def _note_other_suffix(file: Path, name: str, findings: Findings) -> None:
    other = file.with_suffix(".yml")
    if files.is_file(other):
        findings.warn(
            "sidecar-name",
            f"{other.name} is not read",
            f"Rename it to {file.name} if it describes {name}.",
        )


def _stated(name: str, tree: Mapping, findings: Findings) -> StatedImage:
    values = read_record(tree, KEYS, findings)
    flat = {key: value for key, value in values.items() if key.replace("_", "-") in CREDIT.keys}
    keys = [key for key, _ in tree.entries if key.text in CREDIT.keys]
    credits: tuple[Credit, ...] = values.get("credit", ())
    if flat and credits:
        findings.error(
            "sidecar-twice",
            f"`{keys[0].text}` is beside `credit:`, but belongs to a credit too",
            "Move all keys of the credit below `credit:`.",
            keys[0].line,
            keys[0].column,
        )
    elif flat:
        credits = (_flat(flat, findings, keys[0].line, keys[0].column),)
    return StatedImage(
        name,
        findings.where(tree.line, tree.column),
        values.get("alt"),
        values.get("caption"),
        tuple(replace(credit, found_in=(SOURCE,)) for credit in credits),
        values.get("keep", ()),
        placement(values, findings, (tree.line, tree.column)),
    )


def _flat(values: dict[str, Any], findings: Findings, line: int, column: int) -> Credit:
    return Credit(**values, where=findings.where(line, column))
