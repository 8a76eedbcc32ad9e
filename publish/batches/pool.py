"""Processes that can be lost, each forked from one that has imported everything.

A task has a limit of time and of memory. A process that hangs, grows or crashes costs its one
task. Results travel through a file in a folder of their own, so that a process that dies while it
writes harms no other.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.batches import forking, worker
from publish.batches.orders import Attempt
from publish.errors import EnvironmentFault, Problem, PublishError, Unforeseen, Where
from publish.values import dataclass

if TYPE_CHECKING:
    from pebble import ProcessPool

SECONDS = 300
MEMORY = 4 << 30
_TASKS_EACH = 100
"""Tasks that a process does before another takes its place: libraries keep some of each."""


@dataclass(frozen=True)
class Limits:
    """The most that one article may need: seconds, and bytes of memory."""

    seconds: float = SECONDS
    memory: int = MEMORY


@dataclass(frozen=True)
class Pool:
    """Processes at work; results of tasks are files."""

    processes: ProcessPool

    def start(
        self, function: Callable[..., Attempt], *arguments: Any, limits: Limits
    ) -> Future[str]:
        """Have a process attempt an article by ``function``, at the top of a module."""
        task = (limits.memory, function, *arguments)
        future: Future[str] = self.processes.schedule(worker.work, task, timeout=limits.seconds)
        return future


@contextmanager
def opened(jobs: int, folder: Path) -> Iterator[Pool]:
    """A pool of ``jobs`` processes with their files in ``folder``; stopped at the end."""
    with forking.context(folder) as context, running(jobs, folder, context) as pool:
        yield pool


@contextmanager
def running(jobs: int, folder: Path, context: BaseContext) -> Iterator[Pool]:
    """Like :func:`opened`, by a way to start processes that is at hand."""
    from pebble import ProcessPool  # late: one article needs none

    start = (folder, Path.cwd())
    processes = ProcessPool(jobs, _TASKS_EACH, worker.begin, start, context)
    try:
        yield Pool(processes)
    finally:
        processes.stop()  # type: ignore[no-untyped-call]
        processes.join()


def result(future: Future[str], place: str, limits: Limits) -> bytes:
    """The pickled attempt of an article; raises :class:`Lost` if its process was lost."""
    try:
        file = Path(future.result())
    except TimeoutError:
        message = f"it takes longer than {limits.seconds:g} seconds"
        fix = "Give it more with `--time-limit SECONDS`, or find what holds it up: build it alone."
        raise Lost(EnvironmentFault(Problem("batch-time", message, fix, Where(place)))) from None
    except Exception as error:
        raise Lost(_crash(place, error, limits)) from error
    data = file.read_bytes()
    file.unlink()
    return data


class Lost(Exception):
    """The process that made an article ended without an answer; ``error`` says why."""

    def __init__(self, error: PublishError) -> None:
        super().__init__(str(error))
        self.error = error


def attempt_in(data: bytes) -> Attempt:
    """The attempt in bytes that a process of ours has pickled."""
    attempt: Attempt = pickle.loads(data)
    return attempt


def _crash(place: str, error: Exception, limits: Limits) -> PublishError:
    code = getattr(error, "exitcode", None)
    if code == worker.NO_MEMORY:
        message = f"it needs more than {limits.memory >> 20} MiB of memory"
        fix = "Give it more with `--memory-limit MIB`, or make its pictures smaller."
        return EnvironmentFault(Problem("batch-memory", message, fix, Where(place)))
    ended = _ending(code) if isinstance(code, int) else f"{type(error).__name__}: {error}"
    message = f"the process that makes it ended without an answer ({ended})"
    fix = "Take out what was added last, and report the fault with the article."
    return Unforeseen(Problem("batch-crash", message, fix, Where(place)))


def _ending(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit {os.waitstatus_to_exitcode(code) if code > 255 else code}"
