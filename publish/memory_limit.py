"""Limits memory, while unknown files are read and in children that decode; gives it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

MOST_BYTES = 4 * 1024**3
"""Address space allowed beyond what is in use at the start."""


@contextmanager
def limit_memory(most: int = MOST_BYTES) -> Iterator[bool]:
    """Raise ``MemoryError`` in the block if it asks for more than ``most`` further bytes.

    Does nothing where the system has no such limit, or a lower one. Yields whether no lower one
    of the system applies.
    """
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        used = pages * resource.getpagesize()
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    except (ImportError, OSError, ValueError):
        yield True
        return
    wanted = used + most
    if soft != resource.RLIM_INFINITY and soft <= wanted:
        yield False
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield True
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def give_back() -> None:
    """Return free memory to the system, where the C library keeps it (glibc): a process that goes
    on for days does not grow by the gaps between what it needs.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
