"""Spares WeasyPrint its search for libraries, which runs compilers.

WeasyPrint asks for each library by the names that Windows and macOS have for it before it
asks for Linux's. ctypes looks for a name that it does not know by running gcc and ld,
whichever come first in PATH: 70 programs for one build. On Linux, the last name of each
library, its soname, is all that is needed, and the loader finds it.
"""

from __future__ import annotations

import importlib.machinery
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

_ASKING = "weasyprint.text.ffi"
"""The module that loads the libraries when it is imported."""


class _Finder:
    """Finds that one module, so that it runs without the search; steps aside for all others."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module as Python finds it, with another loader."""
        if name != _ASKING:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and spec.origin:
            spec.loader = _Loader(name, spec.origin)
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        with _no_search():
            super().exec_module(module)


@contextmanager
def _no_search() -> Iterator[None]:
    """In this thread, ctypes finds a library by the loader alone; other threads search as ever."""
    import ctypes.util  # late: no command should wait for it

    search, here = ctypes.util.find_library, threading.get_ident()

    def find_library(name: str) -> str | None:
        return None if threading.get_ident() == here else search(name)

    ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = search


def install() -> None:
    """Prepare for WeasyPrint's import, whoever imports it; only on Linux is there a need."""
    if sys.platform == "linux" and _Finder not in sys.meta_path and _ASKING not in sys.modules:
        sys.meta_path.insert(0, _Finder)
