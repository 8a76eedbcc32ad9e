"""``guarded``: plan and make one article, in whatever process; nothing is published."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from publish.batches.orders import Attempt, Order
from publish.errors import PublishError, unforeseen

if TYPE_CHECKING:
    from publish.building.making.make import Made


def planned(order: Order, processes: int = 1) -> tuple[Made, Path]:
    """The set of files of ``order``, and its place, which is locked meanwhile.

    A second build there is refused at once. ``make`` says what two ``processes`` do. Raises
    ``PublishError``.
    """
    from publish.building import staging  # late: who only starts processes needs none of it
    from publish.building.making.make import make
    from publish.building.pages import planned_pages

    plan = order.plan()
    with staging.lock(plan.folder):
        made = make(plan, time.perf_counter, planned_pages(plan), processes)
        return made, plan.folder


def guarded(order: Order, work: Callable[[Order], tuple[Made, Path]] = planned) -> Attempt:
    """The set that ``work`` makes of ``order``, or the error that says why there is none.

    An unforeseen error is the outcome of its one article, too. Raises ``MemoryError``.
    """
    start = time.perf_counter()
    _forget_peak()
    try:
        made, folder = work(order)
        done = Attempt(order, made, folder)
    except PublishError as error:
        done = Attempt(order, error=error)
    except MemoryError:
        raise
    except Exception as error:
        done = Attempt(order, error=unforeseen(error), trace=traceback.format_exc())
    return replace(done, seconds=time.perf_counter() - start, peak=_peak())


def here(orders: Iterator[Order] | tuple[Order, ...], processes: int = 1) -> Iterator[Attempt]:
    """Attempt one after the other in this process, each with the help of a second one, if any."""
    for order in orders:
        yield guarded(order, partial(planned, processes=processes))


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
