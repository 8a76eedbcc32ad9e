"""A bound on memory while strangers' files are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

MOST_BYTES = 4 * 1024**3
"""Of address space, over what is in use when the reading begins."""


@contextmanager
def bounded(most: int = MOST_BYTES) -> Iterator[None]:
    """While the block runs, asking for more than ``most`` further bytes is a ``MemoryError``.

    Where the system keeps no such limit, or a lower one, nothing is changed.
    """
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        used = pages * resource.getpagesize()
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    except (ImportError, OSError, ValueError):
        yield
        return
    wanted = used + most
    if soft != resource.RLIM_INFINITY and soft <= wanted:
        yield
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
