"""What all processes of one run of the tests share: a folder, removed at the end of the run."""

from __future__ import annotations

import atexit
import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

T = TypeVar("T")

_VARIABLE = "PUBLISH_TESTS_SHARED"
"""Names the folder to the processes that the first one starts."""


@cache
def folder() -> Path:
    """The folder; the first process that asks makes it, and removes it when it ends."""
    if _VARIABLE not in os.environ:
        os.environ[_VARIABLE] = tempfile.mkdtemp(prefix="publish-tests-")
        atexit.register(shutil.rmtree, os.environ[_VARIABLE], ignore_errors=True)
    return Path(os.environ[_VARIABLE])


@contextmanager
def lock(name: str) -> Iterator[None]:
    """Only one process at a time is in a block of this name."""
    with (folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def once(name: str, make: Callable[[], T]) -> T:
    """The result of ``make``; the first process makes it, the others wait and read it."""
    kept = folder() / f"{name}.pickle"
    with lock(name):
        if not kept.exists():
            write(kept, pickle.dumps(make()))
    return cast(T, pickle.loads(kept.read_bytes()))


def write(path: Path, data: bytes) -> None:
    """Write a file so that no other process ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
