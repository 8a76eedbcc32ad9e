"""Looks for garbage in circles less often in a program of our own.

Python looks after every 700 new objects. Imports alone make 300,000 that stay, and searching them
took a tenth of a build. The library leaves Python's settings to the program that uses it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 20_000
"""New objects between two searches: with more, a long article takes much more memory."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look less often in the block."""
    before = gc.get_threshold()
    seldom_collect()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def spared() -> Iterator[None]:
    """Do not look in the block, which imports; what is there at its end is not searched again.

    It is for a program of our own that does one thing, within ``seldom_collected``.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def seldom_collect() -> None:
    """Look less often from now on."""
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
