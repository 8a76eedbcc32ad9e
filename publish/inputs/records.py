"""The records of many sets, once more in one file beside them, which is read at once.

A record is taken from it only if the stats of the record's own file are those of then, so nothing
else needs to keep the two in step. It is safe to delete, and a broken one counts as none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from publish import seen
from publish.inputs import record, storing
from publish.inputs.record import Record
from publish.seen import Stats

_FILE = ".records.json"
_Table = dict[str, Any]


class Records:
    """Records, each read once by one command; :meth:`keep` leaves them for the next."""

    def __init__(self) -> None:
        self._folders: dict[str, _Folder] = {}

    def read(self, folder: str | os.PathLike[str]) -> Record | None:
        """The same as :func:`publish.inputs.record.read`."""
        index, name = os.path.split(record.place(folder))
        if index not in self._folders:
            self._folders[index] = _Folder(index)
        return self._folders[index].read(name)

    def keep(self) -> None:
        """Leave what was read for the next command; where that fails, it reads each alone."""
        for folder in self._folders.values():
            folder.keep()


class _Folder:
    def __init__(self, index: str) -> None:
        self._index = index
        known = storing.load(os.path.join(index, _FILE)) or {}
        whole = known.get("form") == record.FORM
        self._lines: list[str] = known["lines"] if whole else []
        self._known: dict[str, tuple[Stats, _Table]] = known["records"] if whole else {}
        self._fresh: dict[str, tuple[Stats, _Table]] = {}
        self._began = 0

    def read(self, name: str) -> Record | None:
        path = os.path.join(self._index, name)
        try:
            about = os.stat(path)
        except OSError:
            return None
        stats, table = self._known.get(name, (None, None))
        if table is None or stats is None or tuple(stats) != seen.stats_of(about):
            # The time is asked before the first of those that are read.
            self._began = self._began or seen.file_system_time()
            table = storing.load(path)
            if table is not None and (sure := seen.vouching(about, self._began)):
                self._fresh[name] = sure, table
            return record.read_from(table)
        return record.read_from(self._with_lines(table))

    def keep(self) -> None:
        """Write the file again if a record was read that is not in it. Sets that are gone leave."""
        if not self._fresh:
            return
        there = {*seen.listed(self._index)}
        records = {name: one for name, one in self._whole() if name in there} | self._fresh
        lines: dict[str, int] = {}
        numbered = {}
        for name, (stats, table) in records.items():
            numbers = [lines.setdefault(line, len(lines)) for line in table["seen"]]
            numbered[name] = stats, {**table, "seen": numbers}
        kept = {"form": record.FORM, "lines": [*lines], "records": numbered}
        storing.store(os.path.join(self._index, _FILE), kept)

    def _whole(self) -> Iterator[tuple[str, tuple[Stats, _Table]]]:
        for name, (stats, table) in self._known.items():
            yield name, (stats, self._with_lines(table))

    def _with_lines(self, table: _Table) -> _Table:
        return {**table, "seen": [self._lines[n] for n in table["seen"]]}
