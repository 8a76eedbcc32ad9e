"""The pictures of a file as files of their own, with what was found about each."""

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
"""Characters of a name: the longest path must fit any file system."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def extracted(inspections: Iterable[Inspection]) -> dict[str, bytes]:
    """File names and contents: every picture that has bytes, and the records as JSON.

    Names are made of what the file calls its pictures, but hold no path, no
    control character and nothing that a file system takes amiss.
    """
    files: dict[str, bytes] = {}
    taken = {RECORD}
    told = []
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
        told.append(value)
    text = json.dumps(told[0] if len(told) == 1 else told, indent=2, ensure_ascii=False)
    return {**files, RECORD: f"{text}\n".encode("utf-8", "replace")}


def file_name(image: FoundImage) -> str:
    """A safe name for a picture's file, its suffix after what it really is."""
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
    """``name``, numbered if another file has it in capitals or small letters."""
    stem, _, suffix = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem}-{number}.{suffix}"
    taken.add(free.casefold())
    return free
