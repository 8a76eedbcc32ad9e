"""``attempt``: plan and make one article, in whatever process; nothing is published."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from publish.batches.orders import Attempt, Order
from publish.building import staging
from publish.building.make import make
from publish.errors import PublishError, unforeseen


def attempt(order: Order) -> Attempt:
    """The set of files of ``order``, or the ``PublishError`` that says why there is none.

    Its place is locked meanwhile: a second build there is refused at once.
    """
    start = time.perf_counter()
    try:
        plan = order.plan()
        with staging.lock(plan.folder):
            made = make(plan, time.perf_counter)
        done = Attempt(order, made, plan.folder)
    except PublishError as error:
        done = Attempt(order, error=error)
    return replace(done, seconds=time.perf_counter() - start)


def guarded(order: Order) -> Attempt:
    """Like ``attempt``; an unforeseen error is the outcome of its one article, too."""
    _forget_peak()
    try:
        done = attempt(order)
    except MemoryError:
        raise
    except Exception as error:
        done = Attempt(order, error=unforeseen(error), trace=traceback.format_exc())
    return replace(done, peak=_peak())


def here(orders: Iterator[Order] | tuple[Order, ...]) -> Iterator[Attempt]:
    """Attempt one after the other in this process."""
    for order in orders:
        yield guarded(order)


def _forget_peak() -> None:
    """Have the system measure the most memory of this process anew (proc(5), clear_refs)."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:  # another system, or not allowed: the peak is that of all articles so far
        return


def _peak() -> int:
    """The most memory in bytes that this process has had; 0 where nobody knows."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM")), 0)
