"""The records that an article can cite, from its files, each with its key and its place."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import files
from publish.reading.findings import Findings
from publish.reading.front_matter.texts import StatedText
from publish.reading.text import decode, read_text
from publish.suggest import nearest, question
from publish.values import dataclass

if TYPE_CHECKING:
    from publish.reading.citations.bibtex import BibEntry

Csl = dict[str, Any]
"""A record in CSL-JSON (https://docs.citationstyles.org, "CSL-JSON")."""

MOST_TOLD = 12
"""Faults shown per file; a file of another kind has one on every line."""
MOST_GUESSED = 40
EVERYTHING = "*"
"""The key in `nocite:` that stands for all records."""
_SUFFIXES = (".bib", ".bibtex", ".biblatex", ".json")
_NAMES = ("author", "editor", "translator", "container-author", "collection-editor", "director")


@dataclass(frozen=True)
class Record:
    """One record: BibTeX to decode, or CSL-JSON as it is."""

    key: str
    file: str
    line: int
    bib: BibEntry | None = None
    csl: Csl | None = None


@dataclass(frozen=True)
class Library:
    """All records by key. ``stated`` says whether the article names any file at all.

    ``digests`` are the SHA-256 of the files, by path.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    digests: Mapping[Path, str] = field(default_factory=dict)
    stated: bool = False
    _guesses: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def bibs(self) -> dict[str, BibEntry]:
        """The BibTeX entries, which can refer to each other."""
        return {key: record.bib for key, record in self.records.items() if record.bib}

    def nearest(self, key: str) -> str | None:
        """The key closest to ``key``; None after too many look-ups."""
        if key not in self._guesses and len(self._guesses) < MOST_GUESSED:
            self._guesses[key] = nearest(key, self.records)
        return self._guesses.get(key)


def read_library(
    named: Iterable[StatedText], base: Path, root: Path, findings: Findings
) -> Library:
    """The records of the files in ``named``, relative to the folder ``base``.

    Files outside ``root`` are not read. Faults of a file are noted with the file's own line; of two
    records with one key the first counts.
    """
    records: dict[str, Record] = {}
    digests: dict[Path, str] = {}
    stated = False
    for name in named:
        stated = True
        path = _found(name, base, root, findings)
        if path is None or path in digests:
            continue
        own = Findings((base / name.text).as_posix())
        data = read_text(root, path, own)
        digests[path] = hashlib.sha256(data).hexdigest()
        for record in _records(path, data, own):
            if record.key in records:
                first = records[record.key]
                own.warn(
                    "bibliography-key",
                    f"the key {record.key!r} is used twice; the first record is in "
                    f"{first.file}, line {first.line}, and counts",
                    "Delete one of the two, or give it another key.",
                    record.line,
                )
            records.setdefault(record.key, record)
        findings.texts |= own.texts
        for problem in own.problems:
            findings.note(problem)
    return Library(records, digests, stated)


def _found(name: StatedText, base: Path, root: Path, findings: Findings) -> Path | None:
    path = (base / name.text).resolve()
    where = name.line, name.column
    if not path.is_relative_to(root.resolve()) or Path(name.text).is_absolute():
        message = f"{name.text} is outside the publication's folder"
        fix = "Move the file beside the article, and write its path from there."
        findings.error("bibliography-missing", message, fix, *where)
    elif path.suffix.lower() not in _SUFFIXES:
        message = f"{name.text} is neither BibTeX (.bib) nor CSL-JSON (.json)"
        findings.error("bibliography-kind", message, "Export it as one of the two.", *where)
    elif not files.is_file(path):
        here = base.iterdir() if base.is_dir() else ()
        near = [p.name for p in here if p.suffix.lower() in _SUFFIXES]
        guess = nearest(name.text, near) or (near[0] if len(near) == 1 else None)
        fix = question(guess) if guess else "Move the file beside the article."
        findings.error("bibliography-missing", f"the file {name.text} does not exist", fix, *where)
    else:
        return path
    return None


def _records(path: Path, data: bytes, own: Findings) -> list[Record]:
    text = decode(data, own)
    if path.suffix.lower() == ".json":
        return _of_json(text, own)
    from publish.reading.citations.bibtex import read_bibtex  # late: few articles cite

    found = read_bibtex(text)
    for fault in found.faults[:MOST_TOLD]:
        own.warn("bibliography-entry", fault.message, fault.fix, fault.line)
    if len(found.faults) > MOST_TOLD:
        message = f"{len(found.faults) - MOST_TOLD} more faults are not shown"
        own.warn("bibliography-entry", message, "Is this a BibTeX file?")
    if not found.entries:
        own.warn("bibliography-empty", "there is no entry in this file", "Is it the right one?")
    return [Record(entry.key, own.file, entry.line, bib=entry) for entry in found.entries]


def _of_json(text: str, own: Findings) -> list[Record]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg}"
        own.error(
            "bibliography-entry", message, "Export the file again.", error.lineno, error.colno
        )
        return []
    except (RecursionError, ValueError):
        own.error("bibliography-entry", "this JSON is nested too deeply", "Export the file again.")
        return []
    entries = data.get("items") if isinstance(data, dict) else data
    if not isinstance(entries, list):
        message = "this is not CSL-JSON, which is a list of records"
        own.error("bibliography-entry", message, "Export it as CSL-JSON.", 1)
        return []
    lines = _lines(text)
    found = []
    for number, entry in enumerate(entries, 1):
        key = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        line = lines.get(key, 0)
        fault = "it has no `id`" if not key else _fault(entry)
        if fault is None:
            found.append(Record(key, own.file, line, csl=entry))
        elif len(own.problems) < MOST_TOLD:
            message = f"record {number}{f' ({key})' if key else ''}: {fault}"
            fix = "Correct the record; until then it cannot be cited."
            own.warn("bibliography-entry", message, fix, line)
    return found


_ID = re.compile(r'"id"\s*:\s*(?:("(?:[^"\\\n]|\\.)*")|(\d+))')


def _lines(text: str) -> dict[str, int]:
    """The line of every ``id``; the first of several equal ones."""
    found: dict[str, int] = {}
    line, last = 1, 0
    for match in _ID.finditer(text):
        line, last = line + text.count("\n", last, match.start()), match.start()
        try:
            key = str(json.loads(match[1])) if match[1] else match[2]
        except ValueError:
            continue
        found.setdefault(key, line)
    return found


def _fault(entry: Csl) -> str | None:
    """The reason why a record in CSL-JSON cannot be cited; None if it can."""
    if not isinstance(entry.get("type"), str):
        return "it has no `type`"
    for name, value in entry.items():
        if name in _NAMES and not (
            isinstance(value, list) and all(isinstance(person, dict) for person in value)
        ):
            return f"`{name}` is not a list of names"
        if name in ("issued", "accessed") and not isinstance(value, dict):
            return f"`{name}` is not a date"
        if name in ("title", "container-title", "publisher", "DOI", "URL") and not isinstance(
            value, str
        ):
            return f"`{name}` is not text"
    return None


def hashed(library: Library, root: Path) -> list[tuple[str, str]]:
    """The files of a library with their digests, relative to the publication's folder."""
    return [(path.relative_to(root).as_posix(), digest) for path, digest in library.digests.items()]
