"""Gives WeasyPrint its declarations of C functions as cffi would parse them.

cffi parses 400 lines of C at every start, a tenth of a build. ``parsed_declarations`` has the
result for one version of WeasyPrint, known by the hash of its module: with any other, cffi parses
as ever. `python -m tools.declarations` writes it; a test says when it is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from types import ModuleType
from typing import Any

OURS = "FcConfig *FcConfigGetCurrent(void);"
"""Our own declarations beside WeasyPrint's: the process's configuration of fonts."""


@contextmanager
def declared(module: ModuleType) -> Iterator[None]:
    """While WeasyPrint's ``module`` is imported, cffi's interface has its declarations."""
    known = _interface(module)
    if known is None:
        yield
        return
    before = sys.modules.get("cffi")
    stand_in: Any = ModuleType("cffi")
    stand_in.FFI = lambda: known
    sys.modules["cffi"] = stand_in
    try:
        yield
    finally:
        del sys.modules["cffi"]
        if before is not None:
            sys.modules["cffi"] = before


def _interface(module: ModuleType) -> Any:
    """The interface; None for another WeasyPrint, or a cffi that has another form."""
    from publish.importing.parsed_declarations import PARSED, SOURCE

    loader = module.__loader__
    if module.__file__ is None or not isinstance(loader, SourceFileLoader):
        return None
    if key(loader.get_data(module.__file__)) != SOURCE:
        return None
    try:
        import _cffi_backend

        class Interface(_cffi_backend.FFI):  # type: ignore[misc]
            def cdef(self, source: str) -> None:
                """Nothing: all that is declared is known."""

        return Interface("weasyprint", **PARSED)
    except (ImportError, TypeError, ValueError):
        return None


def key(source: bytes) -> str:
    """The key of the declarations in a module of WeasyPrint's, and of ours."""
    return sha256(source + OURS.encode()).hexdigest()
