"""The number of processes that this machine has room for."""

from __future__ import annotations

import os
from pathlib import Path

EACH = 512 << 20
"""Bytes of memory that are free for each process: usual articles need less than half of it."""
_GROUP = Path("/sys/fs/cgroup")
_LOAD = Path("/proc/loadavg")


def jobs_for(orders: int) -> int:
    """A process for each core, fewer where memory or orders are few; at least one."""
    free = free_memory()
    room = orders if free is None else free // EACH
    return max(1, min(cores(), room, orders))


def processes_for_one(jobs: int | None = None) -> int:
    """The processes that make one article: 2 where a core is idle and memory is free, otherwise 1.

    ``jobs``, if somebody asked for a number, decides instead.
    """
    if jobs:
        return min(jobs, 2)
    free = free_memory()
    has_room = free is None or free >= 2 * EACH
    return 2 if cores() > 1 and has_room and _is_core_idle() else 1


def _is_core_idle() -> bool:
    """Whether a core of the machine has nothing to do now (proc(5), loadavg: this process runs).

    The average of the last minute says what was: a build is over before it changes.
    """
    try:
        running = int(_LOAD.read_text().split()[3].partition("/")[0])
    except (OSError, LookupError, ValueError):
        return False
    return running < (os.cpu_count() or 1)


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def free_memory() -> int | None:
    """Bytes of memory that are available, also within the limit of a container; None: unknown."""
    free = [known for known in (_of_machine(), _of_group()) if known is not None]
    return min(free, default=None)


def _of_machine() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return None
    return next((int(x.split()[1]) << 10 for x in lines if x.startswith("MemAvailable")), None)


def _of_group() -> int | None:
    """The rest of a container's memory (cgroups, version 2); None without a limit."""
    try:
        most, used = ((_GROUP / f"memory.{name}").read_text() for name in ("max", "current"))
        return max(0, int(most) - int(used))
    except (OSError, ValueError):
        return None
