"""The one module that reads source files: plain files of a limited size, inside a folder.

It also answers whether there is a file, and what is in a folder. All that it says is noted for who
wants to know what an article depends on (``publish.seen``).

Sources come from others, and can hold links that lead out of their folder, pipes that never end,
and files larger than memory. Files of the program itself, written or installed, are read where they
are needed (``tests/house/test_doors.py`` lists those places).
"""

from __future__ import annotations

import os
import stat
from enum import Enum, auto
from pathlib import Path

from publish import seen
from publish.errors import fault_of_machine


class Why(Enum):
    """The reason why a file cannot be read."""

    MISSING = auto()
    OUTSIDE = auto()
    NOT_PLAIN = auto()
    TOO_LARGE = auto()
    REFUSED = auto()
    """The system refuses, as for want of permission."""


class CannotRead(Exception):
    """A file that cannot be read, and ``why``; its text continues "the file …"."""

    def __init__(self, why: Why, text: str) -> None:
        super().__init__(text)
        self.why = why


def read(root: Path, name: str | Path, most: int) -> bytes:
    """The bytes of the file ``root/name``, at most ``most``; raises :class:`CannotRead`.

    Links are followed as long as they stay inside ``root``.
    """
    return read_anywhere(locate(root, name), most)


def locate(root: Path, name: str | Path) -> Path:
    """The place of ``root/name``, links followed, whether or not there is a file.

    Raises :class:`CannotRead` if that is outside ``root``, links in a circle included.
    """
    try:
        path = (root / name).resolve()
        if str(root.absolute() / name) != str(path):
            seen.note(seen.LINK, root / name, str(path))
        if path.is_relative_to(root.resolve()):
            return path
    except (OSError, RuntimeError, ValueError):  # A circle, or a name that no file can have.
        pass
    raise CannotRead(Why.OUTSIDE, f"is outside {root.name or root}")


def read_anywhere(path: Path, most: int) -> bytes:
    """The bytes of a file that the user named, wherever it is.

    Raises :class:`CannotRead`; ``EnvironmentFault`` where the machine is at fault.
    """
    data, about = _whole(path, most)
    seen.note_file(path, data, about)
    return data


def is_file(path: Path) -> bool:
    """Whether there is a file, or a link to one."""
    return _place(path) == "file"


def is_folder(path: Path) -> bool:
    """Whether there is a folder, or a link to one."""
    return _place(path) == "folder"


def is_there(path: Path) -> bool:
    """Whether there is anything, also a link that leads nowhere."""
    return _place(path) != seen.ABSENT


def names(folder: Path) -> list[str]:
    """The names in a folder, sorted; none if it cannot be read."""
    found = seen.listed(folder)
    seen.note(seen.NAMES, folder, seen.as_one(found))
    return found


def names_below(folder: Path) -> list[str]:
    """The first ``seen.MOST`` paths below a folder, from there, with forward slashes."""
    found = list(seen.below(folder))
    seen.note(seen.TREE, folder, seen.as_one(found))
    return found


def _place(path: Path) -> str:
    found = seen.place(path)
    seen.note(seen.PLACE, path, found)
    return found


def _whole(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """The bytes of a file, and what the system said of it before they were read."""
    try:
        _require_plain(path.stat(), most)
        # Do not wait, in case a pipe was put there in the meantime.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(file.fileno())
            size = _require_plain(about, most)
            data = file.read(size + 1)
    except (FileNotFoundError, NotADirectoryError):
        seen.note(seen.PLACE, path, seen.ABSENT)
        raise CannotRead(Why.MISSING, "does not exist") from None
    except (OSError, ValueError) as error:
        if fault := fault_of_machine(error):
            raise fault from error
        reason = getattr(error, "strerror", None) or error
        raise CannotRead(Why.REFUSED, f"cannot be read: {reason}") from error
    if len(data) > size:
        raise CannotRead(Why.REFUSED, "cannot be read: it is being written")
    return data, about


def _require_plain(about: os.stat_result, most: int) -> int:
    """The size of a plain file. Reading a pipe or a device might never end."""
    if not stat.S_ISREG(about.st_mode):
        kind = "a folder" if stat.S_ISDIR(about.st_mode) else "a pipe or a device"
        raise CannotRead(Why.NOT_PLAIN, f"is {kind}, not a file")
    if about.st_size > most:
        raise CannotRead(Why.TOO_LARGE, f"has {about.st_size:,} bytes; the limit is {most:,}")
    return about.st_size
