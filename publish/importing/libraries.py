"""Spares WeasyPrint its search for libraries, which runs compilers.

WeasyPrint asks for each library by the names that Windows and macOS have for it before it
asks for Linux's. ctypes looks for a name that it does not know by running gcc and ld,
whichever come first in PATH: 70 programs for one build. On Linux, the last name of each
library, its soname, is all that is needed, and the loader finds it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without_search(_: ModuleType) -> Iterator[None]:
    """In this thread, ctypes finds a library by the loader alone; other threads search as ever."""
    if sys.platform != "linux":
        yield
        return
    import ctypes.util  # late: no command should wait for it

    search, here = ctypes.util.find_library, threading.get_ident()

    def find_library(name: str) -> str | None:
        return None if threading.get_ident() == here else search(name)

    ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = search
