"""Compares a table of credits with articles, and says what it would change in each.

A cell fills what is not stated. A different statement is a conflict: it stays unless the user
wants it replaced. An empty cell says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from publish.crediting.gaps import credit_values
from publish.crediting.table import Row, bad
from publish.editing.pictures import Statement, read_value, typed
from publish.editing.scalars import Value
from publish.errors import Problem
from publish.model.article import Article, Image
from publish.model.credit import Credit
from publish.reading.front_matter.credit import CREDIT
from publish.reading.front_matter.values import Unfit
from publish.values import dataclass

RIVALS = {"license": "basis", "basis": "license"}
"""Keys of which a credit has one: the other is a different statement about the same."""

Shelf = Sequence[tuple[Path, Article]]
"""Articles with their folders."""


@dataclass(frozen=True)
class Wanted:
    """The change that a row makes to a picture of an article."""

    folder: Path
    name: str
    statement: Statement


@dataclass(frozen=True)
class Plan:
    """The changes, and what was not used, each with the line of the table."""

    wanted: tuple[Wanted, ...]
    told: tuple[Problem, ...]


def plan(rows: Iterable[Row], shelf: Shelf, *, replace: bool) -> Plan:
    """Return what ``rows`` change in the articles; raises for a value that reading refuses."""
    told: list[Problem] = []
    placed: list[tuple[Row, Path, Image, int]] = []
    for row in rows:
        found = _matching(row, shelf)
        if len(found) == 1:
            folder, image = found[0]
            placed.append((row, folder, image, _part(row, image)))
        else:
            told.append(_unplaced(row, found))
    often = Counter((folder, image.name, part) for _, folder, image, part in placed)
    wanted: list[Wanted] = []
    for row, folder, image, part in placed:
        if often[folder, image.name, part] > 1:
            fix = "Keep one row for it; for a credit with several works, number them under `part`."
            message = f"{image.source_name} has several rows; none is used"
            told += bad("credit-row", message, fix, row.where).problems
            continue
        statement, conflicts = _difference(row, image, part, replace)
        told += conflicts
        if statement.picture or statement.credit:
            wanted.append(Wanted(folder, image.source_name, statement))
    return Plan(tuple(wanted), tuple(told))


def _matching(row: Row, shelf: Shelf) -> list[tuple[Path, Image]]:
    """The pictures that a row can mean: by path in the article first, then by file name."""
    path = PurePosixPath(row.cells.get("file", "").strip().replace("\\", "/"))
    article = row.cells.get("article", "").strip()
    every = [
        (folder, image)
        for folder, one in shelf
        if article in ("", one.slug, folder.as_posix())
        for image in one.images
    ]
    exact = [
        (folder, image)
        for folder, image in every
        if path.as_posix() in (image.name, image.source_name)
        or path.parts[-2:] == (folder.resolve().name, image.source_name)
    ]
    named = [found for found in every if PurePosixPath(found[1].source_name).name == path.name]
    return exact or named


def _unplaced(row: Row, found: list[tuple[Path, Image]]) -> Problem:
    file = row.cells.get("file", "")
    if not found:
        message = f"no picture of these articles is {file}" if file else "the row names no file"
        fix = "Write the file's name as in the article's folder, or give the article's folder."
    else:
        places = ", ".join(f"{folder.as_posix()}/{image.source_name}" for folder, image in found)
        message = f"{file} is several pictures: {places}"
        fix = "Write the article's name under `article`, or the path under `file`."
    return bad("credit-row", message, fix, row.where).problems[0]


def _part(row: Row, image: Image) -> int:
    text, most = row.cells.get("part", "1").strip(), max(1, len(image.credits))
    if text.isdecimal() and 1 <= int(text) <= most:
        return int(text) - 1
    fix = f"Write a number from 1 to {most}, or leave it empty."
    raise bad("credit-row", f"{image.source_name} has no credit {text}", fix, row.where)


def _difference(
    row: Row, image: Image, part: int, replace: bool
) -> tuple[Statement, list[Problem]]:
    credit = image.credits[part] if image.credits else Credit()
    stated: dict[str, Value] = dict(credit_values(credit))
    if image.alt:
        stated["alt"] = image.alt
    picture: dict[str, Value | None] = {}
    values: dict[str, Value | None] = {}
    told: list[Problem] = []
    for key in ("alt", *CREDIT.keys):
        if (text := row.cells.get(key)) is None or text == _cell(stated.get(key)):
            continue
        value = _value(key, text, row)
        owner = image if key == "alt" else credit
        if typed(key, value) == getattr(owner, key.replace("-", "_")):
            continue
        rival = RIVALS.get(key, key)
        rival = rival if rival in stated and rival not in row.cells else key
        if rival in stated and not replace:
            fix = "Correct one of them, or give --replace to write what the table says."
            message = (
                f"{image.source_name}: {rival} is “{_cell(stated[rival])}”, here {key} “{text}”"
            )
            told += bad("credit-conflict", message, fix, row.where).problems
            continue
        (picture if key == "alt" else values)[key] = value
        if rival != key:
            values[rival] = None
    return Statement(picture, values, part), told


def _cell(value: Value | None) -> str | None:
    return ", ".join(value) if isinstance(value, tuple) else None if value is None else str(value)


def _value(key: str, text: str, row: Row) -> Value:
    try:
        return read_value(key, text)
    except Unfit as unfit:
        raise bad(unfit.rule, f"{key}: {unfit.message}", unfit.fix, row.where) from unfit
