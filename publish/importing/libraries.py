"""Spares WeasyPrint its search for libraries, which runs compilers, and keeps them loaded.

WeasyPrint asks for each library by the names that Windows and macOS have for it before it
asks for Linux's. ctypes looks for a name that it does not know by running gcc and ld,
whichever come first in PATH: 70 programs for one build. On Linux, the last name of each
library, its soname, is all that is needed, and the loader finds it.

At its end, Python lets go of the libraries and of Pango's objects in any order. Fonts that are kept
for the next layout may come last; to free them is a crash where the libraries are gone.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


_LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)


@contextmanager
def never_unloaded(module: ModuleType) -> Iterator[None]:
    """After its import, the libraries of ``weasyprint.text.ffi`` stay loaded."""
    yield
    stay_loaded(module)


def stay_loaded(module: ModuleType) -> None:
    """Keep the libraries of ``weasyprint.text.ffi`` in memory until the process is gone."""
    if sys.platform != "linux":
        return
    for name in _LIBRARIES:
        with suppress(OSError):  # one that WeasyPrint can do without
            module.ffi.dlopen(name, module.ffi.RTLD_NOW | module.ffi.RTLD_NODELETE)
