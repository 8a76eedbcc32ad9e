"""A second process of one build: a fork makes one thing while this process makes others."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Generic, NoReturn, TypeVar

from publish.errors import Problem, Unforeseen, Where
from publish.importing import expressions
from publish.isolation import FORKS, ending

T = TypeVar("T")

_DIE_WITH_PARENT = 1
"""``PR_SET_PDEATHSIG`` (prctl(2))."""
_UNMADE = 1
"""The exit code of a process that could not make it; a signal is another matter."""


class Second(Generic[T]):
    """A process at work.

    Its answer is in a file without a name, which is gone with both processes; so is ``place``,
    for what is large.
    """

    def __init__(self, child: int, answer: IO[bytes], place: IO[bytes]) -> None:
        self.place = place
        self._child: int | None = child
        self._answer = answer

    def result(self, where: Where | None) -> T | None:
        """The result, which is waited for; None if it could not be made there.

        Then it can be tried here, where an error says more. Raises ``Unforeseen``, about ``where``,
        for a process that crashed or was killed: here, the same would happen to this one.
        """
        code = self._ended()
        if code < 0:
            message = (
                f"the process that makes a file of it ended without an answer ({ending(code)})"
            )
            fix = "Take out what was added last, and report the fault with the article."
            raise Unforeseen(Problem("build-crash", message, fix, where))
        if code:
            return None
        self._answer.seek(0)
        result: T = pickle.load(self._answer)  # our own fork wrote it
        return result

    def end(self) -> None:
        """End the process, if it goes on; nobody wants its answer."""
        if self._child is not None:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            self._ended()
        self._answer.close()

    def _ended(self) -> int:
        assert self._child is not None
        _, status = os.waitpid(self._child, 0)
        self._child = None
        return os.waitstatus_to_exitcode(status)


@contextmanager
def second(work: Callable[[IO[bytes]], T]) -> Iterator[Second[T] | None]:
    """``work``, given a place, in a second process; it ends with the block, and with this one.

    None where the system cannot fork, or has no room for a process or its answer.
    """
    begun = _begun(work) if FORKS else None
    try:
        yield begun
    finally:
        if begun:
            begun.end()


def _begun(work: Callable[[IO[bytes]], T]) -> Second[T] | None:
    parent = os.getpid()
    try:
        # Whoever holds them closes them.
        answer, place = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115
        with warnings.catch_warnings():
            # Python warns of threads, which the child does not touch.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
    except OSError:
        return None
    if not child:
        _work(work, answer, place, parent)
    return Second(child, answer, place)


def _work(
    work: Callable[[IO[bytes]], T], answer: IO[bytes], place: IO[bytes], parent: int
) -> NoReturn:
    """Do the work in the child, write the answer, and end without any cleaning up.

    What the parent opened is the parent's: its handlers, locks and buffers are not run or flushed.
    """
    code = _UNMADE
    try:
        _end_with(parent)
        gc.freeze()  # all that is here is shared, as long as nobody writes to it
        pickle.dump(work(place), answer, pickle.HIGHEST_PROTOCOL)
        answer.flush()
        expressions.keep()  # the first process does not import all that this one does
        code = 0
    except BaseException:  # the parent meets the same error, and tells it
        code = _UNMADE
    finally:
        os._exit(code)


def _end_with(parent: int) -> None:
    """The terminal's signals are for the parent, which ends this process; so does its own end."""
    for name in ("SIGINT", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it could be asked
        os._exit(_UNMADE)
