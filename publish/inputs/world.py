"""The files as they are now, each looked at once in one run."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from functools import cached_property

from publish import seen
from publish.errors import fault_of_machine
from publish.seen import Seen, Stats


class World:
    """Answers about files that do not change while a command looks at many sets."""

    def __init__(self) -> None:
        self.read = 0
        """The number of contents that stats did not vouch for."""
        self._stats: dict[str, os.stat_result | None] = {}
        self._hashes: dict[str, str | None] = {}
        self._answers: dict[tuple[str, str], str] = {}
        self._places: dict[str, str] = {}
        self._killed: dict[str, frozenset[str]] = {}
        self.held: set[Seen] = set()
        """Answers that are the same still; the articles of a theme share most of theirs."""

    @cached_property
    def began(self) -> int:
        """The file system's time before the first content was read."""
        return seen.file_system_time()

    def real(self, path: str | os.PathLike[str]) -> str:
        """A path without links; the folders above are looked at once."""
        path = os.fspath(path)
        above, name = os.path.split(path if os.path.isabs(path) else os.path.join(self._here, path))
        if name in ("", os.curdir, os.pardir):
            return os.path.realpath(path)
        if above not in self._places:
            self._places[above] = os.path.realpath(above)
        whole = os.path.join(self._places[above], name)
        return os.path.realpath(whole) if os.path.islink(whole) else whole

    @cached_property
    def _here(self) -> str:
        return os.getcwd()

    def stat(self, path: str) -> os.stat_result | None:
        """The system's answer about a path, links followed; None if it says nothing."""
        if path not in self._stats:
            try:
                self._stats[path] = os.stat(path)
            except (OSError, ValueError):
                self._stats[path] = None
        return self._stats[path]

    def sha256(self, path: str) -> str | None:
        """The hash of a file; None if it cannot be read."""
        if path not in self._hashes:
            _ = self.began  # before the first content is read
            try:
                with open(path, "rb") as file:
                    self._hashes[path] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                self._hashes[path] = None
        return self._hashes[path]

    def is_file(
        self, path: str, sha256: str, stats: Stats | None, about: os.stat_result | None = None
    ) -> bool:
        """Whether a file has this content, by its stats if they vouch for it.

        ``about`` is the system's answer about it, where that is known.
        """
        about = about or self.stat(path)
        if about is None:
            return False
        if seen.stats_of(about) == stats:
            return True
        self.read += 1
        return self.sha256(path) == sha256

    def stats(self, path: str, known: Stats | None) -> Stats | None:
        """Stats that vouch for a file from now on."""
        about = self.stat(path)
        if about is None or path not in self._hashes:
            return known
        return seen.vouching(about, self.began)

    def answer(self, one: Seen) -> str:
        """The answer to a question now."""
        asked = one.kind, one.path
        if asked not in self._answers:
            self._answers[asked] = _ANSWERS[one.kind](one.path)
        return self._answers[asked]

    def same(self, one: Seen) -> bool:
        """Whether a question still has the same answer."""
        read = self.read
        if one.kind == seen.FILE:
            held = self.is_file(one.path, one.value, one.stats)
        else:
            held = self.answer(one) == one.value
        if held and self.read == read:  # otherwise every record of it gets new stats
            self.held.add(one)
        return held

    def entries(self, folder: str) -> Mapping[str, os.DirEntry[str]] | None:
        """Everything in a folder by its name; None if there is no folder, or a link to one."""
        try:
            if not stat.S_ISDIR(os.lstat(folder).st_mode):
                return None
            with os.scandir(folder) as found:
                return {entry.name: entry for entry in found}
        except OSError as error:
            if fault := fault_of_machine(error):
                raise fault from error
            return None

    def killed(self, parent: str) -> frozenset[str]:
        """The slugs of sets in ``parent`` whose builds were killed, or are under way."""
        if parent not in self._killed:
            names = (n for n in seen.listed(parent) if n.startswith(".") and n[-_RANDOM:-8] == ".")
            self._killed[parent] = frozenset(name[1:-_RANDOM] for name in names)
        return self._killed[parent]


_RANDOM = 9
"""A dot and the letters that ``publish.scratch`` gives a folder to work in."""
_ANSWERS: Mapping[str, Callable[[str], str]] = {
    seen.PLACE: seen.place,
    seen.NAMES: lambda path: seen.as_one(seen.listed(path)),
    seen.TREE: lambda path: seen.as_one(seen.below(path)),
    seen.LINK: os.path.realpath,
}
