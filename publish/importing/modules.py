"""Finds and reads modules in packages as Python does, with less to do for each.

A build imports 1,000 modules from packages. For each, Python asks all the ways that a module can be
found, and computes where its compiled form is; that takes as long as to run what was found. Here a
package's folder is listed once, and a compiled form is taken if it has the time and the size of its
source (PEP 552). Python does whatever is not as usual.
"""

from __future__ import annotations

import _imp
import importlib.machinery
import marshal
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib._bootstrap_external import MAGIC_NUMBER
from types import CodeType, ModuleType

from publish.importing.finding import WRAPPED

_MAGIC = MAGIC_NUMBER + bytes(4)
"""How a compiled form begins that is known by the time of its source."""
_HEAD = 16
_PYC = f".{sys.implementation.cache_tag}.pyc"
_NATIVE = tuple(importlib.machinery.EXTENSION_SUFFIXES)
_IS_USUAL = sys.pycache_prefix is None and sys.flags.optimize == 0
_names: dict[str, frozenset[str]] = {}


@contextmanager
def listed_once() -> Iterator[None]:
    """In the block, a package's folder is as it was at first; for programs of our own."""
    sys.meta_path.insert(0, _Finder)
    try:
        yield
    finally:
        sys.meta_path.remove(_Finder)
        _names.clear()


class _Finder:
    """Finds modules of packages that are one folder; steps aside for all others."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module, if it is a file ``.py`` or a folder with ``__init__.py``."""
        if type(path) is not list or len(path) != 1 or name in WRAPPED or not _IS_USUAL:
            return None
        folder, own = path[0], name.rpartition(".")[2]
        found = _listed(folder)
        if own in found:
            folder, file = f"{folder}{os.sep}{own}", "__init__"
            if "__init__.py" not in _listed(folder):
                return None
        else:
            file = own
            if f"{own}.py" not in found or any(own + suffix in found for suffix in _NATIVE):
                return None
        source = f"{folder}{os.sep}{file}.py"
        loader = _Loader(name, source, f"{folder}{os.sep}__pycache__{os.sep}{file}{_PYC}")
        spec = importlib.machinery.ModuleSpec(name, loader, origin=source, is_package=file != own)
        spec.has_location, spec.cached = True, loader.compiled
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(folder)
        return spec


def _listed(folder: str) -> frozenset[str]:
    """The names in a folder, as they are when it is first asked for."""
    if folder not in _names:
        try:
            _names[folder] = frozenset(os.listdir(folder))  # noqa: PTH208  # a Path takes longer
        except OSError:
            _names[folder] = frozenset()
    return _names[folder]


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, source: str, compiled: str) -> None:
        self.name, self.path, self.compiled = name, source, compiled

    def get_code(self, fullname: str) -> CodeType | None:
        """The compiled form, if it is of this source and at this place."""
        try:
            about = os.stat(self.path)  # noqa: PTH116
            data = self.get_data(self.compiled)
            made = b"".join(
                (number & 0xFFFFFFFF).to_bytes(4, "little")
                for number in (int(about.st_mtime), about.st_size)
            )
            if data.startswith(_MAGIC + made):
                code = marshal.loads(memoryview(data)[_HEAD:])
                if isinstance(code, CodeType):
                    # Where it was compiled at another place.
                    _imp._fix_co_filename(code, self.path)  # type: ignore[attr-defined]
                    return code
        except (OSError, EOFError, ValueError, TypeError):
            pass
        return super().get_code(fullname)
