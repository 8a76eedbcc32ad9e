"""Answers that a program had about files: contents, places, the names in folders.

While :func:`noted` runs, the door to source files (``publish.files``) notes every answer here, also
that a file is missing. If the same questions have the same answers again, whatever was made from
them would be the same.

Stats vouch for a content only if they would differ after any change. A file that was changed in the
same tick of the file system's clock in which it was read could change again without a trace, so its
stats are not kept, and it is read again (git's "racy" entries).
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import NamedTuple

from publish.errors import fault_of_machine

FILE, PLACE, NAMES, TREE, LINK = "file", "place", "names", "tree", "link"
"""Kinds of answers: a file's SHA-256, what is in a place, a folder's names, all names below it,
the place that a link leads to."""
ABSENT = "nothing"
MOST = 2_000
"""Paths below a folder that are looked at: others are not the folder of an article."""

Stats = tuple[int, int, int, int, int]
"""Size, last change of the content, last change of anything (in nanoseconds), inode, device."""

FINE, _COARSE = 20_000_000, 2_000_000_000
"""Nanoseconds that surely span a tick of a file system's clock; the longest is FAT's."""


class Seen(NamedTuple):
    """One question, by its kind and its absolute path, and the answer."""

    kind: str
    path: str
    value: str
    stats: Stats | None = None
    """Those of a file, if they vouch for its content."""


class Ledger:
    """The answers so far. The first answer to a question counts."""

    def __init__(self, outer: Ledger | None = None) -> None:
        self._outer = outer
        self.began = file_system_time()
        self._seen: dict[tuple[str, str], Seen] = {}

    @property
    def seen(self) -> tuple[Seen, ...]:
        """All answers, in the order of the questions; a content says that there is a file."""
        read = {path for kind, path in self._seen if kind == FILE}
        seen = self._seen.values()
        return tuple(s for s in seen if s.kind != PLACE or s.path not in read)

    def add(self, one: Seen) -> None:
        """Add an answer, also to the ledger of the block around this one."""
        if self._outer:
            self._outer.add(one)
        self._seen.setdefault((one.kind, one.path), one)


_ledger: ContextVar[Ledger | None] = ContextVar("ledger", default=None)


@contextmanager
def noted() -> Iterator[Ledger]:
    """Note all that is asked of source files in the block."""
    ledger = Ledger(_ledger.get())
    token = _ledger.set(ledger)
    try:
        yield ledger
    finally:
        _ledger.reset(token)


def note_file(path: os.PathLike[str], data: bytes, about: os.stat_result) -> None:
    """Note the content of a file; ``about`` is from before it was read."""
    if ledger := _ledger.get():
        sure = vouching(about, ledger.began)
        ledger.add(Seen(FILE, os.path.abspath(path), hashlib.sha256(data).hexdigest(), sure))


def note(kind: str, path: os.PathLike[str], value: str) -> None:
    """Note another answer."""
    if ledger := _ledger.get():
        ledger.add(Seen(kind, os.path.abspath(path), value))


def noting() -> bool:
    """Whether answers are noted now."""
    return _ledger.get() is not None


def stats_of(about: os.stat_result) -> Stats:
    """The stats that change with a file."""
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino, about.st_dev


def vouching(about: os.stat_result, began: int) -> Stats | None:
    """The stats of a file that was read after ``began``; None if they do not vouch for it."""
    last = max(about.st_mtime_ns, about.st_ctime_ns)
    tick = FINE if about.st_mtime_ns % 1_000_000_000 else _COARSE
    return stats_of(about) if last + tick < began else None


def file_system_time() -> int:
    """The time now as the file system tells it, in nanoseconds; 0 if it has no room to tell it."""
    import tempfile  # late: what only looks needs no temporary files

    try:
        with tempfile.TemporaryFile() as file:
            return os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return 0


def place(path: str | os.PathLike[str]) -> str:
    """The kind of thing in a place, links followed: ``file``, ``folder``, ``other`` …"""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return "link to nothing" if os.path.islink(path) else ABSENT
    if stat.S_ISREG(mode):
        return "file"
    return "folder" if stat.S_ISDIR(mode) else "other"


def listed(folder: str | os.PathLike[str]) -> list[str]:
    """The names in a folder, sorted; none if it cannot be read.

    Raises ``EnvironmentFault`` where the machine is at fault: then nobody knows the names.
    """
    try:
        return sorted(os.listdir(folder))
    except OSError as error:
        _pass_over(error)
        return []


def _pass_over(error: OSError) -> None:
    if fault := fault_of_machine(error):
        raise fault from error


def below(folder: str | os.PathLike[str]) -> Iterator[str]:
    """The first paths below a folder, from there, with forward slashes, in order."""
    return islice(_below(folder), MOST)


def _below(folder: str | os.PathLike[str], base: str = "") -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        _pass_over(error)
        return
    yield from (base + entry.name for entry in found)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{base}{entry.name}/")


def as_one(names: Iterable[str]) -> str:
    """Names as one value. What editors leave beside a file while it is open does not count."""
    kept = (name for name in names if not _is_passing(name.rpartition("/")[2]))
    return "\n".join(kept)


_PASSING = re.compile(
    r"\.(?!.*\.yaml$).*|.*~|~\$.*|#.*#|\d{4,6}|.*___jb_(?:tmp|old)___|.*\.(?:tmp|swp|part)"
)
"""Hidden files but sidecars, copies, locks of Word and of Emacs, Vim's test whether it may write
(``4913``), and what other programs write before they give a file its name."""


def _is_passing(name: str) -> bool:
    return _PASSING.fullmatch(name) is not None
