"""A worker of a cluster: it has articles made by processes of its own, and sends bytes back.

So an article that hangs, eats memory or crashes costs one process there, as on one machine, and the
worker goes on. Only these processes import what a build needs.
"""

from __future__ import annotations

import pickle
import platform
import time
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from publish.batches import pool
from publish.batches.attempting import guarded
from publish.batches.cluster.machines import machine, require_same
from publish.batches.cluster.workshop import WORKSHOP
from publish.batches.orders import Attempt, Order
from publish.batches.pool import Limits

if TYPE_CHECKING:
    from publish.building.making.make import Made
    from publish.composing.theme.loading import Theme


def carried(theme: bytes) -> bytes:
    """A theme as bytes: Dask brings to a worker what was a task's result."""
    return theme


def make_parcel(
    order: Order,
    parcel: bytes,
    theme: bytes,
    name: str,
    limits: Limits,
    same: Mapping[str, str],
    batch: str,
) -> bytes:
    """Have the files of the plan in ``parcel`` made; return a pickled :class:`Attempt`.

    A machine on which anything is not the ``same`` makes nothing: a worker can join late.
    ``name`` is that of the theme, and ``batch`` that of the coordinator.
    """
    work = WORKSHOP.start(batch, (name, theme), attempt_parcel, order, parcel, same, limits=limits)
    try:
        return pool.result(work, order.source.as_posix(), limits)
    except pool.Lost as lost:
        return pickle.dumps(Attempt(order, error=lost.error, lost=True), pickle.HIGHEST_PROTOCOL)


def rest(batch: str) -> None:
    """End the processes of this worker, unless they make articles of another batch."""
    WORKSHOP.rest(batch)


def attempt_parcel(order: Order, parcel: bytes, same: Mapping[str, str], theme: Path) -> Attempt:
    """Attempt an article in a process of the worker's; ``theme`` is the file of its theme."""
    return guarded(order, partial(_made, parcel=parcel, theme=theme, same=same))


def _made(_: Order, parcel: bytes, theme: Path, same: Mapping[str, str]) -> tuple[Made, Path]:
    from publish.batches.cluster.parcels import unpacked  # late: the worker itself needs none
    from publish.building.making.make import make

    require_same(same, {f"a worker that joined late, {platform.node()}": machine()})
    plan = unpacked(parcel, _loaded(theme))
    return make(plan, time.perf_counter), plan.folder


@lru_cache(maxsize=4)
def _loaded(theme: Path) -> Theme:
    """A theme from its file, which a coordinator of ours has sent; the same for all articles."""
    found: Theme = pickle.loads(theme.read_bytes())
    return found
