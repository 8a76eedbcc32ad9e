"""Signals that end a program: INT, TERM and HUP become an exception that cleans up on its way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))


class Interrupted(KeyboardInterrupt):
    """The program received a signal. ``state`` describes its progress."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
        self.state = ""

    @property
    def exit_code(self) -> int:
        """The exit code in shells: 128 and the signal's number."""
        return 128 + self.number


@contextmanager
def raised() -> Iterator[None]:
    """Raise :class:`Interrupted` for each of the signals, except those that are ignored (nohup)."""
    with _handled(_raise):
        yield


@contextmanager
def saying(state: str) -> Iterator[None]:
    """Add ``state`` to an interruption of the block."""
    try:
        yield
    except Interrupted as signaled:
        signaled.state = signaled.state or state
        raise


@contextmanager
def put_off(state: str) -> Iterator[None]:
    """Delay signals until the end of the block, when ``state`` is true."""
    came: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        came.append(number)

    with _handled(note):
        yield
    with saying(state):
        for number in dict.fromkeys(came):
            signal.raise_signal(number)


def _raise(number: int, frame: FrameType | None) -> None:
    raise Interrupted(number)


@contextmanager
def _handled(handler: Any) -> Iterator[None]:
    """Handle the signals in that way; only the main thread can."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {n: signal.getsignal(n) for n in SIGNALS}
        # None is a handler that was not set from Python, and cannot be put back.
        before = {n: h for n, h in before.items() if h not in (signal.SIG_IGN, None)}
    try:
        for number in before:
            signal.signal(number, handler)
        yield
    finally:
        for number, usual in before.items():
            signal.signal(number, usual)
