"""The record of a set: what it was made from, and what was said of it. It is beside the set.

It is safe to delete, and a broken one counts as none: then the set is built again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from functools import cache
from typing import Any

from publish.errors import Problem, Severity, Where
from publish.inputs import storing
from publish.seen import Seen, Stats
from publish.values import dataclass

FORM = 3
"""The number of what a record has; one of another form counts as none."""


@dataclass(frozen=True)
class File:
    """A file of the set. An edition of the article has a channel; a list of credits has none."""

    sha256: str
    stats: Stats | None = None
    """Those that vouch for its content."""
    channel: str = ""
    format: str = ""
    size: int = 0
    pages: int | None = None
    withheld: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    """The hash of all that this edition was made from; empty where that is not known."""
    proved: bool = False
    remarks: tuple[Problem, ...] = ()
    """Its writer's, said again as long as it stays."""


@dataclass(frozen=True)
class Record:
    """The inputs of a set, and what was said of it."""

    source: str
    """The place of the article's folder."""
    manifest: str
    """The hash of the set's manifest, which identifies the set."""
    theme: str
    default_theme: str
    """The publication's theme, which counts where none is asked for."""
    draft: bool
    formats: tuple[str, ...]
    """The channels that are made where none is asked for."""
    as_of: str
    """The day or moment at which rights were judged."""
    days: tuple[str, ...]
    """The days on which a verdict could change."""
    machine: str
    seen: tuple[Seen, ...]
    files: Mapping[str, File]
    problems: tuple[Problem, ...] = ()
    """Warnings and hints that hold as long as nothing changes; places are absolute."""
    slug: str = ""
    credited: int = 0
    shown: int = 0
    embargo: str | None = None


def place(folder: str | os.PathLike[str]) -> str:
    """The file with the record of the set in ``folder``."""
    above, name = os.path.split(os.path.abspath(folder))
    return os.path.join(above, storing.FOLDER, f"{name}.json")


def index(folder: str | os.PathLike[str]) -> str:
    """The folder with the records of all sets beside that in ``folder``."""
    return os.path.dirname(place(folder))


def write(folder: str | os.PathLike[str], record: Record) -> None:
    """Put a record beside the set in ``folder``; where that fails, there is none."""
    table = asdict(record)
    table["seen"] = [_line(one) for one in record.seen]
    storing.store(place(folder), {"form": FORM, **table})


def read(folder: str | os.PathLike[str]) -> Record | None:
    """The record of the set in ``folder``; None if there is none, or one of another form."""
    return read_from(storing.load(place(folder)))


def read_from(table: Mapping[str, Any] | None) -> Record | None:
    """The record in a table; None if that is none, or one of another form."""
    if table is None or table.get("form") != FORM:
        return None
    try:
        return _record({name: value for name, value in table.items() if name != "form"})
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def located(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems whose places do not depend on the current folder."""
    return tuple(_at(problem, os.path.abspath) for problem in problems)


def as_seen_from(problems: tuple[Problem, ...], source: str) -> tuple[Problem, ...]:
    """Problems with places as a build of ``source`` shows them: relative if that is."""
    if os.path.isabs(source):
        return problems
    return tuple(_at(problem, _from_here) for problem in problems)


def _from_here(path: str) -> str:
    # Asked for every problem of a thousand articles, nearly all of them below this folder.
    here = os.getcwd() + os.sep
    return path[len(here) :] if path.startswith(here) else os.path.relpath(path)


def _at(problem: Problem, to: Any) -> Problem:
    where = problem.where
    if where is None:
        return problem
    file = to(where.file)
    return problem if file == where.file else replace(problem, where=replace(where, file=file))


def _record(table: dict[str, Any]) -> Record:
    lists = {name: tuple(table[name]) for name in ("formats", "days")}
    seen = tuple(map(_seen, table["seen"]))
    files = {name: _file(**one) for name, one in table["files"].items()}
    problems = tuple(_problem(**one) for one in table["problems"])
    return Record(**{**table, **lists, "seen": seen, "files": files, "problems": problems})


def _file(stats: Any, remarks: list[dict[str, Any]], **rest: Any) -> File:
    said = tuple(_problem(**one) for one in remarks)
    return File(stats=_stats(stats), remarks=said, **rest)


def _line(one: Seen) -> str:
    """An answer as one text, without what JSON would have to escape."""
    return f"{one.kind} {len(one.path)} {' '.join(map(str, one.stats or ()))}|{one.path}{one.value}"


@cache
def _seen(line: str) -> Seen:
    """The answer in a line. Most are about the theme, the same for all articles of a batch."""
    head, _, rest = line.partition("|")
    kind, length, *stats = head.split()
    end = int(length)
    return Seen(kind, rest[:end], rest[end:], _stats(map(int, stats)) if stats else None)


def _problem(where: Any, severity: str, proposed: Any, **texts: str) -> Problem:
    place = Where(**where) if where else None
    stated = tuple((key, value) for key, value in proposed)
    return Problem(where=place, severity=Severity(severity), proposed=stated, **texts)


def _stats(value: Any) -> Stats | None:
    return None if value is None else tuple(value)
