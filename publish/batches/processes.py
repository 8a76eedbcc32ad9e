"""A crew of several processes on this machine, each forked from one that has imported everything.

An article has a limit of time and of memory. A process that hangs, grows or crashes costs its one
article, which is tried once more, alone. Processes plan and make; what they make travels through a
file of this process's own folder, so that one that dies while it writes harms no other.
"""

from __future__ import annotations

import os
import pickle
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from itertools import islice
from multiprocessing.context import BaseContext
from pathlib import Path
from queue import SimpleQueue

from publish.batches import forking, worker
from publish.batches.orders import Attempt, Order
from publish.errors import EnvironmentFault, Problem, PublishError, Unforeseen, Where
from publish.values import dataclass

SECONDS = 300
MEMORY = 4 << 30
_ARTICLES_EACH = 100
"""Articles that a process makes before another takes its place: libraries keep some of each."""


@dataclass(frozen=True)
class Limits:
    """The most that one article may need: seconds, and bytes of memory."""

    seconds: float = SECONDS
    memory: int = MEMORY


def processes(orders: tuple[Order, ...], jobs: int, limits: Limits) -> Iterator[Attempt]:
    """Attempt the orders in ``jobs`` processes; yield each as it ends, those tried twice last."""
    lost: list[Order] = []
    with (
        tempfile.TemporaryDirectory(prefix="batch-") as name,
        forking.context(Path(name)) as context,
    ):
        workshop = _Workshop(context, Path(name), limits)
        for attempt in workshop.attempts(orders, jobs):
            if attempt.lost:
                lost.append(attempt.order)
            else:
                yield attempt
        for order in lost:
            yield from workshop.attempts((order,), 1)


@dataclass(frozen=True)
class _Workshop:
    """How processes start, the folder in which they leave results, and their limits."""

    context: BaseContext
    folder: Path
    limits: Limits

    def attempts(self, orders: tuple[Order, ...], jobs: int) -> Iterator[Attempt]:
        """Attempt each order once."""
        from pebble import ProcessPool  # late: one article needs none

        done: SimpleQueue[tuple[Order, Future[str]]] = SimpleQueue()
        start = (self.folder, Path.cwd(), self.limits.memory)
        pool = ProcessPool(jobs, _ARTICLES_EACH, worker.begin, start, self.context)

        def schedule(order: Order) -> None:
            future = pool.schedule(worker.work, (order,), timeout=self.limits.seconds)
            future.add_done_callback(lambda ended: done.put((order, ended)))

        waiting = iter(orders)
        try:
            for order in islice(waiting, 2 * jobs):
                schedule(order)
            for _ in orders:
                order, future = done.get()
                for following in islice(waiting, 1):
                    schedule(following)
                yield _outcome(order, future, self.limits)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _outcome(order: Order, future: Future[str], limits: Limits) -> Attempt:
    try:
        file = Path(future.result())
    except TimeoutError:
        message = f"it takes longer than {limits.seconds:g} seconds"
        fix = "Give it more with `--time-limit SECONDS`, or find what holds it up: build it alone."
        return _lost(order, EnvironmentFault(Problem("batch-time", message, fix, _place(order))))
    except Exception as error:
        return _lost(order, _crash(order, error, limits))
    attempt: Attempt = pickle.loads(file.read_bytes())  # our own worker wrote it, in our own folder
    file.unlink()
    return replace(attempt, order=order)


def _crash(order: Order, error: Exception, limits: Limits) -> PublishError:
    code = getattr(error, "exitcode", None)
    if code == worker.NO_MEMORY:
        message = f"it needs more than {limits.memory >> 20} MiB of memory"
        fix = "Give it more with `--memory-limit MIB`, or make its pictures smaller."
        return EnvironmentFault(Problem("batch-memory", message, fix, _place(order)))
    ended = _ending(code) if isinstance(code, int) else f"{type(error).__name__}: {error}"
    message = f"the process that makes it ended without an answer ({ended})"
    fix = "Take out what was added last, and report the fault with the article."
    return Unforeseen(Problem("batch-crash", message, fix, _place(order)))


def _ending(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit {os.waitstatus_to_exitcode(code) if code > 255 else code}"


def _lost(order: Order, error: PublishError) -> Attempt:
    return Attempt(order, error=error, lost=True)


def _place(order: Order) -> Where:
    return Where(order.source.as_posix())
