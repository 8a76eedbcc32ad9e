"""Extracts pictures as files, with their records as JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from publish.inspecting.inspection import FoundImage, Inspection
from publish.inspecting.kinds import SUFFIXES
from publish.inspecting.output import as_json

RECORD = "credits.json"
_LENGTH = 100
"""Longest file name, in characters, so that any file system accepts it."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows reserves for devices."""


def extract_files(inspections: Iterable[Inspection]) -> dict[str, bytes]:
    """Return file contents by name: every picture that has bytes, and all records as JSON.

    Names derive from those in the inspected file, without paths, control characters
    or anything that a file system rejects.
    """
    files: dict[str, bytes] = {}
    taken = {RECORD}
    reports = []
    for inspection in inspections:
        value = as_json(inspection)
        names = []
        for image in inspection.images:
            name = _free(file_name(image), taken) if image.data else None
            if name and image.data:
                files[name] = image.data
            names.append(name)
        records = value["images"]
        assert isinstance(records, list)
        for record, name in zip(records, names, strict=True):
            record["file"] = name
        reports.append(value)
    text = json.dumps(reports[0] if len(reports) == 1 else reports, indent=2, ensure_ascii=False)
    return {**files, RECORD: f"{text}\n".encode("utf-8", "replace")}


def file_name(image: FoundImage) -> str:
    """Return a safe file name; the suffix follows the picture's real kind."""
    suffix = SUFFIXES.get(image.media_type or "", "bin")
    last = re.split(r"[\\/]", image.name.split("#")[0].split("?")[0].rstrip("/\\"))[-1]
    stem, dot, given = last.rpartition(".")
    if not dot or given.lower() not in {suffix, "jpeg", "tiff", *SUFFIXES.values()}:
        stem = last
    number = image.name.partition("#")[2]
    plain = unicodedata.normalize("NFC", f"{stem}-{number}" if number else stem)
    safe = re.sub(r"[^\w.-]+", "-", plain).strip("-. ")[:_LENGTH].strip("-. ")
    if _DEVICES.match(safe):
        safe = f"picture-{safe}"
    return f"{safe or 'picture'}.{suffix}"


def _free(name: str, taken: set[str]) -> str:
    """Return ``name``, numbered if it is taken (ignoring case)."""
    stem, _, suffix = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem}-{number}.{suffix}"
    taken.add(free.casefold())
    return free
