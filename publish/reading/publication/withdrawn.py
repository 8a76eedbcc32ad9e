"""``withdrawn.toml``: the pictures that a publication withdrew, one section for each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from publish import files
from publish.model.article import Image
from publish.model.publication import Withdrawal
from publish.reading.findings import Findings
from publish.reading.text import decode, read_text
from publish.reading.toml import unknown

FILE = "withdrawn.toml"
KEYS = ("name", "since", "reason", "sha256", "likeness", "sources")
_LISTS = ("sha256", "likeness", "sources")
_SHAPES = {
    "sha256": (re.compile(r"[0-9a-f]{64}"), "the SHA-256 of a file, 64 digits"),
    "likeness": (re.compile(r"[0-9a-f]{32}"), "a likeness, 32 digits"),
    "sources": (re.compile(r"https?://\S+"), "a web address"),
}


def read_withdrawn(root: Path) -> tuple[Withdrawal, ...]:
    """The withdrawals of the publication in ``root``; none if there is no such file.

    Raises :class:`publish.errors.SourceError` with every error of the file: a withdrawal that
    cannot be read must not be ignored.
    """
    path = root / FILE
    if not files.is_there(path):
        return ()
    findings = Findings(path.as_posix())
    source = decode(read_text(root, path, findings), findings)
    findings.stop_on_errors()
    entries = _entries(source, findings)
    lines = _lines(source)
    found = tuple(_read(entry, line, findings) for entry, line in zip(entries, lines, strict=False))
    findings.stop_on_errors()
    return found


def judged(image: Image, digest: str, withdrawn: Iterable[Withdrawal]) -> Image:
    """``image``, whose file has the SHA-256 ``digest``, with its withdrawal if there is one."""
    named = {same_address(credit.source) for credit in image.credits if credit.source}
    for entry in withdrawn:
        if digest in entry.sha256 or named & set(map(same_address, entry.sources)):
            return replace(image, withdrawn=entry)
    return image


def same_address(address: str) -> str:
    """An address without its insignificant parts: scheme, case of the host, a final slash."""
    parts = urlsplit(address.strip())
    query = f"?{parts.query}" if parts.query else ""
    host = parts.netloc.casefold().removeprefix("www.")
    return host + unquote(parts.path).replace("_", " ").rstrip("/") + query


def _entries(source: str, findings: Findings) -> list[dict[str, Any]]:
    try:
        data = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        match = re.search(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
        reason, line, column = match.groups() if match else (str(error), 0, 0)
        fix = 'Write [[withdrawn]], and below it each key as `name = "value"`.'
        findings.stop("toml-syntax", f"not TOML: {reason}", fix, int(line), int(column))
    entries = data.pop("withdrawn", [])
    if data or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        word = next(iter(data), "withdrawn")
        fix = "Write [[withdrawn]] above the keys of every picture."
        findings.stop("unknown-key", f"`{word}` is not a key here in {FILE}", fix)
    return entries


def _read(entry: Mapping[str, Any], line: int, findings: Findings) -> Withdrawal:
    for key in entry:
        if key not in KEYS:
            unknown(key, KEYS, "[[withdrawn]]", "", findings, line)
    marks = {key: _marks(entry, key, line, findings) for key in _LISTS}
    if not marks["sha256"] and not marks["sources"]:
        findings.error(
            "withdrawn-unmarked",
            "this section does not say which picture was withdrawn",
            "Write sha256 (of its file) or sources (addresses in its credit); "
            "`publish build --withdraw` does it.",
            line,
        )
    return Withdrawal(
        name=_text(entry, "name", line, findings) or "a picture",
        sha256=marks["sha256"],
        likeness=marks["likeness"],
        sources=marks["sources"],
        since=_day(entry.get("since"), line, findings),
        reason=_text(entry, "reason", line, findings),
        where=findings.where(line),
    )


def _marks(entry: Mapping[str, Any], key: str, line: int, findings: Findings) -> tuple[str, ...]:
    values = entry.get(key, [])
    shape, what = _SHAPES[key]
    if isinstance(values, str):
        values = [values]
    if isinstance(values, list) and all(isinstance(v, str) and shape.fullmatch(v) for v in values):
        return tuple(values)
    findings.error("value-type", f"`{key}` must be {what}", f'Write {key} = ["…"].', line)
    return ()


def _text(entry: Mapping[str, Any], key: str, line: int, findings: Findings) -> str | None:
    value = entry.get(key)
    if value is None or isinstance(value, str):
        return " ".join((value or "").split()) or None
    findings.error("value-type", f"`{key}` must be a text", f'Write {key} = "…".', line)
    return None


def _day(value: Any, line: int, findings: Findings) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    fix = "Write since = 2026-03-01, without quotes."
    findings.error("date", "`since` must be a date", fix, line)
    return None


def _lines(source: str) -> list[int]:
    """The line of every ``[[withdrawn]]``, in order; 0 for those written in another form."""
    found = [
        number
        for number, line in enumerate(source.split("\n"), start=1)
        if re.match(r"\s*\[\[\s*withdrawn\s*\]\]", line)
    ]
    return found + [0] * source.count("withdrawn")
