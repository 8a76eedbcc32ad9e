"""The processes of a cluster's worker: one for each of its threads, as long as batches last."""

from __future__ import annotations

import atexit
import tempfile
from collections import Counter
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import field
from pathlib import Path
from threading import RLock
from typing import Any

from publish import scratch
from publish.batches import pool
from publish.batches.pool import Pool
from publish.values import dataclass


@dataclass
class Workshop:
    """Processes that are started when the first article comes."""

    _lock: RLock = field(default_factory=RLock)
    _open: ExitStack | None = None
    _pool: Pool | None = None
    _folder: Path = Path()
    _at_work: Counter[str] = field(default_factory=Counter)
    """How many articles of each batch are under way."""

    def start(
        self, batch: str, theme: tuple[str, bytes], *arguments: Any, **named: Any
    ) -> Future[str]:
        """As :meth:`Pool.start`, with the place of the ``theme``'s file as the last argument.

        The file has the theme's name, and is written once.
        """
        with self._lock:
            processes = self._opened()
            future = processes.start(*arguments, self._file(*theme), **named)
            self._at_work[batch] += 1
        future.add_done_callback(lambda _: self._done(batch))
        return future

    def rest(self, batch: str) -> None:
        """End all processes, unless they make articles of another batch."""
        with self._lock:
            if not set(+self._at_work) - {batch}:
                self.close()

    def close(self) -> None:
        """End all processes, and remove their files."""
        with self._lock:
            stack, self._open, self._pool = self._open, None, None
        if stack:
            stack.close()

    def _opened(self) -> Pool:
        if self._pool is None or not self._pool.processes.active:
            self.close()
            usual = Path(tempfile.gettempdir())
            scratch.sweep(usual, "publish-")
            with ExitStack() as stack:
                self._folder = stack.enter_context(scratch.folder(usual, "publish-"))
                self._pool = stack.enter_context(pool.opened(_threads(), self._folder))
                self._open = stack.pop_all()
        return self._pool

    def _file(self, name: str, data: bytes) -> Path:
        file = self._folder / name
        if not file.exists():
            file.write_bytes(data)
        return file

    def _done(self, batch: str) -> None:
        with self._lock:
            self._at_work[batch] -= 1


def _threads() -> int:
    """How many articles Dask gives to this worker at a time."""
    from distributed import get_worker

    return int(get_worker().state.nthreads)


WORKSHOP = Workshop()
atexit.register(WORKSHOP.close)
