"""A forkserver that lives as long as one batch, and leaves neither a socket nor a process.

Python keeps one for as long as a program runs, with its socket in a folder of its own: a
temporary folder that is removed earlier would take the socket along.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from publish import scratch

_METHOD = "forkserver"
_LONGEST = 80
"""Bytes: unix(7) has room for 108 with the socket's own name."""


@contextmanager
def context(folder: Path) -> Iterator[BaseContext]:
    """The way to start processes that have imported everything; its files are in ``folder``.

    Where the system cannot fork, each process imports for itself.
    """
    if _METHOD not in multiprocessing.get_all_start_methods():
        yield multiprocessing.get_context("spawn")
        return
    way = multiprocessing.get_context(_METHOD)
    way.set_forkserver_preload(["publish.batches.preload"])
    settings: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    before = dict(settings)
    with _short(folder) as place:
        # Daemons may have no processes, which would be left behind: ours end with their parent.
        settings |= {"tempdir": str(place), "daemon": False}
        try:
            with _silence():
                forkserver.ensure_running()
            yield way
        finally:
            _end()
            settings |= {"tempdir": before.get("tempdir"), "daemon": before.get("daemon", False)}


@contextmanager
def _short(folder: Path) -> Iterator[Path]:
    """``folder``, or one in /tmp where the name of a socket in it would be too long."""
    if len(os.fsencode(folder)) <= _LONGEST:
        yield folder
        return
    with scratch.folder(Path("/tmp"), "publish-") as shorter:
        yield shorter


@contextmanager
def _silence() -> Iterator[None]:
    """Start what is started here without standard error: crashing libraries write over all else."""
    usual = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as null:
            os.dup2(null.fileno(), 2)
        yield
    finally:
        os.dup2(usual, 2)
        os.close(usual)


def _end() -> None:
    """End the server and remove its socket; whatever a worker left running is not waited for."""
    server: Any = forkserver._forkserver
    with suppress(OSError, TypeError):
        os.kill(server._forkserver_pid, signal.SIGKILL)
    with suppress(OSError):
        server._stop()
