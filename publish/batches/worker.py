"""The other end of a ``pool``: a process that makes one article after the other."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from publish.batches.orders import Attempt
from publish.memory_limit import limit_memory

NO_MEMORY = 90
"""The exit code of a process that asked for more memory than an article may have."""


def begin(folder: Path, here: Path) -> None:
    """Prepare this process: work in ``here``, leave results and temporary files in ``folder``."""
    os.chdir(here)
    tempfile.tempdir = str(folder)
    _offer_to_the_killer()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def work(memory: int, function: Callable[..., Attempt], *arguments: Any) -> str:
    """Attempt an article by ``function``; return the name of the file with the pickled attempt."""
    try:
        with limit_memory(memory):
            attempt = function(*arguments)
    except MemoryError:
        _give_up()
    if any(isinstance(cause, MemoryError) for cause in _causes(attempt.error)):
        _give_up()
    handle, name = tempfile.mkstemp(prefix="made-")
    with os.fdopen(handle, "wb") as file:
        pickle.dump(attempt, file, pickle.HIGHEST_PROTOCOL)
    return name


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _give_up() -> NoReturn:
    """End at once: what fills the memory may be held by anything."""
    os._exit(NO_MEMORY)


def _end_with_parent() -> None:
    """End when the coordinator does, however that ends: nobody would get the results."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)


def _offer_to_the_killer() -> None:
    """Where memory runs out all the same, Linux ends this process before the coordinator."""
    try:
        Path("/proc/self/oom_score_adj").write_text("500")
    except OSError:
        return
