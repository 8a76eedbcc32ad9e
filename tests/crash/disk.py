"""A disk that fails, or a process that dies, at a certain step of its work with files."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from publish.building import staging

STEPS = ("open", "mkdir", "rename", "replace", "link", "unlink", "rmdir", "chmod", "fsync")
"""Functions of ``os`` that change something on a disk; ``open`` only where it may write."""
_WRITING = os.O_WRONLY | os.O_RDWR


@dataclass
class Disk:
    """Counts steps; does ``event`` before the one with the number ``at``, counted from 1."""

    at: int = 0
    event: Callable[[object], None] = lambda _: None
    count: int = 0
    lasting: bool = False
    """Whether every later step meets the event too, as on a disk that stays full."""

    def step(self, path: object) -> None:
        """Count a step on a file."""
        self.count += 1
        if self.at and (self.count == self.at or (self.lasting and self.count > self.at)):
            self.event(path)


def error(code: int) -> Callable[[object], None]:
    """The event of a disk that gives the error ``code``."""

    def fail(path: object) -> None:
        named = os.fspath(path) if isinstance(path, str | os.PathLike) else None
        raise OSError(code, os.strerror(code), named)

    return fail


def death(_: object) -> None:
    """The event of a process that is killed."""
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def watched(disk: Disk) -> Iterator[None]:
    """Take ``disk`` for every step of this process on files.

    Also what libraries do by way of Python; not what they do in C.
    """
    before = {name: getattr(os, name) for name in STEPS}
    usual, swap = io.open, staging._exchange

    def counted(name: str) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if name != "open" or arguments[1] & _WRITING:
                disk.step(arguments[0])
            return before[name](*arguments, **named)

        return run

    def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if set(mode) <= set("rbtU"):
            return usual(file, mode, *arguments, **named)
        disk.step(file)
        return _File(usual(file, mode, *arguments, **named), disk)

    def exchanged(*arguments: Any) -> bool:
        disk.step(arguments[1])
        return swap(*arguments)

    for name in STEPS:
        setattr(os, name, counted(name))
    io.open, staging._exchange = opened, exchanged  # type: ignore[assignment]
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(os, name, function)
        io.open, staging._exchange = usual, swap


class _File:
    """An open file whose writes are steps."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file, self._disk = file, disk

    def write(self, data: Any) -> Any:
        """Write, as a step; where the disk fails, half of it is written."""
        try:
            self._disk.step(self._file.name)
        except OSError:
            with suppress(OSError):
                self._file.write(data[: len(data) // 2])
                self._file.flush()
            raise
        return self._file.write(data)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
