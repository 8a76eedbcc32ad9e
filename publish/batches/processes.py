"""A crew of several processes on this machine; those that are lost cost one article each.

Such an article is tried once more, alone. Processes plan and make; this one publishes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from itertools import islice
from multiprocessing.context import BaseContext
from pathlib import Path
from queue import SimpleQueue

from publish.batches import forking, pool
from publish.batches.attempting import guarded
from publish.batches.orders import Attempt, Order
from publish.batches.pool import Limits


def processes(orders: tuple[Order, ...], jobs: int, limits: Limits) -> Iterator[Attempt]:
    """Attempt the orders in ``jobs`` processes; yield each as it ends, those tried twice last."""
    lost: list[Order] = []
    with (
        tempfile.TemporaryDirectory(prefix="batch-") as name,
        forking.context(Path(name)) as context,
    ):
        for attempt in _attempts(orders, jobs, limits, Path(name), context):
            if attempt.lost:
                lost.append(attempt.order)
            else:
                yield attempt
        for order in lost:
            yield from _attempts((order,), 1, limits, Path(name), context)


def _attempts(
    orders: tuple[Order, ...], jobs: int, limits: Limits, folder: Path, context: BaseContext
) -> Iterator[Attempt]:
    """Attempt each order once, at most two for each process under way."""
    done: SimpleQueue[tuple[Order, Future[str]]] = SimpleQueue()
    waiting = iter(orders)
    with pool.running(jobs, folder, context) as at_work:

        def start(order: Order) -> None:
            future = at_work.start(guarded, order, limits=limits)
            future.add_done_callback(lambda ended: done.put((order, ended)))

        for order in islice(waiting, 2 * jobs):
            start(order)
        for _ in orders:
            order, future = done.get()
            for following in islice(waiting, 1):
                start(following)
            yield _outcome(order, future, limits)


def _outcome(order: Order, future: Future[str], limits: Limits) -> Attempt:
    try:
        data = pool.result(future, order.source.as_posix(), limits)
    except pool.Lost as lost:
        return Attempt(order, error=lost.error, lost=True)
    return replace(pool.attempt_in(data), order=order)
